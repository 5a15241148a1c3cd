import type { Group, SaveGroup } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const groups = (tx: Tx, companyId: string) =>
  tx.q
    .selectFrom('team_group')
    .select(['group_id as groupId', 'parent_id as parentId', 'name', 'leader_id as leaderId'])
    .select(
      sql<string[]>`array(
        select member.agent_id from team_group_member member
        where member.company_id = team_group.company_id and member.group_id = team_group.group_id
        order by member.agent_id)`.as('memberIds'),
    )
    .where('company_id', '=', companyId)

export const findGroups = (tx: Tx, companyId: string): Promise<Group[]> =>
  groups(tx, companyId).orderBy('created_at').orderBy('group_id').execute()

export const findGroup = (tx: Tx, companyId: string, groupId: string): Promise<Group | undefined> =>
  groups(tx, companyId).where('group_id', '=', groupId).executeTakeFirst()

export async function insertGroup(tx: Tx, companyId: string, group: SaveGroup & { groupId: string }): Promise<void> {
  await tx.q
    .insertInto('team_group')
    .values({
      company_id: companyId,
      group_id: group.groupId,
      parent_id: group.parentId,
      name: group.name,
      leader_id: group.leaderId,
    })
    .execute()
  await setMembers(tx, companyId, group.groupId, group.memberIds)
}

export async function updateGroup(tx: Tx, companyId: string, group: SaveGroup & { groupId: string }): Promise<void> {
  await tx.q
    .updateTable('team_group')
    .set({ parent_id: group.parentId, name: group.name, leader_id: group.leaderId })
    .where('company_id', '=', companyId)
    .where('group_id', '=', group.groupId)
    .execute()
  await setMembers(tx, companyId, group.groupId, group.memberIds)
}

/** Its subgroups move up to where it was. */
export async function deleteGroup(tx: Tx, companyId: string, { groupId, parentId }: Group): Promise<void> {
  await tx.q
    .updateTable('team_group')
    .set({ parent_id: parentId })
    .where('company_id', '=', companyId)
    .where('parent_id', '=', groupId)
    .execute()
  await tx.q.deleteFrom('team_group').where('company_id', '=', companyId).where('group_id', '=', groupId).execute()
}

/** Which of these agents and groups are not this company's. */
export async function findUnknown(
  tx: Tx,
  companyId: string,
  { agentIds, groupIds }: { agentIds: readonly string[]; groupIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...agentIds]}::uuid[]) id
    where not exists (select from team_agent a where a.company_id = ${companyId} and a.agent_id = id)
    union all
    select id from unnest(${[...groupIds]}::uuid[]) id
    where not exists (select from team_group g where g.company_id = ${companyId} and g.group_id = id)`.execute(tx.q)
  return rows.map((row) => row.id)
}

async function setMembers(tx: Tx, companyId: string, groupId: string, agentIds: readonly string[]): Promise<void> {
  await tx.q
    .deleteFrom('team_group_member')
    .where('company_id', '=', companyId)
    .where('group_id', '=', groupId)
    .execute()
  if (agentIds.length === 0) return
  await tx.q
    .insertInto('team_group_member')
    .values([...new Set(agentIds)].map((agentId) => ({ company_id: companyId, group_id: groupId, agent_id: agentId })))
    .execute()
}
