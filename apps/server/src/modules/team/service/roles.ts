import type { Role, SaveRole } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import * as store from '../store/roles.ts'
import { type Actor, checkAuthority } from './authority.ts'
import type { EndSessions } from './collaborators.ts'

export function createRoleService({ db, endSessions }: { db: Db; endSessions: EndSessions }) {
  const answer = async (tx: Tx, companyId: string, roleId: string): Promise<Role> => {
    const role = (await store.findRoles(tx, companyId)).find((one) => one.roleId === roleId)
    if (!role) throw notFound('role')
    return role
  }

  /** Locked, and within the actor's own power. */
  const getChangeable = async (tx: Tx, actor: Actor, roleId: string) => {
    const role = await store.lockRole(tx, actor.companyId, roleId, 'change')
    if (!role) throw notFound('role')
    if (role.builtIn === 'owner') throw new Refusal('forbidden', 'role.owner_fixed', "The owner's role stays as it is.")
    checkAuthority(actor, role)
    return role
  }

  return {
    list: (companyId: string): Promise<Role[]> => db.company(companyId, (tx) => store.findRoles(tx, companyId)),

    add(actor: Actor, request: SaveRole): Promise<Role> {
      checkAuthority(actor, request)
      return db.company(actor.companyId, async (tx) => {
        const roleId = uuidv7()
        await store.insertRole(tx, actor.companyId, { ...withoutRepeats(request), roleId })
        return answer(tx, actor.companyId, roleId)
      })
    },

    /** Its agents log in again, and are then what the role has become. */
    save(actor: Actor, request: SaveRole & { roleId: string }): Promise<Role> {
      checkAuthority(actor, request)
      return db.company(actor.companyId, async (tx) => {
        await getChangeable(tx, actor, request.roleId)
        await store.updateRole(tx, actor.companyId, withoutRepeats(request))
        const agentIds = await store.agentIdsWithRole(tx, actor.companyId, request.roleId)
        await endSessions(tx, actor.companyId, agentIds, 'role_changed')
        return answer(tx, actor.companyId, request.roleId)
      })
    },

    remove: (actor: Actor, roleId: string): Promise<void> =>
      db.company(actor.companyId, async (tx) => {
        const role = await getChangeable(tx, actor, roleId)
        if (role.builtIn) throw new Refusal('conflict', 'role.built_in', 'A built-in role cannot be removed.')
        if ((await store.agentIdsWithRole(tx, actor.companyId, roleId)).length > 0) {
          throw new Refusal('conflict', 'role.in_use', 'Agents have this role: give them another one first.')
        }
        await store.deleteRole(tx, actor.companyId, roleId)
      }),
  }
}

const withoutRepeats = <T extends SaveRole>(request: T): T => ({
  ...request,
  permissions: [...new Set(request.permissions)],
})
