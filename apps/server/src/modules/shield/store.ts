import type { BlockNotice } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

export interface BlockRow {
  readonly blockId: string
  readonly visitorId: string | null
  readonly address: string | null
  readonly reason: string
  readonly agentId: string
  readonly createdAt: Date
  readonly until: Date | null
}

const columns = sql`block_id as "blockId", visitor_id as "visitorId", address, reason, agent_id as "agentId",
  created_at as "createdAt", until`

/** Whoever was kept out already is so for the new time and reason, under the id that the block has. */
export async function saveBlock(tx: Tx, companyId: string, row: BlockRow): Promise<BlockRow> {
  const sameOne =
    row.visitorId === null
      ? sql`(company_id, address) where address is not null`
      : sql`(company_id, visitor_id) where visitor_id is not null`
  const { rows } = await sql<BlockRow>`
    insert into shield_block (company_id, block_id, visitor_id, address, reason, agent_id, created_at, until)
    values (${companyId}, ${row.blockId}, ${row.visitorId}, ${row.address}, ${row.reason}, ${row.agentId},
      ${row.createdAt}, ${row.until})
    on conflict ${sameOne} do update set reason = excluded.reason, agent_id = excluded.agent_id,
      created_at = excluded.created_at, until = excluded.until
    returning ${columns}`.execute(tx.q)
  const [saved] = rows
  if (!saved) throw new Error('A block was saved and is not there.')
  return saved
}

export async function removeBlock(tx: Tx, companyId: string, blockId: string): Promise<BlockRow | undefined> {
  const { rows } = await sql<BlockRow>`
    delete from shield_block where company_id = ${companyId} and block_id = ${blockId}
    returning ${columns}`.execute(tx.q)
  return rows[0]
}

/** Those that hold now, latest first. */
export async function findBlocks(
  tx: Tx,
  companyId: string,
  { before, limit }: { before?: { createdAt: Date; blockId: string } | undefined; limit: number },
): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`
    select ${columns} from shield_block
    where company_id = ${companyId} and (until is null or until > now())
      ${before ? sql`and (created_at, block_id) < (${before.createdAt}, ${before.blockId}::uuid)` : sql``}
    order by created_at desc, block_id desc limit ${limit}`.execute(tx.q)
  return rows
}

/** Of all companies. */
export async function forgetExpired(tx: Tx): Promise<void> {
  await sql`delete from shield_block where until < now() - interval '1 day'`.execute(tx.q)
}

/** What a company says to who is not let in, or whose words are not, in its own words. */
export const noticeIn = <Notice>(table: 'shield_notice' | 'shield_word_notice') => ({
  async find(tx: Tx, companyId: string): Promise<Notice | undefined> {
    const row = await tx.q.selectFrom(table).select('words').where('company_id', '=', companyId).executeTakeFirst()
    return row?.words as Notice | undefined
  },

  async save(tx: Tx, companyId: string, notice: Notice): Promise<void> {
    const words = JSON.stringify(notice)
    await tx.q
      .insertInto(table)
      .values({ company_id: companyId, words })
      .onConflict((conflict) => conflict.column('company_id').doUpdateSet({ words }))
      .execute()
  },
})

export const blockNotice = noticeIn<BlockNotice>('shield_notice')
