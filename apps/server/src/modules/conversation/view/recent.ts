import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface RecentRequest {
  readonly since: Date
  readonly matches: RawBuilder<boolean> | undefined
  /** Exclusive: what follows this one. */
  readonly after: { readonly at: Date; readonly conversationId: string } | undefined
  readonly limit: number
}
export interface RecentContact {
  readonly conversationId: string
  readonly visitorId: string
  readonly at: Date
  readonly lastMessage: string
}

/**
 * Whom the agent answered since then, each visitor once, with the latest conversation; who is being answered now is left
 * out. Who only looked on did not talk. A conversation is taken to last two weeks at most.
 */
export async function recentContacts(
  tx: Tx,
  companyId: string,
  agentId: string,
  { since, matches, after, limit }: RecentRequest,
): Promise<RecentContact[]> {
  const { rows } = await sql<{
    conversation_id: string
    visitor_id: string
    at: Date
    last_message_text: string | null
  }>`
    select * from (
      select distinct on (c.visitor_id) c.conversation_id, c.visitor_id, c.last_message_text,
        date_trunc('milliseconds', coalesce(c.last_message_at, c.started_at)) as at
      from conversation_participant p
      join conversation c on c.company_id = p.company_id and c.conversation_id = p.conversation_id
      where p.company_id = ${companyId} and p.agent_id = ${agentId}
        and p.joined_at >= ${since}::timestamptz - interval '7 days'
        and coalesce(c.last_message_at, c.started_at) >= ${since}::timestamptz
        and (c.agent_id = ${agentId} or exists (
          select from conversation_message m where m.company_id = c.company_id
            and m.conversation_id = c.conversation_id and m.sender = 'agent' and m.sender_id = ${agentId}))
        ${matches ? sql`and ${matches}` : sql``}
      order by c.visitor_id, coalesce(c.last_message_at, c.started_at) desc, c.conversation_id desc) contact
    where not exists (
        select from conversation o where o.company_id = ${companyId} and o.visitor_id = contact.visitor_id
          and o.status <> 'closed' and o.agent_id = ${agentId})
      ${after ? sql`and (at, conversation_id) < (${after.at}::timestamptz, ${after.conversationId}::uuid)` : sql``}
    order by at desc, conversation_id desc limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    visitorId: row.visitor_id,
    at: row.at,
    lastMessage: row.last_message_text ?? '',
  }))
}
