import type { AgentState } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface StateChange {
  readonly agentId: string
  readonly at: Date
  readonly state: AgentState
}

/** Now, or at an earlier moment; never before what is written already, so that the last one is the state that holds. */
export async function recordState(
  tx: Tx,
  companyId: string,
  { agentId, state, at }: { agentId: string; state: AgentState; at?: Date | undefined },
): Promise<void> {
  await sql`
    insert into team_state_change (company_id, agent_id, at, state)
    select ${companyId}, ${agentId}, greatest(${at ?? null}::timestamptz, max(at) + interval '1 millisecond',
      case when ${at ?? null}::timestamptz is null then clock_timestamp() end), ${state}
    from team_state_change where company_id = ${companyId} and agent_id = ${agentId}`.execute(tx.q)
}

/** The changes since a moment, and before them the one that held then; in order, agent by agent. */
export async function statesSince(
  tx: Tx,
  companyId: string,
  since: Date,
  agentIds?: readonly string[],
): Promise<StateChange[]> {
  const { rows } = await sql<StateChange>`
    select s.agent_id as "agentId", s.at, s.state
    from team_agent a
    cross join lateral (
      (select agent_id, at, state from team_state_change
        where company_id = a.company_id and agent_id = a.agent_id and at < ${since} order by at desc limit 1)
      union all
      select agent_id, at, state from team_state_change
        where company_id = a.company_id and agent_id = a.agent_id and at >= ${since}) s
    where a.company_id = ${companyId} ${agentIds ? sql`and a.agent_id = any(${agentIds}::uuid[])` : sql``}
    order by s.agent_id, s.at`.execute(tx.q)
  return rows
}

/** What is older is counted by nobody, but for the last change of each agent. Of every company. */
export async function forgetOldStates(tx: Tx): Promise<void> {
  await sql`
    delete from team_state_change s where s.at < now() - interval '90 days' and exists (
      select from team_state_change l where l.company_id = s.company_id and l.agent_id = s.agent_id and l.at > s.at)`.execute(
    tx.q,
  )
}
