import type { ConversationStatus, PendingTransfer, SenderKind, SensitiveMark, Source } from '@youwen/contract'
import { sql } from 'kysely'
import { int4Array, uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ActiveConversation, CardFacts, LastMessage, OpeningFacts } from '../active.ts'
import { pendingTransfer } from './transfer.ts'

export interface NewConversation {
  readonly companyId: string
  readonly conversationId: string
  readonly visitorId: string
  readonly visitId: string | null
  readonly siteId: string
  readonly styleId: string | null
  readonly groupId: string | null
  readonly agentId: string | null
  /** The robot answers, for the agent or alone. */
  readonly isInCustody?: boolean
  /** After which somebody who waits is told what else he can do; null: never. */
  readonly waitLimitMs?: number | null
  readonly facts: OpeningFacts | undefined
  readonly card: CardFacts
}

interface ConversationRow {
  company_id: string
  conversation_id: string
  visitor_id: string
  visit_id: string | null
  site_id: string
  style_id: string | null
  channel: string
  country: string
  province: string
  city: string
  isp: string
  source_kind: string | null
  search_engine: string | null
  keyword: string | null
  terminal: string | null
  message_count: number
  visitor_message_count: number
  agent_message_count: number
  last_spoken_at: Date | null
  has_card: boolean
  has_phone: boolean
  sensitive: SensitiveMark[]
  class_ids: string[]
  status: string
  agent_id: string | null
  group_id: string | null
  joined_agent_ids: string[]
  transfer: PendingTransfer | null
  custody_seq: number | null
  handed_over: string | null
  started_at: Date
  closed_at: Date | null
  last_seq: number
  true_last_seq: number
  last_message_from: string | null
  last_message_type: string | null
  last_message_text: string | null
  last_message_at: Date | null
  waiting_since: Date | null
  visitor_read_seq: number
  agent_read_seq: number
}

/** The columns an ActiveConversation is made of, with the last position really written. `c` is the conversation. */
export const activeColumns = sql`
  c.company_id, c.conversation_id, c.visitor_id, c.visit_id, c.site_id, c.style_id, c.channel, c.status, c.agent_id,
  c.group_id, c.started_at, c.closed_at, c.last_seq, c.last_message_from, c.last_message_type, c.last_message_text,
  c.last_message_at, c.waiting_since, c.visitor_read_seq, c.agent_read_seq, c.country, c.province, c.city, c.isp,
  c.source_kind, c.search_engine, c.keyword, c.terminal, c.message_count, c.visitor_message_count,
  c.agent_message_count, c.last_spoken_at, c.has_card, c.has_phone, c.sensitive, c.custody_seq,
  c.handed_over,
  array(select k.class_id::text from conversation_classified k
    where k.company_id = c.company_id and k.conversation_id = c.conversation_id order by k.class_id) as class_ids,
  array(select p.agent_id::text from conversation_participant p where p.company_id = c.company_id
    and p.conversation_id = c.conversation_id and p.is_joined order by p.joined_at, p.agent_id) as joined_agent_ids,
  ${pendingTransfer} as transfer,
  coalesce((select max(m.seq) from conversation_message m
    where m.company_id = c.company_id and m.conversation_id = c.conversation_id), 0) as true_last_seq`

const lastMessageOf = (row: ConversationRow): LastMessage | null =>
  row.last_message_at && row.last_message_from
    ? {
        from: row.last_message_from as SenderKind,
        type: (row.last_message_type ?? 'text') as LastMessage['type'],
        text: row.last_message_text ?? '',
        at: row.last_message_at,
      }
    : null

const factsOf = (row: ConversationRow): OpeningFacts | null =>
  row.terminal === null
    ? null
    : {
        region: { country: row.country, province: row.province, city: row.city, isp: row.isp },
        source:
          row.source_kind === null
            ? null
            : { kind: row.source_kind as Source['kind'], searchEngine: row.search_engine, keyword: row.keyword },
        terminal: row.terminal,
      }

export const toActive = (row: ConversationRow): ActiveConversation => ({
  companyId: row.company_id,
  conversationId: row.conversation_id,
  visitorId: row.visitor_id,
  visitId: row.visit_id,
  siteId: row.site_id,
  styleId: row.style_id,
  channel: row.channel,
  facts: factsOf(row),
  classIds: row.class_ids,
  status: row.status as ConversationStatus,
  agentId: row.agent_id,
  groupId: row.group_id,
  joinedAgentIds: row.joined_agent_ids,
  transfer: row.transfer,
  custodySeq: row.custody_seq,
  handedOver: row.handed_over as ActiveConversation['handedOver'],
  startedAt: row.started_at,
  closedAt: row.closed_at,
  lastSeq: row.true_last_seq,
  summarySeq: row.last_seq,
  messageCount: row.message_count,
  visitorMessageCount: row.visitor_message_count,
  agentMessageCount: row.agent_message_count,
  lastSpokenAt: row.last_spoken_at,
  hasCard: row.has_card,
  hasPhone: row.has_phone,
  sensitive: row.sensitive,
  lastMessage: lastMessageOf(row),
  waitingSince: row.waiting_since,
  visitorReadSeq: row.visitor_read_seq,
  agentReadSeq: row.agent_read_seq,
  usedAt: 0,
})

/** Answers false when the visitor has a conversation already: two tabs may begin at once, one of them wins. */
export async function insertConversation(tx: Tx, conversation: NewConversation): Promise<boolean> {
  const { region, source, terminal } = conversation.facts ?? { region: null, source: null, terminal: null }
  const waits = conversation.agentId === null && !conversation.isInCustody
  const { rows } = await sql`
    insert into conversation (company_id, conversation_id, visitor_id, visit_id, site_id, style_id, group_id, agent_id,
      country, province, city, isp, source_kind, search_engine, keyword, terminal, has_card, has_phone, custody_seq,
      status, queued_at, wake_at, assigned_at)
    values (${conversation.companyId}, ${conversation.conversationId}, ${conversation.visitorId}, ${conversation.visitId},
      ${conversation.siteId}, ${conversation.styleId}, ${conversation.groupId}, ${conversation.agentId}::uuid,
      ${region?.country ?? ''}, ${region?.province ?? ''}, ${region?.city ?? ''}, ${region?.isp ?? ''},
      ${source?.kind ?? null}, ${source?.searchEngine ?? null}, ${source?.keyword ?? null}, ${terminal},
      ${conversation.card.hasCard}, ${conversation.card.hasPhone}, ${conversation.isInCustody ? 0 : null}::integer,
      ${waits ? 'queued' : 'open'}, case when ${waits} then now() end,
      case when ${waits} then now() + ${conversation.waitLimitMs ?? null}::float8 * interval '1 millisecond' end,
      case when ${conversation.agentId}::uuid is not null then now() end)
    on conflict (company_id, visitor_id) where status <> 'closed' do nothing
    returning conversation_id`.execute(tx.q)
  return rows.length === 1
}

export async function loadConversation(
  tx: Tx,
  companyId: string,
  conversationId: string,
): Promise<ActiveConversation | undefined> {
  const { rows } = await sql<ConversationRow>`
    select ${activeColumns} from conversation c
    where c.company_id = ${companyId} and c.conversation_id = ${conversationId}`.execute(tx.q)
  return rows[0] && toActive(rows[0])
}

export async function loadConversations(
  tx: Tx,
  companyId: string,
  conversationIds: readonly string[],
): Promise<Map<string, ActiveConversation>> {
  const { rows } = await sql<ConversationRow>`
    select ${activeColumns} from conversation c
    where c.company_id = ${companyId} and c.conversation_id = any(${uuidArray(conversationIds)}::uuid[])`.execute(tx.q)
  return new Map(rows.map((row) => [row.conversation_id, toActive(row)]))
}

/** The one that goes on; `orLast` also takes the latest one that is over. */
export async function loadOfVisitors(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  { orLast }: { orLast: boolean },
): Promise<ReadonlyMap<string, ActiveConversation>> {
  const { rows } = await sql<ConversationRow>`
    select ${activeColumns} from unnest(${uuidArray(visitorIds)}::uuid[]) asked(visitor_id)
    cross join lateral (
      select * from conversation o
      where o.company_id = ${companyId} and o.visitor_id = asked.visitor_id and (${orLast} or o.status <> 'closed')
      order by o.status = 'closed', o.started_at desc limit 1) c`.execute(tx.q)
  return new Map(rows.map((row) => [row.visitor_id, toActive(row)]))
}

export const loadOfVisitor = async (
  tx: Tx,
  companyId: string,
  visitorId: string,
  which: { orLast: boolean },
): Promise<ActiveConversation | undefined> => (await loadOfVisitors(tx, companyId, [visitorId], which)).get(visitorId)

/** Holds the row until the transaction ends, and answers what it says then. */
export async function lockConversation(
  tx: Tx,
  companyId: string,
  conversationId: string,
): Promise<ActiveConversation | undefined> {
  await sql`select 1 from conversation where company_id = ${companyId} and conversation_id = ${conversationId}
    for update`.execute(tx.q)
  // A second statement: the first one waited with a snapshot from before the wait.
  return loadConversation(tx, companyId, conversationId)
}

/** Whether an agent has spoken in it. */
export async function wasAnswered(tx: Tx, companyId: string, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    select from conversation_message
    where company_id = ${companyId} and conversation_id = ${conversationId} and sender = 'agent' limit 1`.execute(tx.q)
  return rows.length > 0
}

export interface Assignment {
  /** Null: it waits. */
  readonly agentId: string | null
  readonly groupId: string | null
  /** After which somebody who waits is told what else he can do; null: never. */
  readonly waitLimitMs?: number | null
}

export async function assign(
  tx: Tx,
  companyId: string,
  conversationId: string,
  { agentId, groupId, waitLimitMs = null }: Assignment,
) {
  await sql`
    update conversation set
      status = case when ${agentId}::uuid is null then 'queued' else 'open' end,
      agent_id = ${agentId}::uuid,
      group_id = ${groupId}::uuid,
      custody_seq = null,
      queued_at = case when ${agentId}::uuid is null then coalesce(queued_at, now()) else queued_at end,
      wake_at = case when ${agentId}::uuid is null then now() + ${waitLimitMs}::float8 * interval '1 millisecond' end,
      assigned_at = case when ${agentId}::uuid is null then assigned_at else now() end
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
  if (agentId) {
    await addParticipant(tx, companyId, conversationId, agentId)
    // Whose it is now no longer takes part beside somebody.
    await sql`update conversation_participant set is_joined = false where company_id = ${companyId}
      and conversation_id = ${conversationId} and agent_id = ${agentId} and is_joined`.execute(tx.q)
  }
}

export async function addParticipant(tx: Tx, companyId: string, conversationId: string, agentId: string) {
  await sql`insert into conversation_participant (company_id, conversation_id, agent_id)
    values (${companyId}, ${conversationId}, ${agentId}) on conflict do nothing`.execute(tx.q)
}

export async function setJoined(tx: Tx, companyId: string, conversationId: string, agentId: string, isJoined: boolean) {
  await sql`insert into conversation_participant (company_id, conversation_id, agent_id, is_joined)
    values (${companyId}, ${conversationId}, ${agentId}, ${isJoined})
    on conflict (company_id, conversation_id, agent_id) do update set is_joined = excluded.is_joined,
      joined_at = now()`.execute(tx.q)
}

export async function markClosed(tx: Tx, companyId: string, conversationId: string, by: string) {
  await sql`update conversation set status = 'closed', closed_at = now(), closed_by = ${by}, waiting_since = null,
      wake_at = null, custody_seq = null
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
}

/** Read positions only move forward. Answers which conversations' moved. */
export async function moveVisitorReads(
  tx: Tx,
  companyId: string,
  reads: readonly { readonly conversationId: string; readonly seq: number }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ conversation_id: string }>`
    update conversation c set visitor_read_seq = r.seq
    from unnest(${uuidArray(reads.map((read) => read.conversationId))}::uuid[],
      ${int4Array(reads.map((read) => read.seq))}::int4[]) as r (conversation_id, seq)
    where c.company_id = ${companyId} and c.conversation_id = r.conversation_id and c.visitor_read_seq < r.seq
    returning c.conversation_id`.execute(tx.q)
  return new Set(rows.map((row) => row.conversation_id))
}

/** The same for an agent; what any agent has read counts as read by our side. */
export async function moveAgentReads(
  tx: Tx,
  companyId: string,
  agentId: string,
  reads: readonly { readonly conversationId: string; readonly seq: number }[],
): Promise<Set<string>> {
  const conversationIds = uuidArray(reads.map((read) => read.conversationId))
  const seqs = int4Array(reads.map((read) => read.seq))
  // Before the participants, as a transfer does: taken the other way round, the two wait for each other.
  await sql`select 1 from conversation
    where company_id = ${companyId} and conversation_id = any(${conversationIds}::uuid[])
    order by conversation_id for key share`.execute(tx.q)
  const { rows } = await sql<{ conversation_id: string }>`
    insert into conversation_participant as p (company_id, conversation_id, agent_id, read_seq)
    select ${companyId}, r.conversation_id, ${agentId}, r.seq
    from unnest(${conversationIds}::uuid[], ${seqs}::int4[]) as r (conversation_id, seq)
    on conflict (company_id, conversation_id, agent_id) do update set read_seq = excluded.read_seq
      where p.read_seq < excluded.read_seq
    returning conversation_id`.execute(tx.q)
  await sql`
    update conversation c set agent_read_seq = r.seq
    from unnest(${conversationIds}::uuid[], ${seqs}::int4[]) as r (conversation_id, seq)
    where c.company_id = ${companyId} and c.conversation_id = r.conversation_id and c.agent_read_seq < r.seq`.execute(
    tx.q,
  )
  return new Set(rows.map((row) => row.conversation_id))
}

/** Open conversations by agent. */
export async function loadByAgent(tx: Tx, companyId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ agent_id: string; load: number }>`
    select agent_id, count(*)::int4 as load from conversation
    where company_id = ${companyId} and status = 'open' and agent_id is not null group by agent_id`.execute(tx.q)
  return new Map(rows.map((row) => [row.agent_id, row.load]))
}

export interface Queued {
  readonly conversationId: string
  readonly visitorId: string
  readonly siteId: string
  readonly groupId: string | null
}

/** Longest waiting first. */
export async function queueOf(tx: Tx, companyId: string, limit: number): Promise<Queued[]> {
  const { rows } = await sql<{
    conversation_id: string
    visitor_id: string
    site_id: string
    group_id: string | null
  }>`
    select conversation_id, visitor_id, site_id, group_id from conversation
    where company_id = ${companyId} and status = 'queued'
    order by queued_at, conversation_id limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    visitorId: row.visitor_id,
    siteId: row.site_id,
    groupId: row.group_id,
  }))
}

/** What those who wait ask for, each wish once. */
export async function wishesOfQueue(tx: Tx, companyId: string): Promise<{ siteId: string; groupId: string | null }[]> {
  const { rows } = await sql<{ site_id: string; group_id: string | null }>`
    select distinct site_id, group_id from conversation
    where company_id = ${companyId} and status = 'queued'`.execute(tx.q)
  return rows.map((row) => ({ siteId: row.site_id, groupId: row.group_id }))
}

export async function countQueued(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from conversation where status = 'queued'`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** 1 is next; null when this one does not wait. */
export async function queuePosition(tx: Tx, companyId: string, conversationId: string): Promise<number | null> {
  const { rows } = await sql<{ position: number }>`
    select (select count(*)::int4 from conversation o where o.company_id = c.company_id and o.status = 'queued'
      and (o.queued_at, o.conversation_id) <= (c.queued_at, c.conversation_id)) as position
    from conversation c
    where c.company_id = ${companyId} and c.conversation_id = ${conversationId} and c.status = 'queued'`.execute(tx.q)
  return rows[0]?.position ?? null
}

/** Companies where somebody waits: for the sweep that repairs a lost wake-up. */
export async function companiesWithQueue(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ company_id: string }>`
    select distinct company_id from conversation where status = 'queued'`.execute(tx.q)
  return rows.map((row) => row.company_id)
}
