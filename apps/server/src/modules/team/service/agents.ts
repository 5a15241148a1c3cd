import type { Agent, SaveAgent } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import { oneTimePassword, type Passwords } from '../../../platform/passwords/index.ts'
import { announce } from '../events.ts'
import * as store from '../store/agents.ts'
import * as groups from '../store/groups.ts'
import * as roles from '../store/roles.ts'
import { type Actor, checkAuthority, unknownField } from './authority.ts'
import type { Avatars, EndSessions, UnknownSites } from './collaborators.ts'

export interface AgentServiceParts {
  readonly db: Db
  readonly passwords: Pick<Passwords, 'hash'>
  readonly avatars: Pick<Avatars, 'avatarUrl'>
  readonly endSessions: EndSessions
  readonly unknownSites: UnknownSites
}

/** A password that somebody else chose is good for one login; absent, one is made. */
export interface FirstPassword {
  readonly password: string
  readonly mustChange: boolean
}

export function createAgentService({ db, passwords, avatars, endSessions, unknownSites }: AgentServiceParts) {
  const present = (row: store.AgentRow): Agent => ({
    agentId: row.agent_id,
    number: row.number,
    account: row.account,
    name: row.name,
    nickname: row.nickname,
    avatarUrl: avatars.avatarUrl(row.company_id, row.avatar_file_id),
    email: row.email,
    phone: row.phone,
    roleId: row.role_id,
    groupIds: row.group_ids,
    siteIds: row.site_ids,
    capacity: row.capacity,
    isEnabled: row.is_enabled,
    isOwner: row.is_owner,
    createdAt: row.created_at.toISOString(),
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
  })

  const getAgent = async (tx: Tx, companyId: string, agentId: string) => {
    const agent = await store.findAgent(tx, companyId, agentId)
    if (!agent) throw notFound('agent')
    return agent
  }

  /** Somebody the actor is set above: himself, or who may do no more than he. The owner is set below nobody. */
  const getSubordinate = async (tx: Tx, actor: Actor, agentId: string) => {
    const agent = await getAgent(tx, actor.companyId, agentId)
    if (agent.is_owner && !actor.isOwner) {
      throw new Refusal('forbidden', 'team.owner_protected', "Only the owner changes the owner's account.")
    }
    const role = await roles.findRole(tx, actor.companyId, agent.role_id)
    if (role) checkAuthority(actor, role)
    return agent
  }

  const checkReferences = async (tx: Tx, actor: Actor, request: SaveAgent, isOwner: boolean) => {
    const { companyId } = actor
    const role = await roles.lockRole(tx, companyId, request.roleId, 'give')
    if (!role) throw unknownField('roleId', 'role')
    if ((role.builtIn === 'owner') !== isOwner) {
      throw new Refusal('conflict', 'team.owner_role', "The owner's role belongs to the owner alone, for good.")
    }
    checkAuthority(actor, role)
    const unknownGroups = await groups.findUnknown(tx, companyId, { agentIds: [], groupIds: request.groupIds })
    const group = request.groupIds.findIndex((id) => unknownGroups.includes(id))
    if (group >= 0) throw unknownField(`groupIds.${group}`, 'group')
    if (request.siteIds.length === 0) return
    const unknown = await unknownSites(companyId, request.siteIds)
    const site = request.siteIds.findIndex((id) => unknown.includes(id))
    if (site >= 0) throw unknownField(`siteIds.${site}`, 'site')
  }

  const checkAccountFree = async (tx: Tx, companyId: string, account: string, exceptId?: string) => {
    if (await store.isAccountTaken(tx, companyId, account, exceptId)) {
      throw new Refusal('conflict', 'team.account_taken', `The account "${account}" is taken.`)
    }
  }

  const announceSaved = (tx: Tx, companyId: string, agentId: string) =>
    announce(tx, { type: 'agent.saved', companyId, agentId })

  const insert = async (
    tx: Tx,
    companyId: string,
    request: SaveAgent & { isOwner: boolean; passwordHash: string; mustChangePassword: boolean },
  ) => {
    const agentId = uuidv7()
    await store.insertAgent(tx, companyId, { ...request, agentId })
    await store.setGroupsOf(tx, companyId, agentId, request.groupIds)
    announceSaved(tx, companyId, agentId)
    return agentId
  }

  return {
    get: (companyId: string, agentId: string): Promise<Agent> =>
      db.company(companyId, async (tx) => present(await getAgent(tx, companyId, agentId))),

    list: (companyId: string): Promise<Agent[]> =>
      db.company(companyId, async (tx) => (await store.findAgents(tx, companyId)).map(present)),

    /** Adds an agent and answers a password that is good for the first login, unless one was handed in. */
    async add(actor: Actor, request: SaveAgent, first?: FirstPassword) {
      const { companyId } = actor
      const { password, mustChange } = first ?? { password: oneTimePassword(), mustChange: true }
      const passwordHash = await passwords.hash(password)
      const agent = await db.company(companyId, async (tx) => {
        await store.lockTeam(tx, companyId)
        await checkReferences(tx, actor, request, false)
        await checkAccountFree(tx, companyId, request.account)
        const agentId = await insert(tx, companyId, {
          ...request,
          isOwner: false,
          passwordHash,
          mustChangePassword: mustChange,
        })
        return present(await getAgent(tx, companyId, agentId))
      })
      return { agent, oneTimePassword: password }
    },

    /** Another role, another account or disabling ends the agent's sessions; what he sees changes with his sites and groups. */
    save: (actor: Actor, request: SaveAgent & { agentId: string }): Promise<Agent> =>
      db.company(actor.companyId, async (tx) => {
        const { companyId } = actor
        await store.lockTeam(tx, companyId)
        const before = await getSubordinate(tx, actor, request.agentId)
        if (!request.isEnabled && before.is_owner) {
          throw new Refusal('conflict', 'team.owner_stays', 'The owner cannot be disabled.')
        }
        if (!request.isEnabled && request.agentId === actor.agentId) {
          throw new Refusal('conflict', 'team.not_yourself', 'You cannot disable yourself.')
        }
        await checkReferences(tx, actor, request, before.is_owner)
        await checkAccountFree(tx, companyId, request.account, request.agentId)
        await store.updateAgent(tx, companyId, request)
        await store.setGroupsOf(tx, companyId, request.agentId, request.groupIds)
        if (!request.isEnabled) await endSessions(tx, companyId, [request.agentId], 'disabled')
        else if (request.roleId !== before.role_id) {
          await endSessions(tx, companyId, [request.agentId], 'role_changed')
        }
        announceSaved(tx, companyId, request.agentId)
        return present(await getAgent(tx, companyId, request.agentId))
      }),

    async resetPassword(actor: Actor, agentId: string): Promise<string> {
      const password = oneTimePassword()
      const passwordHash = await passwords.hash(password)
      await db.company(actor.companyId, async (tx) => {
        await getSubordinate(tx, actor, agentId)
        await store.changeAgent(tx, actor.companyId, agentId, {
          password_hash: passwordHash,
          must_change_password: true,
        })
        await endSessions(tx, actor.companyId, [agentId], 'password_reset')
      })
      return password
    },

    /** Throws unless the actor may act upon this agent (end his sessions, say). */
    checkSubordinate: async (tx: Tx, actor: Actor, agentId: string): Promise<void> => {
      await getSubordinate(tx, actor, agentId)
    },

    /** What every company begins with: the built-in roles, and the owner. */
    async prepareOwner(owner: { account: string; name: string; first?: FirstPassword }) {
      const { password, mustChange } = owner.first ?? { password: oneTimePassword(), mustChange: true }
      const passwordHash = await passwords.hash(password)
      return {
        password,
        establish: async (tx: Tx, companyId: string): Promise<string> => {
          const roleIds = await roles.insertBuiltInRoles(tx, companyId)
          return insert(tx, companyId, {
            account: owner.account,
            name: owner.name,
            nickname: owner.name,
            email: '',
            phone: '',
            roleId: roleIds.owner,
            groupIds: [],
            siteIds: [],
            capacity: 10,
            isEnabled: true,
            isOwner: true,
            passwordHash,
            mustChangePassword: mustChange,
          })
        },
      }
    },
  }
}
