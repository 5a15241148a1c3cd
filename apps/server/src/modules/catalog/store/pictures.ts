import type { Tx } from '../../../platform/db/index.ts'

export interface StoredPicture {
  readonly fileId: string | null
  readonly loadedAt: Date
}

export function findPicture(tx: Tx, companyId: string, urlHash: Buffer): Promise<StoredPicture | undefined> {
  return tx.q
    .selectFrom('catalog_picture')
    .select(['file_id as fileId', 'loaded_at as loadedAt'])
    .where('company_id', '=', companyId)
    .where('url_hash', '=', urlHash)
    .executeTakeFirst()
}

export async function putPicture(
  tx: Tx,
  companyId: string,
  urlHash: Buffer,
  { fileId, loadedAt }: StoredPicture,
): Promise<void> {
  await tx.q
    .insertInto('catalog_picture')
    .values({ company_id: companyId, url_hash: urlHash, file_id: fileId, loaded_at: loadedAt })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'url_hash']).doUpdateSet({ file_id: fileId, loaded_at: loadedAt }),
    )
    .execute()
}
