import type { SensitiveNotice } from '@youwen/contract'
import type { Tx } from '../../../../platform/db/index.ts'

export async function findNotice(tx: Tx, companyId: string): Promise<SensitiveNotice | undefined> {
  const row = await tx.q
    .selectFrom('shield_word_notice')
    .select('words')
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  return row?.words as SensitiveNotice | undefined
}

export async function saveNotice(tx: Tx, companyId: string, notice: SensitiveNotice): Promise<void> {
  const words = JSON.stringify(notice)
  await tx.q
    .insertInto('shield_word_notice')
    .values({ company_id: companyId, words })
    .onConflict((conflict) => conflict.column('company_id').doUpdateSet({ words }))
    .execute()
}
