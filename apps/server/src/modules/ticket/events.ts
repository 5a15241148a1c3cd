import type { TicketNotice } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'

export interface TicketChanged {
  readonly type: 'ticket.changed'
  readonly companyId: string
  readonly ticketId: string
  readonly revision: number
}

/** Somebody has a new notice, or has seen some (then there is none). */
export interface TicketNoticed {
  readonly type: 'ticket.noticed'
  readonly companyId: string
  readonly agentId: string
  readonly notice: TicketNotice | null
  readonly unread: number
}

export const announce = (tx: Pick<Tx, 'announce'>, event: TicketChanged | TicketNoticed): void => tx.announce(event)
