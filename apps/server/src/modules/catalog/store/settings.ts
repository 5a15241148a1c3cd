import type { CatalogSource, SaveCatalogSettings } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export async function findSettings(tx: Tx, companyId: string): Promise<SaveCatalogSettings | undefined> {
  const row = await tx.q
    .selectFrom('catalog_settings')
    .selectAll()
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  return (
    row && {
      source: row.source as CatalogSource,
      providerUrl: row.provider_url,
      customerFieldId: row.customer_field_id,
      rules: row.rules as SaveCatalogSettings['rules'],
    }
  )
}

export async function putSettings(tx: Tx, companyId: string, settings: SaveCatalogSettings): Promise<void> {
  const columns = {
    source: settings.source,
    provider_url: settings.providerUrl,
    customer_field_id: settings.customerFieldId,
    rules: JSON.stringify(settings.rules),
  }
  await tx.q
    .insertInto('catalog_settings')
    .values({ company_id: companyId, ...columns })
    .onConflict((conflict) => conflict.column('company_id').doUpdateSet(columns))
    .execute()
}

export interface StoredKey {
  readonly keyId: string
  readonly sealedSecret: string
  readonly addedAt: Date
}

/** The oldest first. */
export function findKeys(tx: Tx, companyId: string): Promise<StoredKey[]> {
  return tx.q
    .selectFrom('catalog_key')
    .select(['key_id as keyId', 'sealed_secret as sealedSecret', 'added_at as addedAt'])
    .where('company_id', '=', companyId)
    .orderBy('added_at')
    .orderBy('key_id')
    .execute()
}

/** False: there are `max` already. Two who add at once wait for each other. */
export async function insertKey(tx: Tx, companyId: string, key: StoredKey, max: number): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('catalog_key ' || ${companyId}, 0))`.execute(tx.q)
  const keys = await findKeys(tx, companyId)
  if (keys.length >= max) return false
  await tx.q
    .insertInto('catalog_key')
    .values({ company_id: companyId, key_id: key.keyId, sealed_secret: key.sealedSecret, added_at: key.addedAt })
    .execute()
  return true
}

export async function removeKey(tx: Tx, companyId: string, keyId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.q
    .deleteFrom('catalog_key')
    .where('company_id', '=', companyId)
    .where('key_id', '=', keyId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
