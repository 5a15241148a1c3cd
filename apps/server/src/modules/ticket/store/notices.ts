import type { TicketNotice } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface NewNotice {
  readonly ticketNoticeId: string
  readonly agentId: string
  readonly ticketId: string
  readonly kind: TicketNotice['kind']
  readonly actorId: string | null
  readonly at: Date
}

/** An unread one of the same kind about the same ticket gives way: ten comments are one notice. */
export async function putNotice(tx: Tx, companyId: string, notice: NewNotice) {
  await sql`
    delete from ticket_notice where company_id = ${companyId} and agent_id = ${notice.agentId}
      and ticket_id = ${notice.ticketId} and kind = ${notice.kind} and read_at is null`.execute(tx.q)
  await sql`
    insert into ticket_notice (company_id, ticket_notice_id, agent_id, ticket_id, kind, actor_id, at)
    values (${companyId}, ${notice.ticketNoticeId}, ${notice.agentId}, ${notice.ticketId}, ${notice.kind},
      ${notice.actorId}, ${notice.at})`.execute(tx.q)
}

/** Latest first. */
export async function noticesOf(tx: Tx, companyId: string, agentId: string, limit: number): Promise<TicketNotice[]> {
  const { rows } = await sql<Omit<TicketNotice, 'at'> & { at: Date }>`
    select n.ticket_notice_id as "ticketNoticeId", n.ticket_id as "ticketId", k.number, k.title, n.kind,
      n.actor_id as "agentId", k.state, n.at, n.read_at is not null as "isRead"
    from ticket_notice n join ticket k using (company_id, ticket_id)
    where n.company_id = ${companyId} and n.agent_id = ${agentId}
    order by n.at desc, n.ticket_notice_id desc limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

export async function countUnread(tx: Tx, companyId: string, agentId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from ticket_notice
    where company_id = ${companyId} and agent_id = ${agentId} and read_at is null`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** Answers how many there were. */
export async function markRead(
  tx: Tx,
  companyId: string,
  agentId: string,
  ticketId: string | undefined,
  at: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update ticket_notice set read_at = ${at}
    where company_id = ${companyId} and agent_id = ${agentId} and read_at is null
      ${ticketId ? sql`and ticket_id = ${ticketId}` : sql``}`.execute(tx.q)
  return Number(numAffectedRows)
}

/** What was seen long ago. */
export async function forgetRead(tx: Tx, before: Date) {
  await sql`delete from ticket_notice where read_at < ${before}`.execute(tx.q)
}
