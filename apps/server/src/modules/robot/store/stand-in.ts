import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export async function standsInFor(tx: Tx, companyId: string, agentId: string): Promise<boolean> {
  const { rows } = await sql`
    select from robot_stand_in where company_id = ${companyId} and agent_id = ${agentId}`.execute(tx.q)
  return rows.length > 0
}

export async function setStandIn(tx: Tx, companyId: string, agentId: string, since: Date | null): Promise<void> {
  if (since === null) {
    await sql`delete from robot_stand_in where company_id = ${companyId} and agent_id = ${agentId}`.execute(tx.q)
    return
  }
  await sql`insert into robot_stand_in (company_id, agent_id, since) values (${companyId}, ${agentId}, ${since})
    on conflict do nothing`.execute(tx.q)
}
