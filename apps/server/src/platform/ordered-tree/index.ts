import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** Which rows are one tree, and what else is written beside a position that changes. */
export interface OneTree {
  readonly where: RawBuilder<unknown>
  readonly alsoSet?: RawBuilder<unknown>
}

/** Under a parent (null: at the top), before one of those there; `beforeId` that stands elsewhere, or null, means: at the end. */
export interface Place {
  readonly parentId: string | null
  readonly beforeId: string | null
}

/** So near to each other two neighbours are as good as one. */
const nearest = 1e-6

/**
 * A table whose rows stand in one order within each parent, in a column `position`. Moving takes the middle between two
 * neighbours, so that one row is written; whoever changes a tree holds it until his transaction ends.
 */
export function createOrderedTree(names: { readonly table: string; readonly id: string; readonly parent: string }) {
  const table = sql.table(names.table)
  const id = sql.ref(names.id)
  const parent = sql.ref(names.parent)
  const and = ({ alsoSet }: OneTree) => (alsoSet ? sql`, ${alsoSet}` : sql``)

  async function findBetween(tx: Tx, { where }: OneTree, { parentId, beforeId }: Place, movedId: string | null) {
    const { rows } = await sql<{ previous: number | null; next: number | null }>`
      with sibling as (
        select ${id} as sibling_id, position from ${table}
        where ${where} and ${parent} is not distinct from ${parentId}::uuid and ${id} is distinct from ${movedId}::uuid
      ), next as (select position from sibling where sibling_id = ${beforeId}::uuid)
      select (select position from next) as next,
        (select max(position) from sibling
         where (select position from next) is null or position < (select position from next)) as previous`.execute(tx.q)
    return middleOf(rows[0] ?? { previous: null, next: null })
  }

  /** Gives everything under a parent positions 1, 2, 3 …: after many moves into one place nothing is left between two. */
  async function spreadOut(tx: Tx, tree: OneTree, parentId: string | null): Promise<void> {
    await sql`
      update ${table} set position = placed.place${and(tree)}
      from (
        select ${id} as placed_id, row_number() over (order by position, ${id}) as place from ${table}
        where ${tree.where} and ${parent} is not distinct from ${parentId}::uuid
      ) placed
      where ${tree.where} and ${id} = placed.placed_id`.execute(tx.q)
  }

  return {
    /** Where something new, or what is moved, comes to stand. */
    async positionAt(tx: Tx, tree: OneTree, place: Place, movedId: string | null): Promise<number> {
      const position = await findBetween(tx, tree, place, movedId)
      if (position !== undefined) return position
      await spreadOut(tx, tree, place.parentId)
      const spread = await findBetween(tx, tree, place, movedId)
      if (spread === undefined) throw new Error('There is no place between whole numbers.')
      return spread
    },

    async put(tx: Tx, tree: OneTree, rowId: string, at: { parentId: string | null; position: number }): Promise<void> {
      await sql`update ${table} set ${parent} = ${at.parentId}::uuid, position = ${at.position}${and(tree)}
        where ${tree.where} and ${id} = ${rowId}::uuid`.execute(tx.q)
    },
  }
}

/** In the middle; undefined when two neighbours have become as good as one. */
function middleOf({ previous, next }: { previous: number | null; next: number | null }): number | undefined {
  if (next === null) return Math.floor(previous ?? 0) + 1
  if (previous === null) return Math.ceil(next) - 1
  return next - previous > nearest ? (previous + next) / 2 : undefined
}
