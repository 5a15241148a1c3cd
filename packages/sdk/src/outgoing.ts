import type { Message, MessageBody, Quote, SendBody, StoredFile } from '@youwen/contract'
import { maxTextLength } from '@youwen/contract/limits'
import type { OutboxEntry } from './outbox.ts'
import type { ShownMessage } from './shown-message.ts'

export interface Outgoing {
  readonly body: SendBody
  readonly shown: MessageBody
}

/** The same, as an answer to a message. */
export function quoting({ body, shown }: Outgoing, quote: Quote | undefined): Outgoing {
  if (!quote) return { body, shown }
  return { body: { ...body, quote: quote.messageId }, shown: { ...shown, quote } as MessageBody }
}

export function outgoingText(text: string): Outgoing {
  if (text.length === 0 || text.length > maxTextLength) {
    throw new RangeError(`A message has 1 to ${maxTextLength} characters, not ${text.length}.`)
  }
  const body = { type: 'text', text } as const
  return { body, shown: body }
}

export function outgoingFile({ fileId, name, sizeBytes, contentType, image }: StoredFile): Outgoing {
  return image
    ? { body: { type: 'image', fileId }, shown: { type: 'image', fileId, name, sizeBytes, ...image } }
    : { body: { type: 'file', fileId }, shown: { type: 'file', fileId, name, sizeBytes, contentType } }
}

const shownOf = new WeakMap<Message, ShownMessage>()

/** The same object for the same message, so that an unchanged bubble is not drawn again. */
export function shown(message: Message): ShownMessage {
  let found = shownOf.get(message)
  if (!found) {
    found = { ...message, delivery: { status: 'sent' } }
    shownOf.set(message, found)
  }
  return found
}

export const shownEntry = (
  entry: OutboxEntry,
  from: 'visitor' | 'agent' | 'colleague',
  senderId: string | null,
): ShownMessage => ({
  id: entry.id,
  conversationId: null,
  seq: null,
  from,
  senderId,
  body: entry.shown,
  at: entry.at,
  delivery: entry.failure ? { status: 'failed', ...entry.failure } : { status: 'sending' },
})
