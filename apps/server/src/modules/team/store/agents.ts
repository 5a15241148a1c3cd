import type { SaveAgent } from '@youwen/contract'
import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '../../../platform/db/index.ts'

export type AgentRow = Omit<Selectable<Tables['team_agent']>, 'password_hash'> & { group_ids: string[] }

const shown = [
  'company_id',
  'agent_id',
  'number',
  'account',
  'name',
  'nickname',
  'avatar_file_id',
  'email',
  'phone',
  'role_id',
  'site_ids',
  'capacity',
  'is_enabled',
  'is_owner',
  'must_change_password',
  'chosen_state',
  'last_assigned_at',
  'last_login_at',
  'created_at',
] as const

const agents = (tx: Tx, companyId: string) =>
  tx.q
    .selectFrom('team_agent as agent')
    .select(shown.map((column) => `agent.${column}` as const))
    .select(
      sql<string[]>`array(
        select member.group_id from team_group_member member
        where member.company_id = agent.company_id and member.agent_id = agent.agent_id
        order by member.group_id)`.as('group_ids'),
    )
    .where('agent.company_id', '=', companyId)

export const findAgents = (tx: Tx, companyId: string): Promise<AgentRow[]> =>
  agents(tx, companyId).orderBy('agent.number').execute()

export const findAgentsByIds = (tx: Tx, companyId: string, agentIds: readonly string[]): Promise<AgentRow[]> =>
  agents(tx, companyId)
    .where('agent.agent_id', '=', sql<string>`any(${[...agentIds]}::uuid[])`)
    .execute()

export const findAgent = (tx: Tx, companyId: string, agentId: string): Promise<AgentRow | undefined> =>
  agents(tx, companyId).where('agent.agent_id', '=', agentId).executeTakeFirst()

/** Accounts are the same whatever their case. */
export async function findCredentials(tx: Tx, companyId: string, account: string) {
  return tx.q
    .selectFrom('team_agent')
    .select(['agent_id', 'password_hash', 'is_enabled'])
    .where('company_id', '=', companyId)
    .where(sql`lower(account)`, '=', account.toLowerCase())
    .executeTakeFirst()
}

export async function findPasswordHash(tx: Tx, companyId: string, agentId: string): Promise<string | undefined> {
  const row = await tx.q
    .selectFrom('team_agent')
    .select('password_hash')
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  return row?.password_hash
}

export async function isAccountTaken(tx: Tx, companyId: string, account: string, exceptId?: string): Promise<boolean> {
  const row = await tx.q
    .selectFrom('team_agent')
    .select('agent_id')
    .where('company_id', '=', companyId)
    .where(sql`lower(account)`, '=', account.toLowerCase())
    .executeTakeFirst()
  return row !== undefined && row.agent_id !== exceptId
}

/** Changes of who is in the team are made one after the other: numbers and accounts are unique. */
export async function lockTeam(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('team ' || ${companyId}, 0))`.execute(tx.q)
}

export async function insertAgent(
  tx: Tx,
  companyId: string,
  agent: SaveAgent & { agentId: string; isOwner: boolean; passwordHash: string; mustChangePassword: boolean },
): Promise<void> {
  await tx.q
    .insertInto('team_agent')
    .values(({ selectFrom }) => ({
      ...columnsOf(agent),
      company_id: companyId,
      agent_id: agent.agentId,
      number: sql<number>`${selectFrom('team_agent')
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
        .where('company_id', '=', companyId)}`,
      is_owner: agent.isOwner,
      password_hash: agent.passwordHash,
      must_change_password: agent.mustChangePassword,
    }))
    .execute()
}

export async function updateAgent(tx: Tx, companyId: string, agent: SaveAgent & { agentId: string }): Promise<void> {
  await tx.q
    .updateTable('team_agent')
    .set(columnsOf(agent))
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agent.agentId)
    .execute()
}

const columnsOf = (agent: SaveAgent) => ({
  account: agent.account,
  name: agent.name,
  nickname: agent.nickname,
  email: agent.email,
  phone: agent.phone,
  role_id: agent.roleId,
  site_ids: agent.siteIds,
  capacity: agent.capacity,
  is_enabled: agent.isEnabled,
})

type Changes = Partial<{
  nickname: string
  email: string
  phone: string
  avatar_file_id: string | null
  chosen_state: string
  password_hash: string
  must_change_password: boolean
  last_login_at: Date
  last_assigned_at: Date
}>

export async function changeAgent(tx: Tx, companyId: string, agentId: string, changes: Changes): Promise<void> {
  await tx.q
    .updateTable('team_agent')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .execute()
}

/** Makes the agent a member of exactly these groups. */
export async function setGroupsOf(
  tx: Tx,
  companyId: string,
  agentId: string,
  groupIds: readonly string[],
): Promise<void> {
  await tx.q
    .deleteFrom('team_group_member')
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .execute()
  if (groupIds.length === 0) return
  await tx.q
    .insertInto('team_group_member')
    .values([...new Set(groupIds)].map((groupId) => ({ company_id: companyId, group_id: groupId, agent_id: agentId })))
    .execute()
}
