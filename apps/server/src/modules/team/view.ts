import { type AgentState, ChosenState, type Permission } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { isPresent } from './store/presence.ts'

export interface ColleagueRow {
  readonly agentId: string
  readonly name: string
  readonly nickname: string
  readonly avatarFileId: string | null
  readonly groupIds: string[]
  readonly chosenState: string
  readonly isPresent: boolean
  readonly capacity: number
}

/** Everybody who is not disabled, as colleagues see him; with `agentId` only that one. */
export async function colleagues(tx: Tx, companyId: string, agentId?: string): Promise<ColleagueRow[]> {
  const { rows } = await sql<ColleagueRow>`
    select a.agent_id as "agentId", a.name, a.nickname, a.avatar_file_id as "avatarFileId", a.capacity,
      a.chosen_state as "chosenState", ${isPresent} as "isPresent",
      array(select m.group_id from team_group_member m
        where m.company_id = a.company_id and m.agent_id = a.agent_id order by m.group_id) as "groupIds"
    from team_agent a
    where a.company_id = ${companyId} and a.is_enabled and (${agentId ?? null}::uuid is null or a.agent_id = ${agentId ?? null})
    order by a.number`.execute(tx.q)
  return rows
}

export interface CandidateRow {
  readonly agentId: string
  readonly capacity: number
  readonly lastAssignedAt: Date | null
}

/** Who may be given a conversation of a site, or of a group: there, online, and allowed to serve. */
export async function candidates(
  tx: Tx,
  { companyId, siteId, groupId }: { companyId: string; siteId: string; groupId: string | null },
): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select a.agent_id as "agentId", a.capacity, a.last_assigned_at as "lastAssignedAt"
    from team_agent a join team_role r using (company_id, role_id)
    where a.company_id = ${companyId} and a.is_enabled and a.chosen_state = 'online'
      and 'conversation.serve' = any(r.permissions)
      and (a.site_ids = '{}' or ${siteId}::uuid = any(a.site_ids))
      and (${groupId}::uuid is null or exists (select from team_group_member m
        where m.company_id = a.company_id and m.agent_id = a.agent_id and m.group_id = ${groupId}))
      and ${isPresent}`.execute(tx.q)
  return rows
}

/** Who may do something: enabled, and allowed to by his role. */
export async function holders(
  tx: Tx,
  companyId: string,
  permission: Permission,
): Promise<{ agentId: string; name: string }[]> {
  const { rows } = await sql<{ agentId: string; name: string }>`
    select a.agent_id as "agentId", a.name from team_agent a join team_role r using (company_id, role_id)
    where a.company_id = ${companyId} and a.is_enabled and ${permission} = any(r.permissions)
    order by a.number`.execute(tx.q)
  return rows
}

export interface Workmates {
  /** The agent and everybody he shares a group, or a group below one of his, with. */
  readonly agentIds: string[]
  readonly groupIds: string[]
}

/** Whom the data scope `group` covers. */
export async function workmates(tx: Tx, companyId: string, agentId: string): Promise<Workmates> {
  const { rows } = await sql<Workmates>`
    with recursive own as (
      select group_id from team_group_member where company_id = ${companyId} and agent_id = ${agentId}
      union select group_id from team_group where company_id = ${companyId} and leader_id = ${agentId}
      union select g.group_id from team_group g join own on g.parent_id = own.group_id
        where g.company_id = ${companyId})
    select array(select group_id from own) as "groupIds",
      array(select ${agentId}::uuid union
        select m.agent_id from team_group_member m join own using (group_id) where m.company_id = ${companyId})
      as "agentIds"`.execute(tx.q)
  return rows[0] ?? { agentIds: [agentId], groupIds: [] }
}

export const effectiveState = ({ chosenState, isPresent }: { chosenState: string; isPresent: boolean }): AgentState =>
  isPresent ? ChosenState.parse(chosenState) : 'offline'
