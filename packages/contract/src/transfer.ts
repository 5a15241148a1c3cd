import { z } from 'zod'
import { Id, line, Moment } from './ids.ts'
import { SaidType, SenderKind } from './message.ts'
import { route } from './route.ts'
import { Region } from './visitor.ts'

const asked = {
  transferId: Id,
  byAgentId: Id,
  toAgentId: Id.nullable(),
  toGroupId: Id.nullable().describe('The first of the group to accept gets it.'),
  note: z.string(),
  askedAt: Moment,
  expiresAt: Moment.describe('Unanswered until then, it is over.'),
}

/** A conversation is offered to somebody, who has not answered yet; it is still where it was. */
export const PendingTransfer = z.object(asked)
export type PendingTransfer = z.infer<typeof PendingTransfer>

/** What somebody sees who is asked to take over a conversation: enough to decide, and no more of it. */
export const TransferOffer = PendingTransfer.extend({
  conversationId: Id,
  visitorName: z.string(),
  region: Region,
  siteName: z.string(),
  styleName: z.string(),
  startedAt: Moment,
  waitingSince: Moment.nullable(),
  messageCount: z.int(),
  lines: z
    .array(z.object({ from: SenderKind, type: SaidType, text: z.string(), at: Moment }))
    .describe('The last things said, shortened, oldest first.'),
})
export type TransferOffer = z.infer<typeof TransferOffer>

/** overtaken: the conversation was ended, taken or handed over meanwhile. */
export const TransferOutcome = z.enum(['accepted', 'declined', 'cancelled', 'expired', 'overtaken'])
export type TransferOutcome = z.infer<typeof TransferOutcome>

export const TransferRule = z.object({
  acceptWithinSeconds: z.int().min(10).max(600).describe('How long who is asked may take to answer.'),
})
export type TransferRule = z.infer<typeof TransferRule>

export const maxDeclineReason = 100

const tag = 'transfer'
const serve = { access: 'conversation.serve', tag } as const
const TransferRef = z.object({ transferId: Id })

/** Answers to `conversation.transfer` with `asks`. */
export const transfer = {
  accept: route('POST', '/transfers/{transferId}/accept', {
    ...serve,
    audit: 'transfer.accepted',
    title: 'Take over a conversation that a colleague offers me',
  })
    .input(TransferRef)
    .output(z.object({ conversationId: Id })),
  decline: route('POST', '/transfers/{transferId}/decline', {
    ...serve,
    audit: 'transfer.declined',
    title: 'Say no to a conversation that a colleague offers me',
  }).input(TransferRef.extend({ reason: line(maxDeclineReason).default('') })),
  cancel: route('POST', '/transfers/{transferId}/cancel', {
    ...serve,
    audit: 'transfer.cancelled',
    title: 'Ask nobody any more to take over a conversation',
  }).input(TransferRef),
  rule: route('GET', '/transfers/rule', {
    access: 'signed-in',
    audit: null,
    title: 'How long who is asked may take to answer',
    tag,
  }).output(TransferRule),
  saveRule: route('PUT', '/transfers/rule', {
    access: 'company.manage',
    audit: 'transfer.rule_saved',
    title: 'Change how long who is asked may take to answer',
    tag,
  })
    .input(TransferRule)
    .output(TransferRule),
}
