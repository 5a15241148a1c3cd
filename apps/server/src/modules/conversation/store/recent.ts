import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface Recent {
  readonly companyId: string
  readonly conversationId: string
  readonly lastSeq: number
  /** Whether one of the recent messages is an event: then more than words may have changed. */
  readonly hasEvent: boolean
  /** Who ever took part: one of them may have lost the conversation without hearing of it. */
  readonly agentIds: readonly string[]
}

/** Conversations of every company in which something was written within the last seconds, on whatever node. */
export async function recentlyWritten(tx: Tx, withinSeconds: number): Promise<Recent[]> {
  const { rows } = await sql<{
    company_id: string
    conversation_id: string
    last_seq: number
    has_event: boolean
    agent_ids: string[]
  }>`
    select w.*, array(select p.agent_id::text from conversation_participant p
      where p.company_id = w.company_id and p.conversation_id = w.conversation_id) as agent_ids
    from (
      select company_id, conversation_id, max(seq) as last_seq, bool_or(sender = 'system') as has_event
      from conversation_message
      where sent_at > now() - make_interval(secs => ${withinSeconds})
      group by company_id, conversation_id) w`.execute(tx.q)
  return rows.map((row) => ({
    companyId: row.company_id,
    conversationId: row.conversation_id,
    lastSeq: row.last_seq,
    hasEvent: row.has_event,
    agentIds: row.agent_ids,
  }))
}

export interface Revised {
  readonly companyId: string
  readonly conversationId: string
  readonly at: Date
}

/** Companies whose tree of classes is another than some seconds ago. */
export async function recentlyChangedTrees(tx: Tx, withinSeconds: number): Promise<{ companyId: string; at: Date }[]> {
  const { rows } = await sql<{ company_id: string; changed_at: Date }>`
    select company_id, changed_at from conversation_class_rule
    where changed_at > now() - make_interval(secs => ${withinSeconds})`.execute(tx.q)
  return rows.map((row) => ({ companyId: row.company_id, at: row.changed_at }))
}

/** Those whose row says something else than some seconds ago, without a message having been written. */
export async function recentlyRevised(tx: Tx, withinSeconds: number): Promise<Revised[]> {
  const { rows } = await sql<{ company_id: string; conversation_id: string; revised_at: Date }>`
    select company_id, conversation_id, revised_at from conversation
    where revised_at > now() - make_interval(secs => ${withinSeconds})`.execute(tx.q)
  return rows.map((row) => ({ companyId: row.company_id, conversationId: row.conversation_id, at: row.revised_at }))
}
