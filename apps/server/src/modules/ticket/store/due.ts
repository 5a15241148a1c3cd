import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { columns, type TicketColumns, type TicketRecord, toRecord } from './ticket.ts'

export interface DueTicket {
  readonly companyId: string
  readonly ticketId: string
}

/** Of every company: unfinished ones whose people have something to hear about the due time. */
export async function findDue(tx: Tx, now: Date, soon: Date, limit: number): Promise<DueTicket[]> {
  const { rows } = await sql<DueTicket>`
    select company_id as "companyId", ticket_id as "ticketId" from ticket
    where state in ('open', 'in_progress') and due_at is not null and reminded < 2
      and (due_at <= ${now} or (due_at <= ${soon} and reminded < 1))
    order by due_at limit ${limit}`.execute(tx.q)
  return rows
}

/** One of them, held; undefined when another node tells its people just now, or nothing is due any more. */
export async function claimDue(
  tx: Tx,
  { companyId, ticketId }: DueTicket,
  now: Date,
  soon: Date,
): Promise<TicketRecord | undefined> {
  const { rows } = await sql<TicketColumns>`
    select ${columns} from ticket k
    where k.company_id = ${companyId} and k.ticket_id = ${ticketId} and k.state in ('open', 'in_progress')
      and k.reminded < 2 and (k.due_at <= ${now} or (k.due_at <= ${soon} and k.reminded < 1))
    for update skip locked`.execute(tx.q)
  return rows[0] && toRecord(rows[0])
}

/** That its people were told is no change of the ticket. */
export async function markReminded(tx: Tx, { companyId, ticketId }: DueTicket, reminded: 1 | 2) {
  await sql`
    update ticket set reminded = ${reminded} where company_id = ${companyId} and ticket_id = ${ticketId}`.execute(tx.q)
}
