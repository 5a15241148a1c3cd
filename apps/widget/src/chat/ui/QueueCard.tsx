import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'
import { NotifyButton } from '../push/NotifyItem.tsx'
import { queueWords } from './queue-words.ts'

/** Where the visitor stands while nobody has taken the conversation. */
export function QueueCard({ chat }: { chat: Chat }) {
  const { conversation, isStaffed, messages } = chat.state.value
  const t = queueWords[chat.locale.value]
  // The robot has just said it.
  if (!isStaffed && messages.filter(({ body }) => body.type !== 'event').pop()?.from === 'robot')
    return <NotifyButton chat={chat} />
  return (
    <div class="queue" role="status">
      {isStaffed ? <span class="spin" aria-hidden="true" /> : <LaterIcon name="clock" size={20} />}
      <div>
        {isStaffed ? (
          <>
            <strong>{t.title}</strong>
            {conversation?.position != null && <p>{t.position(conversation.position)}</p>}
          </>
        ) : (
          <>
            <p>{t.away}</p>
            <NotifyButton chat={chat} />
          </>
        )}
      </div>
    </div>
  )
}
