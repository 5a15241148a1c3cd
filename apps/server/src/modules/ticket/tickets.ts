import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { Gateway } from '../../platform/realtime/index.ts'
import type { TicketCollaborators } from './collaborators.ts'
import { createTicketFrames } from './frames.ts'
import { createNotices } from './service/notices.ts'
import { createTicketReader } from './service/read.ts'
import { createTicketTypes } from './service/types.ts'
import { createTicketWriter } from './service/write.ts'

export interface TicketsOptions {
  readonly db: Db
  readonly events: Pick<Events, 'on'>
  readonly gateway: () => Pick<Gateway, 'publish'>
  readonly agentTopic: (agentId: string) => string
  readonly collaborators: TicketCollaborators
  readonly now: () => Date
  readonly newId: () => string
}

export function createTickets({ events, gateway, agentTopic, ...parts }: TicketsOptions) {
  createTicketFrames({ events, gateway, agentTopic })
  const reader = createTicketReader(parts)
  const notices = createNotices(parts)
  return {
    reader,
    writer: createTicketWriter({ ...parts, reader, notices }),
    types: createTicketTypes(parts),
    notices,
  }
}
export type Tickets = ReturnType<typeof createTickets>
