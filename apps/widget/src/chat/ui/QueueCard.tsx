import type { Chat } from '../chat.ts'
import { Icon } from './Icon.tsx'

/** Where the visitor stands while nobody has taken the conversation. */
export function QueueCard({ chat }: { chat: Chat }) {
  const { conversation, isStaffed } = chat.state.value
  const t = chat.words.value
  return (
    <div class="queue" role="status">
      {isStaffed ? <span class="spin" aria-hidden="true" /> : <Icon name="clock" size={20} />}
      <div>
        {isStaffed ? (
          <>
            <strong>{t.queueTitle}</strong>
            {conversation?.position != null && <p>{t.queuePosition(conversation.position)}</p>}
          </>
        ) : (
          <p>{t.queueAway}</p>
        )}
      </div>
    </div>
  )
}
