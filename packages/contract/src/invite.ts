import { z } from 'zod'
import { Id, Moment, PageRequest, pageOf } from './ids.ts'
import { maxInvitePeriodDays } from './limits.ts'
import { qualities } from './quality-of.ts'
import { route } from './route.ts'

/** `invite`: a box asks whether the visitor would like to talk. `force`: the chat opens by itself. */
export const InviteKind = z.enum(['invite', 'force'])
export type InviteKind = z.infer<typeof InviteKind>

/** What keeps an invitation from being a nuisance. */
export const inviteLimits = {
  /** Invitations to one visit, whoever sends them. */
  perVisit: 3,
  /** After a "no" the visitor is left alone for this long. */
  pauseAfterRefusalMinutes: 10,
  /** A box that nobody answered goes away by itself. */
  expiresAfterSeconds: 120,
} as const

export const SendInvite = z.object({
  visitorId: Id,
  kind: InviteKind,
  text: z.string().trim().min(1).max(200).describe('Stands in the box, and becomes the first words of the agent.'),
})
export type SendInvite = z.infer<typeof SendInvite>

/** What came of some invitations. What is neither accepted, refused nor ignored still waits for an answer. */
export const InviteFigures = z.object({
  asked: z.int().describe('Boxes that asked a visitor.'),
  seen: z.int().describe('Of them, drawn on a page that was in front of somebody.'),
  accepted: z.int(),
  refused: z.int(),
  ignored: z.int().describe('Nobody answered, until the box went away by itself.'),
  forced: z.int().describe('Chats that were opened without asking.'),
  opened: z.int().describe('Of them, those that really came to stand in front of somebody.'),
  conversations: z.int().describe('That came of all these.'),
  valid: z.int().describe('Of them, those that the company does not call invalid (see `quality`).'),
  phones: z.int().describe('Of them, those whose visitor’s card has a phone.'),
})
export type InviteFigures = z.infer<typeof InviteFigures>

const day = z.iso.date()
const InviteResultOfAgent = InviteFigures.extend({ agentId: Id, agentName: z.string() })
const InviteResultOfText = InviteFigures.extend({
  text: z.string().nullable().describe('Null: all those that were sent so rarely that they have no line of their own.'),
})
const InviteResultOfDay = InviteFigures.extend({ day })

export const InviteResults = z.object({
  total: InviteFigures,
  byAgent: z.array(InviteResultOfAgent).describe('Who asked most comes first.'),
  byText: z.array(InviteResultOfText).describe('What was asked with most comes first.'),
  byDay: z.array(InviteResultOfDay).describe('Every day of the period, in order.'),
})
export type InviteResults = z.infer<typeof InviteResults>

export const InviteOutcome = z.enum(['waiting', 'accepted', 'refused', 'expired'])
export type InviteOutcome = z.infer<typeof InviteOutcome>

/** One invitation, and what came of it. */
export const SentInvite = z.object({
  inviteId: Id,
  visitorId: Id,
  visitorName: z.string().describe('What he is called: by his name, else by region, site and style (D2.1).'),
  agentId: Id,
  agentName: z.string(),
  kind: InviteKind,
  text: z.string(),
  sentAt: Moment,
  isSeen: z.boolean(),
  outcome: InviteOutcome,
  conversationId: Id.nullable().describe('That came of it.'),
  quality: z.enum(qualities).nullable().describe('Of that conversation.'),
})
export type SentInvite = z.infer<typeof SentInvite>

const period = {
  from: day.optional().describe('The first day, in the company’s time zone; today where both are left out.'),
  through: day.optional().describe('The last day.'),
}
const dayMs = 86_400_000
const isPeriod = ({ from, through }: { from?: string | undefined; through?: string | undefined }) =>
  from === undefined || through === undefined
    ? from === through
    : from <= through && Date.parse(through) - Date.parse(from) < maxInvitePeriodDays * dayMs
const aPeriod = {
  path: ['through'],
  message: `Both days or none, at most ${maxInvitePeriodDays}, the first one first.`,
}

const tag = 'invite'
/** Of agents in one's data scope: one's own at least. */
const view = { access: 'visitor.view', tag } as const

export const invite = {
  send: route('POST', '/visitors/{visitorId}/invitations', {
    access: 'invite.send',
    audit: null,
    title: 'Ask a visitor on the site whether he would like to talk, or open the chat for him',
    tag,
  })
    .input(SendInvite)
    .output(z.object({ inviteId: Id, expiresAt: Moment })),
  results: route('GET', '/invitations/results', {
    ...view,
    audit: null,
    title: 'What came of the invitations that agents in my data scope sent, by agent, text and day',
  })
    .input(z.object(period).refine(isPeriod, aPeriod))
    .output(InviteResults),
  list: route('GET', '/invitations', {
    ...view,
    audit: null,
    title: 'Invitations that agents in my data scope sent, latest first',
  })
    .input(PageRequest.extend(period).refine(isPeriod, aPeriod))
    .output(pageOf(SentInvite)),
  export: route('POST', '/invitations/results/export', {
    ...view,
    audit: 'invite.exported',
    title: 'Write what came of invitations into a spreadsheet',
  })
    .input(
      z
        .object({ ...period, by: z.enum(['agent', 'text', 'day']), format: z.enum(['xlsx', 'csv']) })
        .refine(isPeriod, aPeriod),
    )
    .output(z.object({ fileId: Id })),
}
