import type { Quote } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import type { ShownMessage } from './shown-message.ts'

/** How a message looks when it is quoted; null for what cannot be: events, what was recalled, what is not durable yet. */
export function quoteOf({ id, conversationId, seq, from, senderId, body }: ShownMessage): Quote | null {
  if (conversationId === null || seq === null || body.type === 'event' || body.type === 'recalled') return null
  return { messageId: id, conversationId, seq, from, senderId, type: body.type, text: textOf(body).slice(0, 120) }
}
