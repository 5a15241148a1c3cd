import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { type StoredPhrase, toPhrase } from './store/tree.ts'

/** The last change that somebody has: changes are ordered by revision, and within one by id. */
export interface Cursor {
  readonly revision: number
  readonly phraseId: string
}

export interface Changes {
  readonly living: StoredPhrase[]
  readonly removedIds: string[]
  /** Of the last change among these; undefined when there is none. */
  readonly cursor: Cursor | undefined
  readonly isComplete: boolean
}

/** What changed in a tree after a cursor. Who has nothing yet is not told of what is gone. */
export async function findChanges(
  tx: Tx,
  { companyId, ownerId }: { companyId: string; ownerId: string },
  after: Cursor | undefined,
  limit: number,
): Promise<Changes> {
  let query = tx.q.selectFrom('phrase').selectAll().where('company_id', '=', companyId).where('owner_id', '=', ownerId)
  query = after
    ? query.where(sql<boolean>`(revision, phrase_id) > (${after.revision}, ${after.phraseId}::uuid)`)
    : query.where('removed_at', 'is', null)
  const rows = await query
    .orderBy('revision')
    .orderBy('phrase_id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    living: page.filter((row) => row.removed_at === null).map(toPhrase),
    removedIds: page.filter((row) => row.removed_at !== null).map((row) => row.phrase_id),
    cursor: last && { revision: last.revision, phraseId: last.phrase_id },
    isComplete: rows.length <= limit,
  }
}
