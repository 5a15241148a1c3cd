import type { InviteKind, InviteOutcome } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import type { InviteCell } from './figures.ts'

/** Half-open. Of these agents; undefined: of all. */
export interface SentWithin {
  readonly since: Date
  readonly until: Date
  readonly agentIds: readonly string[] | undefined
}

const within = (companyId: string, { since, until, agentIds }: SentWithin) => sql`
  company_id = ${companyId} and sent_at >= ${since} and sent_at < ${until}
    ${agentIds ? sql`and agent_id = any(${agentIds}::uuid[])` : sql``}`

/** Counted by agent, text and day. */
export async function cellsOf(
  tx: Tx,
  companyId: string,
  asked: SentWithin & { readonly timeZone: string },
): Promise<InviteCell[]> {
  const { rows } = await sql<InviteCell>`
    select agent_id as "agentId", text, to_char(sent_at at time zone ${asked.timeZone}, 'YYYY-MM-DD') as day,
      count(*) filter (where kind = 'invite')::int4 as asked,
      count(seen_at) filter (where kind = 'invite')::int4 as seen,
      count(*) filter (where kind = 'invite' and outcome = 'accepted')::int4 as accepted,
      count(*) filter (where kind = 'invite' and outcome = 'refused')::int4 as refused,
      count(*) filter (where kind = 'invite' and outcome = 'expired')::int4 as ignored,
      count(*) filter (where kind = 'force')::int4 as forced,
      count(*) filter (where kind = 'force' and outcome = 'accepted')::int4 as opened,
      coalesce(array_agg(conversation_id::text) filter (where conversation_id is not null), '{}') as "conversationIds"
    from invite where ${within(companyId, asked)} group by 1, 2, 3`.execute(tx.q)
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
