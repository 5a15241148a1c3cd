import { PhraseBody } from '@youwen/contract'
import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '../../../platform/db/index.ts'

interface TreeRef {
  readonly companyId: string
  readonly ownerId: string
}

export interface StoredPhrase {
  readonly phraseId: string
  readonly folderId: string | null
  readonly position: number
  readonly title: string
  readonly code: string
  /** Null: a folder. */
  readonly body: PhraseBody | null
}

export interface Folder {
  readonly phraseId: string
  readonly folderId: string | null
  readonly title: string
}

/** Takes the tree for this transaction: nobody else changes it meanwhile, and revisions are committed in their order. */
export async function nextRevision(tx: Tx, { companyId, ownerId }: TreeRef): Promise<number> {
  const { revision } = await tx.q
    .insertInto('phrase_tree')
    .values({ company_id: companyId, owner_id: ownerId, revision: 1 })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'owner_id']).doUpdateSet({ revision: sql`phrase_tree.revision + 1` }),
    )
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

export async function findPhrase(tx: Tx, tree: TreeRef, phraseId: string): Promise<StoredPhrase | undefined> {
  const row = await living(tx, tree).selectAll().where('phrase_id', '=', phraseId).executeTakeFirst()
  return row && toPhrase(row)
}

/** In the order of the tree within each parent. */
export async function findTree(tx: Tx, tree: TreeRef): Promise<StoredPhrase[]> {
  const rows = await living(tx, tree).selectAll().orderBy('position').orderBy('phrase_id').execute()
  return rows.map(toPhrase)
}

export const findFolders = (tx: Tx, tree: TreeRef): Promise<Folder[]> =>
  living(tx, tree)
    .select(['phrase_id as phraseId', 'folder_id as folderId', 'title'])
    .where('kind', '=', 'folder')
    .execute()

export async function countPhrases(tx: Tx, tree: TreeRef): Promise<number> {
  const { count } = await living(tx, tree)
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Who has this code; codes are compared without regard to case. */
export async function findByCode(tx: Tx, tree: TreeRef, code: string): Promise<string | undefined> {
  const row = await living(tx, tree)
    .select('phrase_id')
    .where(sql`lower(code)`, '=', sql`lower(${code})`)
    .executeTakeFirst()
  return row?.phrase_id
}

/** Positions between which something comes to stand; `beforeId` that stands elsewhere means: at the end. */
export async function findGap(
  tx: Tx,
  { companyId, ownerId }: TreeRef,
  { folderId, beforeId, movedId }: { folderId: string | null; beforeId: string | null; movedId: string | null },
): Promise<{ previous: number | null; next: number | null }> {
  const { rows } = await sql<{ previous: number | null; next: number | null }>`
    with sibling as (
      select phrase_id, position from phrase
      where company_id = ${companyId} and owner_id = ${ownerId} and removed_at is null
        and folder_id is not distinct from ${folderId}::uuid and phrase_id is distinct from ${movedId}::uuid
    ), next as (select position from sibling where phrase_id = ${beforeId}::uuid)
    select (select position from next) as next,
      (select max(position) from sibling
       where (select position from next) is null or position < (select position from next)) as previous`.execute(tx.q)
  return rows[0] ?? { previous: null, next: null }
}

/** Gives everything in a folder positions 1, 2, 3 …: after many moves into one place there is nothing left between two. */
export async function spreadOut(
  tx: Tx,
  { companyId, ownerId }: TreeRef,
  folderId: string | null,
  revision: number,
): Promise<void> {
  await sql`
    update phrase set position = placed.place, revision = ${revision}
    from (
      select phrase_id, row_number() over (order by position, phrase_id) as place from phrase
      where company_id = ${companyId} and owner_id = ${ownerId} and removed_at is null
        and folder_id is not distinct from ${folderId}::uuid
    ) placed
    where phrase.company_id = ${companyId} and phrase.phrase_id = placed.phrase_id`.execute(tx.q)
}

export async function placePhrase(
  tx: Tx,
  { companyId, ownerId }: TreeRef,
  { phraseId, folderId, position }: Pick<StoredPhrase, 'phraseId' | 'folderId' | 'position'>,
  revision: number,
): Promise<void> {
  await tx.q
    .updateTable('phrase')
    .set({ folder_id: folderId, position, revision })
    .where('company_id', '=', companyId)
    .where('owner_id', '=', ownerId)
    .where('phrase_id', '=', phraseId)
    .execute()
}

/** New ones and changed ones alike, any number of them at once. */
export async function savePhrases(
  tx: Tx,
  { companyId, ownerId }: TreeRef,
  phrases: readonly StoredPhrase[],
  revision: number,
): Promise<void> {
  if (phrases.length === 0) return
  const column = <T>(of: (phrase: StoredPhrase) => T) => phrases.map(of)
  await sql`
    insert into phrase (company_id, owner_id, phrase_id, folder_id, kind, title, code, body, position, revision)
    select ${companyId}, ${ownerId}, given.phrase_id, given.folder_id,
      case when given.body is null then 'folder' else 'phrase' end, given.title, given.code, given.body, given.position,
      ${revision}
    from unnest(
      ${column(({ phraseId }) => phraseId)}::uuid[], ${column(({ folderId }) => folderId)}::uuid[],
      ${column(({ title }) => title)}::text[], ${column(({ code }) => code)}::text[],
      ${column(({ body }) => body && JSON.stringify(body))}::text[]::jsonb[],
      ${column(({ position }) => position)}::float8[]
    ) as given (phrase_id, folder_id, title, code, body, position)
    on conflict (company_id, phrase_id) do update set folder_id = excluded.folder_id, title = excluded.title,
      code = excluded.code, body = excluded.body, position = excluded.position, revision = excluded.revision
    where phrase.owner_id = excluded.owner_id`.execute(tx.q)
}

/** Sets codes free that an import gives to others. */
export async function clearCodes(tx: Tx, { companyId, ownerId }: TreeRef, phraseIds: readonly string[]): Promise<void> {
  if (phraseIds.length === 0) return
  await tx.q
    .updateTable('phrase')
    .set({ code: '' })
    .where('company_id', '=', companyId)
    .where('owner_id', '=', ownerId)
    .where('phrase_id', 'in', [...phraseIds])
    .execute()
}

/** With everything below it. Its words go at once; that it is gone stays known. Answers how many are gone. */
export async function removePhrase(
  tx: Tx,
  { companyId, ownerId }: TreeRef,
  phraseId: string,
  revision: number,
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with recursive doomed as (
      select phrase_id from phrase
      where company_id = ${companyId} and owner_id = ${ownerId} and phrase_id = ${phraseId} and removed_at is null
      union all
      select child.phrase_id from phrase child join doomed on child.folder_id = doomed.phrase_id
      where child.company_id = ${companyId} and child.removed_at is null
    )
    update phrase set removed_at = ${now}, revision = ${revision}, title = '', code = '',
      body = case when kind = 'phrase' then '{}'::jsonb end
    where company_id = ${companyId} and phrase_id in (select phrase_id from doomed)`.execute(tx.q)
  return Number(numAffectedRows)
}

const living = (tx: Tx, { companyId, ownerId }: TreeRef) =>
  tx.q
    .selectFrom('phrase')
    .where('company_id', '=', companyId)
    .where('owner_id', '=', ownerId)
    .where('removed_at', 'is', null)

export const toPhrase = (row: Selectable<Tables['phrase']>): StoredPhrase => ({
  phraseId: row.phrase_id,
  folderId: row.folder_id,
  position: row.position,
  title: row.title,
  code: row.code,
  body: row.kind === 'folder' ? null : PhraseBody.parse(row.body),
})
