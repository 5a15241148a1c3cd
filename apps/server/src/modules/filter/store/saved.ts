import type { Filter, FilterPlace, SavedFilter } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const columns = ['filter_id', 'place', 'name', 'filter', 'agent_id', 'is_shared'] as const

const toSaved = (row: {
  filter_id: string
  place: string
  name: string
  filter: unknown
  agent_id: string
  is_shared: boolean
}): SavedFilter => ({
  filterId: row.filter_id,
  place: row.place as FilterPlace,
  name: row.name,
  filter: row.filter as Filter,
  agentId: row.agent_id,
  isShared: row.is_shared,
})

/** An agent's own, then what others share; by name. */
export async function offeredTo(
  tx: Tx,
  companyId: string,
  agentId: string,
  place: FilterPlace,
): Promise<SavedFilter[]> {
  const rows = await tx.q
    .selectFrom('filter_saved')
    .select(columns)
    .where('company_id', '=', companyId)
    .where('place', '=', place)
    .where((e) => e.or([e('agent_id', '=', agentId), e('is_shared', '=', true)]))
    .orderBy(sql`agent_id <> ${agentId}`)
    .orderBy('name')
    .orderBy('filter_id')
    .execute()
  return rows.map(toSaved)
}

export async function findSaved(tx: Tx, companyId: string, filterId: string): Promise<SavedFilter | undefined> {
  const row = await tx.q
    .selectFrom('filter_saved')
    .select(columns)
    .where('company_id', '=', companyId)
    .where('filter_id', '=', filterId)
    .forUpdate()
    .executeTakeFirst()
  return row && toSaved(row)
}

/** Which of an agent's own is called so. */
export async function findByName(
  tx: Tx,
  companyId: string,
  agentId: string,
  { place, name }: Pick<SavedFilter, 'place' | 'name'>,
): Promise<string | undefined> {
  const row = await tx.q
    .selectFrom('filter_saved')
    .select('filter_id')
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .where('place', '=', place)
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .executeTakeFirst()
  return row?.filter_id
}

export async function countOf(tx: Tx, companyId: string, agentId: string): Promise<number> {
  const row = await tx.q
    .selectFrom('filter_saved')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Inserts, or changes name, filter and sharing. Answers false when its owner has another one of that name there. */
export async function writeSaved(tx: Tx, companyId: string, saved: SavedFilter): Promise<boolean> {
  const { rows } = await sql`
    insert into filter_saved as s (company_id, filter_id, place, name, filter, agent_id, is_shared)
    select ${companyId}, ${saved.filterId}, ${saved.place}, ${saved.name}, ${JSON.stringify(saved.filter)}::jsonb,
      ${saved.agentId}, ${saved.isShared}
    where not exists (
      select from filter_saved o where o.company_id = ${companyId} and o.agent_id = ${saved.agentId}
        and o.place = ${saved.place} and lower(o.name) = lower(${saved.name}) and o.filter_id <> ${saved.filterId})
    on conflict (company_id, filter_id) do update
      set name = excluded.name, filter = excluded.filter, is_shared = excluded.is_shared, saved_at = now()
    returning 1`.execute(tx.q)
  return rows.length === 1
}

export async function deleteSaved(tx: Tx, companyId: string, filterId: string): Promise<void> {
  await tx.q.deleteFrom('filter_saved').where('company_id', '=', companyId).where('filter_id', '=', filterId).execute()
}
