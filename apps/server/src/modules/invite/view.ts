import type { InviteKind, InviteOutcome } from '@youwen/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { figureNames, type InviteCount } from './figures.ts'

/** Half-open. Of these agents; undefined: of all. */
export interface SentWithin {
  readonly since: Date
  readonly until: Date
  readonly agentIds: readonly string[] | undefined
}

const within = (companyId: string, { since, until, agentIds }: SentWithin) => sql`
  company_id = ${companyId} and sent_at >= ${since} and sent_at < ${until}
    ${agentIds ? sql`and agent_id = any(${agentIds}::uuid[])` : sql``}`

/**
 * How good conversations are, as rows `(conversation_id, quality, has_phone)`: whose they are says where they stand and what
 * they are judged by, so that none of them has to leave the database to be counted.
 */
export type JudgedConversations = RawBuilder<unknown>

/** Hashed, and not sorted by their texts on disk: a quarter has more groups than a small query is allowed to remember. */
const reportMemory = sql`set local work_mem = '64MB'`

/** The same invitations counted as a whole, by agent, by text and by day: first by all three, then those together. */
export async function countsOf(
  tx: Tx,
  companyId: string,
  asked: SentWithin & { readonly timeZone: string; readonly judged: JudgedConversations },
): Promise<InviteCount[]> {
  await reportMemory.execute(tx.q)
  const { rows } = await sql<InviteCount>`
    with sent as (
      select agent_id, text, (sent_at at time zone ${asked.timeZone})::date as day, kind, seen_at, outcome, conversation_id
      from invite where ${within(companyId, asked)}),
    cell as (
      select agent_id, text, day,
        count(*) filter (where kind = 'invite') as asked,
        count(seen_at) filter (where kind = 'invite') as seen,
        count(*) filter (where kind = 'invite' and outcome = 'accepted') as accepted,
        count(*) filter (where kind = 'invite' and outcome = 'refused') as refused,
        count(*) filter (where kind = 'invite' and outcome = 'expired') as ignored,
        count(*) filter (where kind = 'force') as forced,
        count(*) filter (where kind = 'force' and outcome = 'accepted') as opened,
        count(sent.conversation_id) as conversations,
        count(*) filter (where quality <> 'invalid') as valid,
        count(*) filter (where has_phone) as phones
      from sent left join ${asked.judged} judged on judged.conversation_id = sent.conversation_id
      group by agent_id, text, day)
    select case grouping(agent_id, text, day) when 7 then 'all' when 3 then 'agent' when 5 then 'text' else 'day' end as by,
      coalesce(agent_id::text, text, to_char(day, 'YYYY-MM-DD'), '') as of,
      ${sql.join(figureNames.map((name) => sql`coalesce(sum(${sql.ref(name)}), 0)::int4 as ${sql.ref(name)}`))}
    from cell group by grouping sets ((), (agent_id), (text), (day))`.execute(tx.q)
  return rows
}

export interface SentRow {
  readonly inviteId: string
  readonly visitorId: string
  readonly agentId: string
  readonly kind: InviteKind
  readonly text: string
  readonly sentAt: Date
  readonly isSeen: boolean
  readonly outcome: InviteOutcome
  readonly conversationId: string | null
}

/** Latest first, behind the one that is named. */
export async function sentInvites(
  tx: Tx,
  companyId: string,
  asked: SentWithin & {
    readonly after: { readonly sentAt: Date; readonly inviteId: string } | undefined
    readonly limit: number
  },
): Promise<SentRow[]> {
  const { after, limit } = asked
  const { rows } = await sql<SentRow>`
    select invite_id as "inviteId", visitor_id as "visitorId", agent_id as "agentId", kind, text,
      sent_at as "sentAt", seen_at is not null as "isSeen", coalesce(outcome, 'waiting') as outcome,
      conversation_id as "conversationId"
    from invite where ${within(companyId, asked)}
      ${after ? sql`and (sent_at, invite_id) < (${after.sentAt}::timestamptz, ${after.inviteId}::uuid)` : sql``}
    order by sent_at desc, invite_id desc limit ${limit}`.execute(tx.q)
  return rows
}
