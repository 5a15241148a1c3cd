import { TicketPriority, type TicketState } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { TicketScope } from '../collaborators.ts'
import { visibleTo } from './visible.ts'

/** A ticket as it is kept. */
export interface TicketRecord {
  readonly ticketId: string
  readonly number: number
  readonly title: string
  readonly description: string
  readonly ticketTypeId: string | null
  readonly priority: TicketPriority
  readonly state: TicketState
  readonly creatorId: string
  readonly assigneeId: string | null
  readonly groupId: string | null
  readonly watcherIds: readonly string[]
  readonly visitorId: string | null
  readonly conversationId: string | null
  readonly atSeq: number | null
  readonly dueAt: Date | null
  readonly reminded: number
  readonly commentCount: number
  readonly revision: number
  readonly createdAt: Date
  readonly changedAt: Date
}

export const columns = sql`k.ticket_id as "ticketId", k.number, k.title, k.description, k.ticket_type_id as "ticketTypeId",
  k.priority, k.state, k.creator_id as "creatorId", k.assignee_id as "assigneeId", k.group_id as "groupId",
  k.watcher_ids as "watcherIds", k.visitor_id as "visitorId", k.conversation_id as "conversationId",
  k.at_seq as "atSeq", k.due_at as "dueAt", k.reminded, k.comment_count as "commentCount", k.revision,
  k.created_at as "createdAt", k.changed_at as "changedAt"`

export type TicketColumns = Omit<TicketRecord, 'priority'> & { readonly priority: number }

const levels = TicketPriority.options
export const levelOf = (priority: TicketPriority): number => levels.indexOf(priority)
export const toRecord = (row: TicketColumns): TicketRecord => ({ ...row, priority: levels[row.priority] ?? 'normal' })

/** The one door to a ticket: undefined when there is none, or none that this agent may see. */
export async function findVisible(
  tx: Tx,
  companyId: string,
  scope: TicketScope,
  ticketId: string,
  { toChange = false } = {},
): Promise<TicketRecord | undefined> {
  const { rows } = await sql<TicketColumns>`
    select ${columns} from ticket k
    where k.company_id = ${companyId} and k.ticket_id = ${ticketId} and ${visibleTo(scope)}
    ${toChange ? sql`for no key update` : sql``}`.execute(tx.q)
  return rows[0] && toRecord(rows[0])
}

/** Numbers are given one after the other. */
export async function nextNumber(tx: Tx, companyId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('ticket ' || ${companyId}, 0))`.execute(tx.q)
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) + 1 as number from ticket where company_id = ${companyId}`.execute(tx.q)
  return rows[0]?.number ?? 1
}

export async function isKnown(tx: Tx, companyId: string, ticketId: string): Promise<boolean> {
  const { rows } = await sql`
    select from ticket where company_id = ${companyId} and ticket_id = ${ticketId}`.execute(tx.q)
  return rows.length > 0
}

export async function insertTicket(
  tx: Tx,
  companyId: string,
  ticket: TicketRecord,
  words: readonly string[],
): Promise<void> {
  await sql`
    insert into ticket (company_id, ticket_id, number, title, description, words, ticket_type_id, priority, state,
      creator_id, assignee_id, group_id, watcher_ids, visitor_id, conversation_id, at_seq, due_at, reminded,
      created_at, changed_at)
    values (${companyId}, ${ticket.ticketId}, ${ticket.number}, ${ticket.title}, ${ticket.description},
      array_to_tsvector(${[...words]}::text[]), ${ticket.ticketTypeId}, ${levelOf(ticket.priority)}, ${ticket.state},
      ${ticket.creatorId}, ${ticket.assigneeId}, ${ticket.groupId}, ${[...ticket.watcherIds]}::uuid[],
      ${ticket.visitorId}, ${ticket.conversationId}, ${ticket.atSeq}, ${ticket.dueAt}, ${ticket.reminded},
      ${ticket.createdAt}, ${ticket.changedAt})`.execute(tx.q)
}

/** Of a row that this transaction holds; `words` only when title or description changed. */
export async function updateTicket(
  tx: Tx,
  companyId: string,
  ticket: TicketRecord,
  words: readonly string[] | undefined,
): Promise<void> {
  await sql`
    update ticket set title = ${ticket.title}, description = ${ticket.description},
      ${words ? sql`words = array_to_tsvector(${[...words]}::text[]),` : sql``}
      ticket_type_id = ${ticket.ticketTypeId}, priority = ${levelOf(ticket.priority)}, state = ${ticket.state},
      assignee_id = ${ticket.assigneeId}, group_id = ${ticket.groupId}, watcher_ids = ${[...ticket.watcherIds]}::uuid[],
      due_at = ${ticket.dueAt}, reminded = ${ticket.reminded}, comment_count = ${ticket.commentCount},
      revision = ${ticket.revision}, changed_at = ${ticket.changedAt}
    where company_id = ${companyId} and ticket_id = ${ticket.ticketId}`.execute(tx.q)
}
