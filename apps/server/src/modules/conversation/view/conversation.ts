import type { ConversationStatus, PreviousConversation } from '@youwen/contract'
import { type RawBuilder, sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ActiveConversation } from '../active.ts'
import { activeColumns, toActive } from '../store/conversation.ts'
import { isOf } from './person.ts'
import { type ConversationScope, visibleTo } from './scope.ts'

/** A conversation and how far the asking agent has read it. */
export interface SeenConversation extends ActiveConversation {
  readonly readSeq: number
}

async function select(
  tx: Tx,
  companyId: string,
  agentId: string,
  rest: RawBuilder<unknown>,
  from: RawBuilder<unknown> = sql`conversation`,
): Promise<SeenConversation[]> {
  const { rows } = await sql<Parameters<typeof toActive>[0] & { read_seq: number }>`
    select ${activeColumns}, coalesce(mine.read_seq, 0) as read_seq
    from ${from} c
    left join conversation_participant mine on mine.company_id = c.company_id
      and mine.conversation_id = c.conversation_id and mine.agent_id = ${agentId}
    where c.company_id = ${companyId} and ${rest}`.execute(tx.q)
  return rows.map((row) => ({ ...toActive(row), readSeq: row.read_seq }))
}

/**
 * What the desk shows first: mine and those in which I take part, latest word first, then the queue, longest waiting
 * first, then what the robot holds alone. At most `limits` of each; who has more finds the rest by filter and search.
 */
export async function inboxOf(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  limits: { readonly own: number; readonly queue: number },
): Promise<SeenConversation[]> {
  const mine = await select(
    tx,
    companyId,
    scope.agentId,
    // An array instead of a join: as quick when the planner knows nothing yet of how many there are.
    sql`c.status = 'open' and (c.agent_id = ${scope.agentId} or c.conversation_id = any(array(
      select p.conversation_id from conversation_participant p
      where p.company_id = ${companyId} and p.agent_id = ${scope.agentId} and p.is_joined)))
      order by coalesce(c.last_message_at, c.started_at) desc, c.conversation_id limit ${limits.own}`,
  )
  if (!scope.queue) return mine
  const queued = await select(
    tx,
    companyId,
    scope.agentId,
    sql`c.status = 'queued' order by c.queued_at, c.conversation_id limit ${limits.queue}`,
  )
  const ofRobot = await select(
    tx,
    companyId,
    scope.agentId,
    sql`c.status = 'open' and c.agent_id is null order by c.started_at desc limit ${limits.queue}`,
  )
  return [...mine, ...queued, ...ofRobot]
}

/** Open conversations of an agent, latest word first. */
export const openOf = (tx: Tx, companyId: string, viewerId: string, agentId: string, limit: number) =>
  select(
    tx,
    companyId,
    viewerId,
    sql`c.status = 'open' and c.agent_id = ${agentId}
      order by coalesce(c.last_message_at, c.started_at) desc, c.conversation_id limit ${limit}`,
  )

export async function findVisible(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  conversationId: string,
): Promise<SeenConversation | undefined> {
  const [found] = await select(
    tx,
    companyId,
    scope.agentId,
    sql`c.conversation_id = ${conversationId} and ${visibleTo(scope)}`,
  )
  return found
}

/** Which of these somebody may see. */
export async function visibleAmong(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  conversationIds: readonly string[],
): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set()
  const { rows } = await sql<{ conversation_id: string }>`
    select c.conversation_id from conversation c where c.company_id = ${companyId}
      and c.conversation_id = any(${[...conversationIds]}::uuid[]) and ${visibleTo(scope)}`.execute(tx.q)
  return new Set(rows.map((row) => row.conversation_id))
}

/** In the order asked for. */
export async function conversationsById(
  tx: Tx,
  companyId: string,
  viewerId: string,
  conversationIds: readonly string[],
): Promise<SeenConversation[]> {
  if (conversationIds.length === 0) return []
  return select(
    tx,
    companyId,
    viewerId,
    sql`c.conversation_id = any(${conversationIds}::uuid[])
      order by array_position(${conversationIds}::uuid[], c.conversation_id)`,
  )
}

export interface ListFilter {
  readonly status?: ConversationStatus | undefined
  readonly agentId?: string | undefined
  /** Several are one person. */
  readonly visitorIds?: readonly string[] | undefined
  /** Exclusive: what follows this one. */
  readonly after?: { readonly startedAt: Date; readonly conversationId: string } | undefined
  readonly matches?: RawBuilder<boolean> | undefined
  /** At most so many of the latest are looked at, however few of them fit. */
  readonly depth?: number
  readonly limit: number
}

type Position = NonNullable<ListFilter['after']>

/** As it is stored: a cursor knows the moment to the millisecond only, and others may have begun in the same one. */
const behind = (companyId: string, after: Position | undefined, of = sql``) =>
  after
    ? sql`and (${of}started_at, ${of}conversation_id) < (coalesce((select r.started_at from conversation r
        where r.company_id = ${companyId} and r.conversation_id = ${after.conversationId}::uuid),
        ${after.startedAt}::timestamptz), ${after.conversationId}::uuid)`
    : sql``
const latestFirst = sql`order by started_at desc, conversation_id desc`

/** Latest first. */
export const listVisible = (
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  { status, agentId, visitorIds, matches, depth, after, limit }: ListFilter,
) =>
  select(
    tx,
    companyId,
    scope.agentId,
    sql`${visibleTo(scope)}
      ${status ? sql`and c.status = ${status}` : sql``}
      ${agentId ? sql`and c.agent_id = ${agentId}` : sql``}
      ${visitorIds ? sql`and ${isOf('c', visitorIds)}` : sql``}
      ${matches ? sql`and ${matches}` : sql``}
      ${depth ? sql`` : behind(companyId, after, sql`c.`)}
      order by c.started_at desc, c.conversation_id desc limit ${limit}`,
    depth === undefined
      ? undefined
      : sql`(select * from conversation where company_id = ${companyId} ${behind(companyId, after)} ${latestFirst} limit ${depth})`,
  )

/** The last one that `depth` reaches; undefined when it reaches the very first conversation. */
export async function reachedBy(
  tx: Tx,
  companyId: string,
  after: Position | undefined,
  depth: number,
): Promise<Position | undefined> {
  const { rows } = await sql<{ started_at: Date; conversation_id: string }>`
    select started_at, conversation_id from conversation
    where company_id = ${companyId} ${behind(companyId, after)} ${latestFirst} offset ${depth - 1} limit 1`.execute(
    tx.q,
  )
  const [last] = rows
  return last && { startedAt: last.started_at, conversationId: last.conversation_id }
}

/** Whether the agent sees any conversation with this visitor: then he may read all that was said with him. */
export async function canSeeVisitor(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  visitorIds: readonly string[],
) {
  if (scope.all) return true
  const { rows } = await sql`
    select 1 from conversation c
    where c.company_id = ${companyId} and ${isOf('c', visitorIds)} and ${visibleTo(scope)} limit 1`.execute(tx.q)
  return rows.length > 0
}

/** Those of these visitors with whom there is a conversation that the agent sees. */
export async function visitorsSeenAmong(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  visitorIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ visitor_id: string }>`
    select visitor_id from unnest(${uuidArray(visitorIds)}::uuid[]) as asked (visitor_id)
    where exists (select from conversation c
      where c.company_id = ${companyId} and c.visitor_id = asked.visitor_id and ${visibleTo(scope)})`.execute(tx.q)
  return new Set(rows.map((row) => row.visitor_id))
}

/** How many conversations a person has had. */
export async function countOfVisitors(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from conversation
    where company_id = ${companyId} and ${isOf('conversation', visitorIds)}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** Conversations in progress by their visitor. */
export async function currentOfVisitors(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ visitor_id: string; conversation_id: string }>`
    select visitor_id, conversation_id from conversation
    where company_id = ${companyId} and status <> 'closed' and visitor_id = any(${visitorIds}::uuid[])`.execute(tx.q)
  return new Map(rows.map((row) => [row.visitor_id, row.conversation_id]))
}

/** What the same visitor had before these conversations, and how far that goes; missing where there was none. */
export async function previousOf(
  tx: Tx,
  companyId: string,
  conversationIds: readonly string[],
): Promise<Map<string, PreviousConversation>> {
  const { rows } = await sql<{ of_id: string; conversation_id: string; last_seq: number }>`
    select c.conversation_id as of_id, p.conversation_id, coalesce((select max(m.seq) from conversation_message m
      where m.company_id = c.company_id and m.conversation_id = p.conversation_id), 0) as last_seq
    from conversation c
    cross join lateral (
      select o.conversation_id from conversation o
      where o.company_id = c.company_id and o.visitor_id = c.visitor_id
        and (o.started_at, o.conversation_id) < (c.started_at, c.conversation_id)
      order by o.started_at desc, o.conversation_id desc limit 1) p
    where c.company_id = ${companyId} and c.conversation_id = any(${conversationIds}::uuid[])`.execute(tx.q)
  return new Map(rows.map((row) => [row.of_id, { conversationId: row.conversation_id, lastSeq: row.last_seq }]))
}

/** The latest conversations of these visitors, over or not: where their names and cards are shown. */
export async function latestOfVisitors(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  limit: number,
): Promise<Pick<ActiveConversation, 'companyId' | 'conversationId' | 'visitorId' | 'agentId' | 'status'>[]> {
  const { rows } = await sql<{
    conversation_id: string
    visitor_id: string
    agent_id: string | null
    status: ConversationStatus
  }>`
    select conversation_id, visitor_id, agent_id, status from conversation
    where company_id = ${companyId} and ${isOf('conversation', visitorIds)}
    order by started_at desc limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({
    companyId,
    conversationId: row.conversation_id,
    visitorId: row.visitor_id,
    agentId: row.agent_id,
    status: row.status,
  }))
}
