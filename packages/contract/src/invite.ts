import { z } from 'zod'
import { Id, Moment } from './ids.ts'
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

/** What came of an agent's invitations today. */
export const InviteResult = z.object({
  agentId: Id,
  sent: z.int(),
  seen: z.int().describe('Drawn on a page that was in front of somebody.'),
  accepted: z.int(),
  refused: z.int(),
  expired: z.int(),
})
export type InviteResult = z.infer<typeof InviteResult>

const tag = 'invite'

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
    access: 'team.monitor',
    audit: null,
    title: 'What came of the invitations that agents in my data scope sent today',
    tag,
  }).output(z.array(InviteResult)),
}
