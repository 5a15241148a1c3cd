import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'

/** Where the visitor stands while nobody has taken the conversation. */
export function QueueCard({ chat }: { chat: Chat }) {
  const { conversation, isStaffed, messages } = chat.state.value
  const t = chat.words.value
  // The robot has just said it.
  if (!isStaffed && messages.filter(({ body }) => body.type !== 'event').pop()?.from === 'robot') return null
  return (
    <div class="queue" role="status">
      {isStaffed ? <span class="spin" aria-hidden="true" /> : <LaterIcon name="clock" size={20} />}
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
