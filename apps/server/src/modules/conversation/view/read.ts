import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** How far agents have read a conversation, by agent; who has read nothing is left out. */
export async function readSeqsOf(tx: Tx, companyId: string, conversationId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ agent_id: string; read_seq: number }>`
    select agent_id, read_seq from conversation_participant
    where company_id = ${companyId} and conversation_id = ${conversationId} and read_seq > 0`.execute(tx.q)
  return Object.fromEntries(rows.map((row) => [row.agent_id, row.read_seq]))
}
