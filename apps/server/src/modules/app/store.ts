import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

/** Names of what is switched off, also of apps that this version does not know. */
export async function findOff(tx: Tx, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ app: string }>`
    select app from app_switch where company_id = ${companyId} and not is_on`.execute(tx.q)
  return rows.map(({ app }) => app)
}

export async function putSwitch(tx: Tx, companyId: string, app: string, isOn: boolean, at: Date) {
  await sql`
    insert into app_switch (company_id, app, is_on, switched_at) values (${companyId}, ${app}, ${isOn}, ${at})
    on conflict (company_id, app) do update set is_on = excluded.is_on, switched_at = excluded.switched_at`.execute(
    tx.q,
  )
}

/** What a use counts for after a time: half in two weeks. */
const worth = (at: Date) =>
  sql`u.uses * exp(-ln(2) * greatest(0, extract(epoch from ${at}::timestamptz - u.last_used_at)) / (14 * 86400))`

export async function addUse(tx: Tx, companyId: string, agentId: string, app: string, at: Date) {
  await sql`
    insert into app_use as u (company_id, agent_id, app, uses, last_used_at)
    values (${companyId}, ${agentId}, ${app}, 1, ${at})
    on conflict (company_id, agent_id, app)
      do update set uses = ${worth(at)} + 1, last_used_at = greatest(u.last_used_at, excluded.last_used_at)`.execute(
    tx.q,
  )
}

export interface Use {
  readonly app: string
  readonly uses: number
  readonly lastUsedAt: Date
}

export async function findUses(tx: Tx, companyId: string, agentId: string, at: Date): Promise<Use[]> {
  const { rows } = await sql<Use>`
    select u.app, ${worth(at)}::float8 as uses, u.last_used_at as "lastUsedAt" from app_use u
    where u.company_id = ${companyId} and u.agent_id = ${agentId}`.execute(tx.q)
  return rows
}
