import type { SaveTicketType, TicketType } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const columns = sql`ticket_type_id as "ticketTypeId", name, colour, priority, due_hours as "dueHours",
  removed_at is not null as "isRemoved"`

export async function findTypes(tx: Tx, companyId: string): Promise<TicketType[]> {
  const { rows } = await sql<TicketType>`
    select ${columns} from ticket_type where company_id = ${companyId}
    order by removed_at is not null, created_at, ticket_type_id`.execute(tx.q)
  return rows
}

export async function findType(tx: Tx, companyId: string, ticketTypeId: string): Promise<TicketType | undefined> {
  const { rows } = await sql<TicketType>`
    select ${columns} from ticket_type
    where company_id = ${companyId} and ticket_type_id = ${ticketTypeId}`.execute(tx.q)
  return rows[0]
}

/** Whether another type that was not removed has this name. Others who ask wait for this transaction. */
export async function isNameTaken(tx: Tx, companyId: string, name: string, exceptId?: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('ticket type ' || ${companyId}, 0))`.execute(tx.q)
  const { rows } = await sql`
    select from ticket_type where company_id = ${companyId} and removed_at is null and lower(name) = lower(${name})
      and ticket_type_id is distinct from ${exceptId ?? null}::uuid`.execute(tx.q)
  return rows.length > 0
}

export async function insertType(tx: Tx, companyId: string, type: SaveTicketType & { ticketTypeId: string }) {
  await sql`
    insert into ticket_type (company_id, ticket_type_id, name, colour, priority, due_hours)
    values (${companyId}, ${type.ticketTypeId}, ${type.name}, ${type.colour}, ${type.priority}, ${type.dueHours})`.execute(
    tx.q,
  )
}

export async function updateType(tx: Tx, companyId: string, type: SaveTicketType & { ticketTypeId: string }) {
  await sql`
    update ticket_type set name = ${type.name}, colour = ${type.colour}, priority = ${type.priority},
      due_hours = ${type.dueHours}
    where company_id = ${companyId} and ticket_type_id = ${type.ticketTypeId}`.execute(tx.q)
}

export async function removeType(tx: Tx, companyId: string, ticketTypeId: string) {
  await sql`
    update ticket_type set removed_at = now()
    where company_id = ${companyId} and ticket_type_id = ${ticketTypeId} and removed_at is null`.execute(tx.q)
}
