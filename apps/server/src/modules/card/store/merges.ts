import type { Selectable } from 'kysely'
import type { Tables, Tx } from '../../../platform/db/index.ts'
import type { Values } from '../values.ts'

export interface Merge {
  readonly mergeId: string
  readonly cardId: string
  readonly mergedCardId: string
  /** Who came with the merged card. */
  readonly visitorIds: readonly string[]
  /** What the surviving card had before in the fields of `taken`. */
  readonly replaced: Values
  readonly taken: Values
  /** By visitor, before the merge. */
  readonly names: Readonly<Record<string, string>>
  readonly mergedBy: string
  readonly mergedAt: Date
}

export async function insertMerge(tx: Tx, companyId: string, merge: Merge): Promise<void> {
  await tx.q
    .insertInto('card_merge')
    .values({
      company_id: companyId,
      merge_id: merge.mergeId,
      card_id: merge.cardId,
      merged_card_id: merge.mergedCardId,
      visitor_ids: [...merge.visitorIds],
      replaced: JSON.stringify(merge.replaced),
      taken: JSON.stringify(merge.taken),
      names: JSON.stringify(merge.names),
      merged_by: merge.mergedBy,
      merged_at: merge.mergedAt,
    })
    .execute()
}

/** Those that still hold, latest first. */
export async function mergesInto(tx: Tx, companyId: string, cardId: string): Promise<Merge[]> {
  const rows = await tx.q
    .selectFrom('card_merge')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('card_id', '=', cardId)
    .where('undone_at', 'is', null)
    .orderBy('merged_at', 'desc')
    .execute()
  return rows.map(toMerge)
}

export async function endMerge(tx: Tx, companyId: string, mergeId: string, at: Date): Promise<void> {
  await tx.q
    .updateTable('card_merge')
    .set({ undone_at: at })
    .where('company_id', '=', companyId)
    .where('merge_id', '=', mergeId)
    .execute()
}

const toMerge = (row: Selectable<Tables['card_merge']>): Merge => ({
  mergeId: row.merge_id,
  cardId: row.card_id,
  mergedCardId: row.merged_card_id,
  visitorIds: row.visitor_ids,
  replaced: row.replaced as unknown as Values,
  taken: row.taken as unknown as Values,
  names: row.names as unknown as Record<string, string>,
  mergedBy: row.merged_by,
  mergedAt: row.merged_at,
})
