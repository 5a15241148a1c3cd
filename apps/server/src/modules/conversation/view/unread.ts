import { maxUnreadSeqs } from '@youwen/contract/limits'
import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

export interface ReadSoFar {
  readonly conversationId: string
  readonly readSeq: number
  /** Later ones are told one by one. */
  readonly untilSeq: number
}

/** What visitors said behind a position, as positions, ascending; of many the last ones. */
export async function unreadSeqs(
  tx: Tx,
  companyId: string,
  asked: readonly ReadSoFar[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const behind = asked.filter(({ readSeq, untilSeq }) => readSeq < untilSeq)
  if (behind.length === 0) return new Map()
  const { rows } = await sql<{ conversation_id: string; seqs: number[] }>`
    select w.conversation_id, array(
      select m.seq from conversation_message m
      where m.company_id = ${companyId} and m.conversation_id = w.conversation_id and m.sender = 'visitor'
        and m.seq > w.read_seq and m.seq <= w.until_seq
      order by m.seq desc limit ${maxUnreadSeqs}) as seqs
    from unnest(${uuidArray(behind.map((one) => one.conversationId))}::uuid[],
      ${behind.map((one) => one.readSeq)}::int4[], ${behind.map((one) => one.untilSeq)}::int4[])
      as w (conversation_id, read_seq, until_seq)`.execute(tx.q)
  return new Map(rows.map((row) => [row.conversation_id, row.seqs.toReversed()]))
}
