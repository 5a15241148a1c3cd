import type { Mention } from '@youwen/contract'
import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

/** Who is named in a note may see its conversation from then on. */
export async function insertMentions(
  tx: Tx,
  { companyId, conversationId, seq, byAgentId }: Place & { readonly byAgentId: string },
  agentIds: readonly string[],
) {
  if (agentIds.length === 0) return
  const ids = uuidArray(agentIds)
  await sql`insert into conversation_mention (company_id, agent_id, conversation_id, seq, by_agent_id)
    select ${companyId}, id, ${conversationId}, ${seq}, ${byAgentId} from unnest(${ids}::uuid[]) as named (id)
    on conflict do nothing`.execute(tx.q)
  await sql`insert into conversation_participant (company_id, conversation_id, agent_id)
    select ${companyId}, ${conversationId}, id from unnest(${ids}::uuid[]) as named (id)
    on conflict do nothing`.execute(tx.q)
}

interface Place {
  readonly companyId: string
  readonly conversationId: string
  readonly seq: number
}

export async function isMentioned(tx: Tx, companyId: string, conversationId: string, agentId: string) {
  const { rows } = await sql`select 1 from conversation_mention
    where company_id = ${companyId} and agent_id = ${agentId} and conversation_id = ${conversationId} limit 1`.execute(
    tx.q,
  )
  return rows.length > 0
}

export type UnseenMention = Omit<Mention, 'visitorName'>

/** What an agent was named in and has not read yet, latest first; recalled notes are forgotten. */
export async function unseenMentions(
  tx: Tx,
  companyId: string,
  agentId: string,
  limit: number,
): Promise<UnseenMention[]> {
  const { rows } = await sql<{
    message_id: string
    conversation_id: string
    seq: number
    by_agent_id: string
    text: string
    mentioned_at: Date
  }>`
    select m.message_id, n.conversation_id, n.seq, n.by_agent_id, left(m.body ->> 'text', 120) as text,
      m.sent_at as mentioned_at
    from conversation_mention n
    join conversation_message m on m.company_id = n.company_id and m.conversation_id = n.conversation_id
      and m.seq = n.seq and m.body ->> 'type' = 'note'
    left join conversation_participant p on p.company_id = n.company_id and p.conversation_id = n.conversation_id
      and p.agent_id = n.agent_id
    where n.company_id = ${companyId} and n.agent_id = ${agentId} and n.seq > coalesce(p.read_seq, 0)
      and n.mentioned_at > now() - interval '30 days'
    order by n.mentioned_at desc, n.seq desc limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({
    messageId: row.message_id,
    conversationId: row.conversation_id,
    seq: row.seq,
    byAgentId: row.by_agent_id,
    text: row.text,
    at: row.mentioned_at.toISOString(),
  }))
}
