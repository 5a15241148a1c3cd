import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** One step of a conversation, in order: somebody spoke, or it was given to somebody. */
export type TalkStep =
  | { readonly kind: 'visitor' | 'robot'; readonly at: Date }
  | { readonly kind: 'agent'; readonly agentId: string; readonly at: Date }
  /** Null: back to the queue. */
  | { readonly kind: 'given'; readonly agentId: string | null; readonly at: Date }

interface Row {
  conversation_id: string
  sender: string
  sender_id: string | null
  event: string | null
  to_agent_id: string | null
  sent_at: Date
}

function stepOf({ sender, sender_id: agentId, event, to_agent_id: to, sent_at: at }: Row): TalkStep | undefined {
  if (sender === 'visitor' || sender === 'robot') return { kind: sender, at }
  if (sender === 'agent') return agentId === null ? undefined : { kind: 'agent', agentId, at }
  return event === null ? undefined : { kind: 'given', agentId: to, at }
}

/** By conversation. What colleagues tell each other is not said to the visitor, and is no step. */
export async function talksOf(
  tx: Tx,
  companyId: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TalkStep[]>> {
  const { rows } = await sql<Row>`
    select m.conversation_id, m.sender, m.sender_id, m.sent_at,
      case when m.sender = 'system' and m.body ->> 'event' in ('assigned', 'transferred') then m.body ->> 'event' end as event,
      case m.body ->> 'event' when 'assigned' then m.body ->> 'agentId' when 'transferred' then m.body ->> 'toAgentId' end
        as to_agent_id
    from conversation_message m
    where m.company_id = ${companyId} and m.conversation_id = any(${conversationIds}::uuid[])
    order by m.conversation_id, m.seq`.execute(tx.q)
  const talks = new Map<string, TalkStep[]>()
  for (const row of rows) {
    const step = stepOf(row)
    const steps = talks.get(row.conversation_id) ?? []
    if (step) steps.push(step)
    talks.set(row.conversation_id, steps)
  }
  return talks
}

export async function talksSince(tx: Tx, since: Date): Promise<{ companyId: string; conversationId: string }[]> {
  const { rows } = await sql<{ company_id: string; conversation_id: string }>`
    select distinct company_id, conversation_id from conversation_message
    where sent_at >= ${since} and sender in ('agent', 'system')`.execute(tx.q)
  return rows.map((row) => ({ companyId: row.company_id, conversationId: row.conversation_id }))
}
