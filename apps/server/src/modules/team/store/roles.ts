import {
  type BuiltInRole,
  builtInRoles,
  DataScopeCode,
  PermissionCode,
  type Role,
  type SaveRole,
} from '@youwen/contract'
import type { Selectable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Tables, Tx } from '../../../platform/db/index.ts'

export type RoleRow = Omit<Role, 'agentCount'>

/** Their names are shown from the dictionaries; the column only has to hold something. */
export async function insertBuiltInRoles(tx: Tx, companyId: string): Promise<Record<BuiltInRole, string>> {
  const ids = Object.fromEntries(Object.keys(builtInRoles).map((name) => [name, uuidv7()])) as Record<
    BuiltInRole,
    string
  >
  await tx.q
    .insertInto('team_role')
    .values(
      Object.entries(builtInRoles).map(([name, { permissions, dataScope }]) => ({
        company_id: companyId,
        role_id: ids[name as BuiltInRole],
        built_in: name,
        name,
        permissions: [...permissions],
        data_scope: dataScope,
      })),
    )
    .execute()
  return ids
}

export async function findRoles(tx: Tx, companyId: string): Promise<Role[]> {
  const rows = await tx.q
    .selectFrom('team_role')
    .selectAll('team_role')
    .select(({ selectFrom, fn }) =>
      selectFrom('team_agent')
        .select(fn.countAll<number>().as('count'))
        .whereRef('team_agent.company_id', '=', 'team_role.company_id')
        .whereRef('team_agent.role_id', '=', 'team_role.role_id')
        .as('agent_count'),
    )
    .where('company_id', '=', companyId)
    .orderBy('created_at')
    .orderBy('role_id')
    .execute()
  return rows.map((row) => ({ ...toRole(row), agentCount: row.agent_count ?? 0 }))
}

const role = (tx: Tx, companyId: string, roleId: string) =>
  tx.q.selectFrom('team_role').selectAll().where('company_id', '=', companyId).where('role_id', '=', roleId)

export async function findRole(tx: Tx, companyId: string, roleId: string): Promise<RoleRow | undefined> {
  const row = await role(tx, companyId, roleId).executeTakeFirst()
  return row && toRole(row)
}

/** `to` give it to somebody: until the end of the transaction nobody changes it. `to` change it: nobody gives it. */
export async function lockRole(
  tx: Tx,
  companyId: string,
  roleId: string,
  to: 'give' | 'change',
): Promise<RoleRow | undefined> {
  const query = role(tx, companyId, roleId)
  const row = await (to === 'give' ? query.forShare() : query.forUpdate()).executeTakeFirst()
  return row && toRole(row)
}

export async function insertRole(tx: Tx, companyId: string, role: SaveRole & { roleId: string }): Promise<void> {
  await tx.q
    .insertInto('team_role')
    .values({
      company_id: companyId,
      role_id: role.roleId,
      name: role.name,
      permissions: role.permissions,
      data_scope: role.dataScope,
    })
    .execute()
}

export async function updateRole(tx: Tx, companyId: string, role: SaveRole & { roleId: string }): Promise<void> {
  await tx.q
    .updateTable('team_role')
    .set({ name: role.name, permissions: role.permissions, data_scope: role.dataScope })
    .where('company_id', '=', companyId)
    .where('role_id', '=', role.roleId)
    .execute()
}

export async function deleteRole(tx: Tx, companyId: string, roleId: string): Promise<void> {
  await tx.q.deleteFrom('team_role').where('company_id', '=', companyId).where('role_id', '=', roleId).execute()
}

export async function agentIdsWithRole(tx: Tx, companyId: string, roleId: string): Promise<string[]> {
  const rows = await tx.q
    .selectFrom('team_agent')
    .select('agent_id')
    .where('company_id', '=', companyId)
    .where('role_id', '=', roleId)
    .execute()
  return rows.map((row) => row.agent_id)
}

const toRole = (row: Selectable<Tables['team_role']>): RoleRow => ({
  roleId: row.role_id,
  builtIn: row.built_in as BuiltInRole | null,
  name: row.name,
  // A permission that a later version dropped is no reason to lock everybody out.
  permissions: row.permissions.flatMap((code) => PermissionCode.safeParse(code).data ?? []),
  dataScope: DataScopeCode.parse(row.data_scope),
})
