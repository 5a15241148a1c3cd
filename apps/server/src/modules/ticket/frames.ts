import type { AgentFrameOut } from '@youwen/contract/realtime'
import type { Events } from '../../platform/events/index.ts'
import type { Gateway } from '../../platform/realtime/index.ts'
import type { TicketChanged, TicketNoticed } from './events.ts'

/** Agents of a company who handle tickets. */
export const ticketsTopic = (companyId: string) => `tk:${companyId}`

/**
 * That a ticket changed is told to all who handle tickets, as its id and revision only: who may see it asks for it. So
 * a change of who may see it needs no second rule beside the one door. A notice goes to the one it is for.
 */
export function createTicketFrames({
  events,
  gateway,
  agentTopic,
}: {
  readonly events: Pick<Events, 'on'>
  readonly gateway: () => Pick<Gateway, 'publish'>
  readonly agentTopic: (agentId: string) => string
}): void {
  const tell = (topic: string, frame: AgentFrameOut) => gateway().publish([topic], frame)
  events.on<TicketChanged>('ticket.changed', ({ companyId, ticketId, revision }) =>
    tell(ticketsTopic(companyId), { type: 'ticket', ticketId, revision }),
  )
  events.on<TicketNoticed>('ticket.noticed', ({ agentId, notice, unread }) =>
    tell(agentTopic(agentId), { type: 'ticket_notice', notice, unread }),
  )
}
