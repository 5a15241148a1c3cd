import type { ShownMessage } from '@youwen/sdk/shown-message'
import type { Chat } from '../chat.ts'
import { clock } from '../time.ts'
import { RatingPlace } from './RatingPlace.tsx'

/** Something that happened to the conversation: one quiet line in its place. */
export function EventLine({ chat, message }: { chat: Chat; message: ShownMessage }) {
  const text = textOf(chat, message)
  if (text === null) return <RatingPlace chat={chat} message={message} />
  if (!text) return null
  return (
    <p class="event">
      {text} <time>{clock(message.at, chat.locale.value)}</time>
    </p>
  )
}

/** Null where it takes more than a line of text. */
function textOf({ words, nameOf }: Chat, { body, from }: ShownMessage): string | null {
  const t = words.value
  if (body.type === 'recalled') return from === 'visitor' ? t.recalledByYou : t.recalled
  if (body.type !== 'event') return ''
  switch (body.event) {
    case 'queued':
      return t.eventQueued
    case 'assigned':
      return t.eventAssigned(nameOf('agent', body.agentId))
    case 'transferred':
      return body.toAgentId ? t.eventTransferred(nameOf('agent', body.toAgentId)) : t.eventTransferredQueue
    case 'joined':
      return t.eventJoined(nameOf('agent', body.agentId))
    case 'left':
      return t.eventLeft(nameOf('agent', body.agentId))
    // The place of the message itself says it; what is hidden is not for visitors.
    case 'recalled':
    case 'hidden':
      return ''
    case 'closed':
      return body.by === 'visitor' ? t.eventClosedByYou : t.eventClosed
    case 'rated':
    case 'rating_invited':
      return null
    default:
      // What is between us is hidden from him already.
      body.event satisfies `transfer_${string}` | `custody_${string}`
      return ''
  }
}
