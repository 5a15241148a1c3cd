import type { SensitiveMark } from '@youwen/contract'
import { maxSensitiveMarks } from '@youwen/contract/limits'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/**
 * Puts words into a conversation's row, each once for each way it was written, as many as somebody reads. The caller
 * holds the row. Answers whether it says something else now.
 */
export async function addSensitiveMarks(
  tx: Tx,
  companyId: string,
  conversationId: string,
  marks: readonly SensitiveMark[],
): Promise<boolean> {
  const { rows } = await sql<{ sensitive: SensitiveMark[] }>`
    select sensitive from conversation
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
  const known = rows[0]?.sensitive ?? []
  const isKnown = (one: SensitiveMark) =>
    known.some(({ word, watched }) => word === one.word && watched === one.watched)
  const added = marks.filter((one) => !isKnown(one)).slice(0, maxSensitiveMarks - known.length)
  if (added.length === 0) return false
  await sql`update conversation set sensitive = ${JSON.stringify([...known, ...added])}::jsonb,
      revised_at = clock_timestamp()
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
  return true
}
