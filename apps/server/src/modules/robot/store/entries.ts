import { PhraseBody, type RobotPlace } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { createOrderedTree } from '../../../platform/ordered-tree/index.ts'

export interface StoredEntry {
  readonly entryId: string
  readonly topicId: string | null
  readonly position: number
  readonly title: string
  readonly variants: readonly string[]
  /** Null: a topic. */
  readonly body: PhraseBody | null
  readonly isEnabled: boolean
  readonly hitCount: number
  readonly lastHitAt: Date | null
}

interface Row {
  entry_id: string
  topic_id: string | null
  position: number
  title: string
  variants: string[]
  body: unknown
  is_enabled: boolean
  hit_count: number
  last_hit_at: Date | null
}

const toEntry = (row: Row): StoredEntry => ({
  entryId: row.entry_id,
  topicId: row.topic_id,
  position: row.position,
  title: row.title,
  variants: row.variants,
  body: row.body === null ? null : PhraseBody.parse(row.body),
  isEnabled: row.is_enabled,
  hitCount: row.hit_count,
  lastHitAt: row.last_hit_at,
})

/** In the order of the tree within each topic. */
export async function findEntries(tx: Tx, companyId: string): Promise<StoredEntry[]> {
  const { rows } = await sql<Row>`
    select * from robot_entry where company_id = ${companyId} order by position, entry_id`.execute(tx.q)
  return rows.map(toEntry)
}

export async function findEntry(tx: Tx, companyId: string, entryId: string): Promise<StoredEntry | undefined> {
  const { rows } = await sql<Row>`
    select * from robot_entry where company_id = ${companyId} and entry_id = ${entryId}`.execute(tx.q)
  return rows[0] && toEntry(rows[0])
}

export interface Topic {
  readonly entryId: string
  readonly topicId: string | null
  readonly title: string
}

export async function findTopics(tx: Tx, companyId: string): Promise<Topic[]> {
  const { rows } = await sql<Topic>`
    select entry_id as "entryId", topic_id as "topicId", title from robot_entry
    where company_id = ${companyId} and kind = 'topic'`.execute(tx.q)
  return rows
}

export async function countEntries(tx: Tx, companyId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from robot_entry where company_id = ${companyId}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

const order = createOrderedTree({ table: 'robot_entry', id: 'entry_id', parent: 'topic_id' })
const treeOf = (companyId: string) => ({ where: sql`company_id = ${companyId}` })

/** Where something new, or the entry that is moved, comes to stand. */
export const positionAt = (
  tx: Tx,
  companyId: string,
  { topicId, beforeId }: RobotPlace,
  movedId: string | null,
): Promise<number> => order.positionAt(tx, treeOf(companyId), { parentId: topicId, beforeId }, movedId)

export const placeEntry = (
  tx: Tx,
  companyId: string,
  { entryId, topicId, position }: Pick<StoredEntry, 'entryId' | 'topicId' | 'position'>,
): Promise<void> => order.put(tx, treeOf(companyId), entryId, { parentId: topicId, position })

export type EntryContent = Omit<StoredEntry, 'hitCount' | 'lastHitAt'>

/** New ones and changed ones alike, any number of them at once; topics before what is in them. */
export async function saveEntries(tx: Tx, companyId: string, entries: readonly EntryContent[]): Promise<void> {
  if (entries.length === 0) return
  const column = <T>(of: (entry: EntryContent) => T) => entries.map(of)
  await sql`
    insert into robot_entry (company_id, entry_id, topic_id, kind, title, variants, body, is_enabled, position)
    select ${companyId}, given.entry_id, given.topic_id, case when given.body is null then 'topic' else 'question' end,
      given.title, array(select jsonb_array_elements_text(given.variants)), given.body, given.is_enabled, given.position
    from unnest(
      ${column(({ entryId }) => entryId)}::uuid[], ${column(({ topicId }) => topicId)}::uuid[],
      ${column(({ title }) => title)}::text[],
      ${column(({ variants }) => JSON.stringify(variants))}::text[]::jsonb[],
      ${column(({ body }) => body && JSON.stringify(body))}::text[]::jsonb[],
      ${column(({ isEnabled }) => isEnabled)}::boolean[], ${column(({ position }) => position)}::float8[]
    ) as given (entry_id, topic_id, title, variants, body, is_enabled, position)
    on conflict (company_id, entry_id) do update set topic_id = excluded.topic_id, title = excluded.title,
      variants = excluded.variants, body = excluded.body, is_enabled = excluded.is_enabled,
      position = excluded.position`.execute(tx.q)
}

/** With everything below it. Answers how many are gone. */
export async function removeEntry(tx: Tx, companyId: string, entryId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive doomed as (
      select entry_id from robot_entry where company_id = ${companyId} and entry_id = ${entryId}
      union all
      select child.entry_id from robot_entry child join doomed on child.topic_id = doomed.entry_id
      where child.company_id = ${companyId}
    )
    select count(*)::int4 as count from doomed`.execute(tx.q)
  await sql`delete from robot_entry where company_id = ${companyId} and entry_id = ${entryId}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

export async function countHit(tx: Tx, companyId: string, entryId: string, at: Date): Promise<void> {
  await sql`update robot_entry set hit_count = hit_count + 1, last_hit_at = ${at}
    where company_id = ${companyId} and entry_id = ${entryId}`.execute(tx.q)
}
