import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** A reload or a change of network is no absence. */
export const graceSeconds = 15

/** That a connection `c` counts: its node lives and holds it, or it was closed only just now. */
const counts = sql<boolean>`(case when c.released_at is null
  then exists (select from node n where n.node_id = c.node_id and n.lease_until > now())
  else c.released_at > now() - ${graceSeconds} * interval '1 second' end)`

/** Whether an agent `a` is there. */
export const isPresent = sql<boolean>`exists (
  select from team_connection c
  where c.company_id = a.company_id and c.agent_id = a.agent_id and ${counts})`

export interface NewConnection {
  readonly connectionId: string
  readonly agentId: string
  readonly sessionId: string
  readonly nodeId: string
}

export async function insertConnection(tx: Tx, companyId: string, connection: NewConnection): Promise<void> {
  await tx.q
    .insertInto('team_connection')
    .values({
      company_id: companyId,
      connection_id: connection.connectionId,
      agent_id: connection.agentId,
      session_id: connection.sessionId,
      node_id: connection.nodeId,
    })
    .execute()
}

export async function releaseConnection(tx: Tx, companyId: string, connectionId: string): Promise<void> {
  await tx.q
    .updateTable('team_connection')
    .set({ released_at: sql`now()` })
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .where('released_at', 'is', null)
    .execute()
}

export interface StateOfAgent {
  readonly companyId: string
  readonly agentId: string
  readonly chosenState: string
  readonly isPresent: boolean
}
export interface AbsentAgent extends StateOfAgent {
  /** When the last sign of him ended, which may be long before anybody looked. */
  readonly goneAt: Date
}

export async function stateOf(tx: Tx, companyId: string, agentId: string): Promise<StateOfAgent | undefined> {
  const { rows } = await sql<StateOfAgent>`
    select a.company_id as "companyId", a.agent_id as "agentId", a.chosen_state as "chosenState",
      ${isPresent} as "isPresent"
    from team_agent a where a.company_id = ${companyId} and a.agent_id = ${agentId}`.execute(tx.q)
  return rows[0]
}

/** One agent's arrivals and departures are judged one after the other. */
export async function lockAgent(tx: Tx, companyId: string, agentId: string): Promise<void> {
  await tx.q
    .selectFrom('team_agent')
    .select('agent_id')
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .forNoKeyUpdate()
    .execute()
}

/**
 * Forgets connections that count no longer, of every company, and answers the agents who had them and have no other.
 * Two nodes that do this at once never answer the same agent for the same connection.
 */
export async function forgetAbsent(tx: Tx): Promise<AbsentAgent[]> {
  const { rows } = await sql<AbsentAgent>`
    with gone as (
      delete from team_connection where (company_id, connection_id) in (
        select c.company_id, c.connection_id from team_connection c where not ${counts} for update skip locked)
      returning company_id, agent_id, least(now(), coalesce(released_at,
        (select n.lease_until from node n where n.node_id = team_connection.node_id), now())) as gone_at)
    select a.company_id as "companyId", a.agent_id as "agentId", a.chosen_state as "chosenState",
      false as "isPresent", max(gone.gone_at) as "goneAt"
    from gone join team_agent a using (company_id, agent_id)
    where not ${isPresent}
    group by a.company_id, a.agent_id, a.chosen_state`.execute(tx.q)
  return rows
}
