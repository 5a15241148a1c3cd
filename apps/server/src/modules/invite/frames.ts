import type { VisitorFrameOut } from '@youwen/contract/realtime'
import type { Events } from '../../platform/events/index.ts'
import type { InviteChanged } from './events.ts'
import type { InviteService } from './service.ts'

/** Tells the visitor's pages what they have to show now: an invitation, or none any more. */
export function createInviteFrames({
  events,
  invites,
  toVisitor,
}: {
  events: Pick<Events, 'on'>
  invites: Pick<InviteService, 'waitingFor'>
  toVisitor: (visitorId: string, frame: VisitorFrameOut) => void
}) {
  const tell = async ({ companyId, visitorId }: InviteChanged) =>
    toVisitor(visitorId, {
      type: 'invitation',
      invitation: (await invites.waitingFor(companyId, visitorId)) ?? null,
    })
  events.on<InviteChanged>('invite.sent', tell)
  events.on<InviteChanged>('invite.ended', tell)
}
