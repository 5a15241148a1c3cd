import { PhraseBody, type PhrasePlace } from '@youwen/contract'
import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '../../../platform/db/index.ts'
import { createOrderedTree } from '../../../platform/ordered-tree/index.ts'

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

const order = createOrderedTree({ table: 'phrase', id: 'phrase_id', parent: 'folder_id' })
const treeAt = ({ companyId, ownerId }: TreeRef, revision: number) => ({
  where: sql`company_id = ${companyId} and owner_id = ${ownerId} and removed_at is null`,
  alsoSet: sql`revision = ${revision}`,
})

/** Where something new, or the phrase that is moved, comes to stand. */
export const positionAt = (
  tx: Tx,
  tree: TreeRef,
  { folderId, beforeId }: PhrasePlace,
  movedId: string | null,
  revision: number,
): Promise<number> => order.positionAt(tx, treeAt(tree, revision), { parentId: folderId, beforeId }, movedId)

export const placePhrase = (
  tx: Tx,
  tree: TreeRef,
  { phraseId, folderId, position }: Pick<StoredPhrase, 'phraseId' | 'folderId' | 'position'>,
  revision: number,
): Promise<void> => order.put(tx, treeAt(tree, revision), phraseId, { parentId: folderId, position })

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
