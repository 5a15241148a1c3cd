import { z } from 'zod'
import { appointmentStyles } from './appointment-styles.ts'
import { Id, line, MessageId, Moment } from './ids.ts'
import { maxCardTextLength, maxCardTitleLength, maxTextLength, maxVoiceMs, maxWaveform } from './limits.ts'

export { maxTextLength, maxTypingLength } from './limits.ts'

/** colleague: an agent speaks to his colleagues; no visitor ever sees a word of it. */
export const SenderKind = z.enum(['visitor', 'agent', 'robot', 'system', 'colleague'])
export type SenderKind = z.infer<typeof SenderKind>

// ---- what a sender says ----------------------------------------------------------------------------------------------

const words = z.string().min(1).max(maxTextLength)
const CardWords = z.object({
  type: z.literal('card'),
  title: line(maxCardTitleLength).min(1),
  text: z.string().trim().max(maxCardTextLength).default(''),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
})
/** How loud it is, in equal steps from the beginning to the end, for a picture of it. */
const Waveform = z.array(z.int().min(0).max(100)).max(maxWaveform)
const quoting = {
  quote: MessageId.optional().describe('The message that this one answers: one said with the same visitor.'),
}

/** What a visitor says. A file is uploaded first (see `file`) and named here by its id. */
export const VisitorSendBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: words, ...quoting }),
  z.object({ type: z.literal('image'), fileId: Id, ...quoting }),
  z.object({ type: z.literal('file'), fileId: Id, ...quoting }),
  z.object({
    type: z.literal('voice'),
    fileId: Id,
    durationMs: z.int().min(1).max(maxVoiceMs),
    waveform: Waveform,
    ...quoting,
  }),
])

export type VisitorSendBody = z.infer<typeof VisitorSendBody>

/** What is known of a recording beside its file. */
export type VoiceRecording = Pick<Extract<VisitorSendBody, { type: 'voice' }>, 'durationMs' | 'waveform'>

/** What an agent says: more than a visitor may. */
export const SendBody = z.discriminatedUnion('type', [
  ...VisitorSendBody.options,
  /** A link that looks like something. Its picture was uploaded first: nothing is ever loaded from elsewhere. */
  CardWords.extend({ imageFileId: Id.optional(), ...quoting }),
  /** The card of an appointment that was made before; its server knows what it says. */
  z.object({ type: z.literal('appointment'), appointmentId: Id, ...quoting }),
  /** For colleagues only. Who is mentioned is told, and may see the conversation from then on. */
  z.object({ type: z.literal('note'), text: words, mentions: z.array(Id).max(20), ...quoting }),
])
export type SendBody = z.infer<typeof SendBody>

// ---- what is in the stream -------------------------------------------------------------------------------------------

/** What can be quoted, and what a list shows last. */
export const SaidType = z.enum(['text', 'image', 'file', 'voice', 'card', 'appointment', 'note', 'recalled'])
export type SaidType = z.infer<typeof SaidType>

/** As it was when it was quoted; one that was recalled since then has lost its text here too. */
export const Quote = z.object({
  messageId: MessageId,
  conversationId: Id,
  seq: z.int().min(1),
  from: SenderKind,
  senderId: Id.nullable(),
  type: SaidType,
  text: z.string().describe('The beginning of its words.'),
})
export type Quote = z.infer<typeof Quote>
const quoted = { quote: Quote.optional() }

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
  /** Somebody is asked to take it over, and what came of it; for agents only. Accepted is `transferred`. */
  z.object({
    type: z.literal('event'),
    event: z.literal('transfer_asked'),
    transferId: Id,
    byAgentId: Id,
    toAgentId: Id.nullable(),
    toGroupId: Id.nullable(),
    note: z.string().optional(),
  }),
  z.object({
    type: z.literal('event'),
    event: z.literal('transfer_declined'),
    transferId: Id,
    agentId: Id,
    reason: z.string(),
  }),
  z.object({ type: z.literal('event'), event: z.literal('transfer_cancelled'), transferId: Id, agentId: Id }),
  z.object({ type: z.literal('event'), event: z.literal('transfer_expired'), transferId: Id }),
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
  /** A colleague takes part beside the agent whose conversation it is, and goes again. */
  z.object({ type: z.literal('event'), event: z.literal('joined'), agentId: Id }),
  z.object({ type: z.literal('event'), event: z.literal('left'), agentId: Id }),
  /** Whoever holds the message that is named forgets what it said; the server has. */
  z.object({
    type: z.literal('event'),
    event: z.literal('recalled'),
    messageId: MessageId,
    by: z.enum(['agent', 'visitor']),
    agentId: Id.nullable(),
    isNote: z.boolean(),
  }),
  /** From here on the robot answers; `agentId` is for whom, null: nobody has the conversation but the robot. */
  z.object({ type: z.literal('event'), event: z.literal('custody_began'), agentId: Id.nullable() }),
  /** It answers no longer: an agent does, or the visitor asked for a person, or for what the robot does not know. */
  z.object({
    type: z.literal('event'),
    event: z.literal('custody_ended'),
    why: z.enum(['agent', 'asked', 'unknown']),
    agentId: Id.nullable().describe('Whose conversation it is then; null: it waits in the queue.'),
  }),
  /** The place of something that is not for this reader: it is there so that positions have no holes, and is not shown. */
  z.object({ type: z.literal('event'), event: z.literal('hidden') }),
])
export type ConversationEvent = z.infer<typeof ConversationEvent>

const storedFile = { fileId: Id, name: z.string(), sizeBytes: z.int() }
const Picture = z.object({ ...storedFile, width: z.int(), height: z.int() })

export const MessageBody = z.union([
  z.object({
    type: z.literal('text'),
    text: words,
    choices: z.array(z.string()).optional().describe('What may be said in answer to it, to be chosen: a robot’s menu.'),
    ...quoted,
  }),
  Picture.extend({ type: z.literal('image'), ...quoted }),
  z.object({ type: z.literal('file'), ...storedFile, contentType: z.string(), ...quoted }),
  z.object({
    type: z.literal('voice'),
    fileId: Id,
    sizeBytes: z.int(),
    format: z.string().describe('By its bytes: `mp4`, `wav`; as a client recorded it also `webm`, `ogg` …'),
    durationMs: z.int(),
    waveform: Waveform,
    ...quoted,
  }),
  CardWords.extend({ image: Picture.nullable(), ...quoted }),
  /** As it was when it was sent; its page shows what became of it. */
  z.object({
    type: z.literal('appointment'),
    appointmentId: Id,
    number: z.string(),
    style: z.enum(appointmentStyles),
    title: z.string(),
    name: z.string(),
    at: Moment,
    timeZone: z.string(),
    place: z.string(),
    url: z.url(),
    ...quoted,
  }),
  z.object({ type: z.literal('note'), text: words, mentions: z.array(Id), ...quoted }),
  /** Taken back by who said it. */
  z.object({ type: z.literal('recalled') }),
  ConversationEvent,
])
export type MessageBody = z.infer<typeof MessageBody>

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
