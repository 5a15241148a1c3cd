import { z } from 'zod'
import { Id, MessageId, Moment } from './ids.ts'
import { maxTextLength } from './limits.ts'

export { maxTextLength, maxTypingLength } from './limits.ts'

const Text = z.object({ type: z.literal('text'), text: z.string().min(1).max(maxTextLength) })

/** What a sender says. A file is uploaded first (see `file`) and named here by its id. */
export const SendBody = z.discriminatedUnion('type', [
  Text,
  z.object({ type: z.literal('image'), fileId: Id }),
  z.object({ type: z.literal('file'), fileId: Id }),
])
export type SendBody = z.infer<typeof SendBody>

/** Things that happened to a conversation, told in its own stream so that they have their place in the order. */
export const ConversationEvent = z.discriminatedUnion('event', [
  z.object({ type: z.literal('event'), event: z.literal('queued') }),
  z.object({ type: z.literal('event'), event: z.literal('assigned'), agentId: Id }),
  z.object({
    type: z.literal('event'),
    event: z.literal('transferred'),
    fromAgentId: Id.nullable(),
    toAgentId: Id.nullable(),
    toGroupId: Id.nullable(),
    note: z.string().optional().describe('For agents only; a visitor’s copy has none.'),
  }),
  z.object({
    type: z.literal('event'),
    event: z.literal('closed'),
    by: z.enum(['agent', 'visitor', 'system']),
    agentId: Id.nullable(),
  }),
  z.object({
    type: z.literal('event'),
    event: z.literal('rating_invited'),
    agentId: Id.nullable().describe('Who asked; null: it was asked by itself.'),
  }),
  z.object({
    type: z.literal('event'),
    event: z.literal('rated'),
    stars: z.int().min(1).max(5),
    tags: z.array(z.string()),
    comment: z.string(),
  }),
])
export type ConversationEvent = z.infer<typeof ConversationEvent>

export const MessageBody = z.union([
  Text,
  z.object({
    type: z.literal('image'),
    fileId: Id,
    name: z.string(),
    sizeBytes: z.int(),
    width: z.int(),
    height: z.int(),
  }),
  z.object({ type: z.literal('file'), fileId: Id, name: z.string(), sizeBytes: z.int(), contentType: z.string() }),
  ConversationEvent,
])
export type MessageBody = z.infer<typeof MessageBody>

export const SenderKind = z.enum(['visitor', 'agent', 'robot', 'system'])
export type SenderKind = z.infer<typeof SenderKind>

export const Message = z.object({
  id: MessageId,
  conversationId: Id,
  seq: z.int().min(1).describe('1, 2, 3 … within its conversation, without holes, in commit order.'),
  from: SenderKind,
  senderId: Id.nullable().describe('Agent or visitor id; null for robot and system.'),
  body: MessageBody,
  at: Moment,
})
export type Message = z.infer<typeof Message>
