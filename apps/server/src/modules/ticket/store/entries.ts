import type { TicketEntry } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export type NewEntry = Omit<TicketEntry, 'at'> & { readonly ticketId: string; readonly at: Date }

/** False: there is an entry of this id already. */
export async function insertEntry(tx: Tx, companyId: string, entry: NewEntry): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into ticket_entry (company_id, entry_id, ticket_id, agent_id, body, at)
    values (${companyId}, ${entry.entryId}, ${entry.ticketId}, ${entry.agentId}, ${JSON.stringify(entry.body)}::jsonb,
      ${entry.at})
    on conflict do nothing`.execute(tx.q)
  return numAffectedRows === 1n
}

export async function ticketOfEntry(tx: Tx, companyId: string, entryId: string): Promise<string | undefined> {
  const { rows } = await sql<{ ticketId: string }>`
    select ticket_id as "ticketId" from ticket_entry
    where company_id = ${companyId} and entry_id = ${entryId}`.execute(tx.q)
  return rows[0]?.ticketId
}

/** Oldest first; of a ticket with more than `limit` the latest. */
export async function entriesOf(tx: Tx, companyId: string, ticketId: string, limit: number): Promise<TicketEntry[]> {
  const { rows } = await sql<{ entryId: string; agentId: string; body: TicketEntry['body']; at: Date }>`
    select entry_id as "entryId", agent_id as "agentId", body, at from ticket_entry
    where company_id = ${companyId} and ticket_id = ${ticketId}
    order by at desc, entry_id desc limit ${limit}`.execute(tx.q)
  return rows.reverse().map((row) => ({ ...row, at: row.at.toISOString() }))
}

export async function insertFiles(tx: Tx, companyId: string, ticketId: string, fileIds: readonly string[]) {
  await sql`
    insert into ticket_file (company_id, ticket_id, file_id)
    select ${companyId}, ${ticketId}, id from unnest(${[...fileIds]}::uuid[]) id
    on conflict do nothing`.execute(tx.q)
}
