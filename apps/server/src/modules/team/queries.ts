import type { AgentState, ChosenState, Colleague, DataScope, Permission } from '@youwen/contract'
import type { AgentProfile } from '@youwen/contract/realtime'
import { createBatchedRead } from '../../platform/batches/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { type Attendance, attendanceOf } from './attendance.ts'
import type { Avatars, LoadOf } from './service/collaborators.ts'
import * as agents from './store/agents.ts'
import { findGroup, findGroups } from './store/groups.ts'
import { stateOf } from './store/presence.ts'
import { findRole } from './store/roles.ts'
import { statesSince } from './store/state.ts'
import * as view from './view.ts'

/** What a session needs to know of its agent. */
export interface Identity {
  readonly agentId: string
  readonly account: string
  readonly name: string
  readonly nickname: string
  readonly avatarUrl: string | null
  readonly email: string
  readonly phone: string
  readonly roleName: string
  readonly isOwner: boolean
  readonly isEnabled: boolean
  readonly mustChangePassword: boolean
  readonly permissions: readonly Permission[]
  readonly dataScope: DataScope
  readonly capacity: number
  readonly chosenState: ChosenState
  readonly state: AgentState
}

/** Who is invisible works on, and to everybody else is not there. */
export const asOthersSee = (colleague: Colleague): Colleague =>
  colleague.state === 'invisible' ? { ...colleague, state: 'offline' } : colleague

export const asSeenBy = (viewerId: string, colleagues: readonly Colleague[]): Colleague[] =>
  colleagues.map((colleague) => (colleague.agentId === viewerId ? colleague : asOthersSee(colleague)))

export interface TeamQueriesParts {
  readonly db: Db
  readonly avatars: Pick<Avatars, 'avatarUrl'>
  readonly loadOf: LoadOf
}

/** What other modules ask the team, in plain data. */
export function createTeamQueries({ db, avatars, loadOf }: TeamQueriesParts) {
  const toColleague = (companyId: string, row: view.ColleagueRow, loads: ReadonlyMap<string, number>): Colleague => ({
    agentId: row.agentId,
    name: row.name,
    nickname: row.nickname,
    avatarUrl: avatars.avatarUrl(companyId, row.avatarFileId),
    groupIds: row.groupIds,
    state: view.effectiveState(row),
    load: loads.get(row.agentId) ?? 0,
    capacity: row.capacity,
  })

  // Asked for by every visitor who comes back to a conversation.
  const profileOf = createBatchedRead(async (companyId, agentIds: readonly string[]) => {
    const rows = await db.company(companyId, (tx) => agents.findAgentsByIds(tx, companyId, agentIds))
    return new Map(
      rows.map((row): [string, AgentProfile] => [
        row.agent_id,
        { agentId: row.agent_id, name: row.nickname, avatarUrl: avatars.avatarUrl(companyId, row.avatar_file_id) },
      ]),
    )
  })

  const staffing = createBatchedRead((companyId, siteIds: readonly string[]) =>
    db.company(companyId, async (tx) => {
      const staffed = new Map<string, boolean>()
      for (const siteId of siteIds) {
        const candidates = await view.candidates(tx, { companyId, siteId, groupId: null })
        staffed.set(siteId, candidates.length > 0)
      }
      return staffed
    }),
  )

  const findColleagues = async (companyId: string, agentId?: string): Promise<Colleague[]> => {
    const [rows, loads] = await Promise.all([
      db.company(companyId, (tx) => view.colleagues(tx, companyId, agentId)),
      loadOf(companyId),
    ])
    return rows.map((row) => toColleague(companyId, row, loads))
  }

  return {
    /** Everybody who is not disabled, with the states as they are: see `asSeenBy`. */
    colleagues: (companyId: string): Promise<Colleague[]> => findColleagues(companyId),

    colleague: async (companyId: string, agentId: string): Promise<Colleague | undefined> =>
      (await findColleagues(companyId, agentId))[0],

    /** Agents as visitors see them; ids that the company does not have are left out. */
    agentProfiles: async (companyId: string, agentIds: readonly string[]): Promise<Map<string, AgentProfile>> => {
      const profiles = await Promise.all(agentIds.map((agentId) => profileOf(companyId, agentId)))
      return new Map(profiles.flatMap((profile) => (profile ? [[profile.agentId, profile]] : [])))
    },

    /** What colleagues call them, those who have left too. */
    agentNames: async (companyId: string, agentIds: readonly string[]): Promise<Map<string, string>> => {
      const rows = await db.company(companyId, (tx) => agents.findAgentsByIds(tx, companyId, agentIds))
      return new Map(rows.map((row) => [row.agent_id, row.name]))
    },

    /** How these agents, or all, spent their time since then, up to the last change; who was never there is missing. */
    attendances: async (
      companyId: string,
      since: Date,
      agentIds?: readonly string[],
    ): Promise<ReadonlyMap<string, Attendance>> => {
      const states = await db.company(companyId, (tx) => statesSince(tx, companyId, since, agentIds))
      return new Map(
        [...Map.groupBy(states, ({ agentId }) => agentId)].map(([agentId, changes]) => [
          agentId,
          attendanceOf(changes, since),
        ]),
      )
    },

    /** Whether anybody is there whom routing could give a conversation of this site to, if he is not too busy. */
    isStaffed: async (companyId: string, siteId: string): Promise<boolean> =>
      (await staffing(companyId, siteId)) ?? false,

    /** The same, within a transaction. */
    isAttended: async (tx: Tx, companyId: string, siteId: string): Promise<boolean> =>
      (await view.candidates(tx, { companyId, siteId, groupId: null })).length > 0,

    candidates: view.candidates,

    /** Remembers that routing gave this agent a conversation just now. */
    assigned: (tx: Tx, companyId: string, agentId: string): Promise<void> =>
      agents.changeAgent(tx, companyId, agentId, { last_assigned_at: new Date() }),

    /** An enabled agent whom a conversation may be handed to. */
    receiver: async (tx: Tx, companyId: string, agentId: string) => {
      const [row] = await view.colleagues(tx, companyId, agentId)
      const state = row && view.effectiveState(row)
      return (
        row && {
          agentId,
          capacity: row.capacity,
          isOnline: state === 'online',
          mayBeAsked: state === 'online' || state === 'busy' || state === 'away',
          isPresent: row.isPresent,
        }
      )
    },

    /** Enabled agents whose role grants this, by number. */
    holders: view.holders,
    groups: findGroups,

    groupExists: async (tx: Tx, companyId: string, groupId: string): Promise<boolean> =>
      (await findGroup(tx, companyId, groupId)) !== undefined,

    /** Whom the data scope `group` of this agent covers. */
    workmates: (companyId: string, agentId: string): Promise<view.Workmates> =>
      db.company(companyId, (tx) => view.workmates(tx, companyId, agentId)),

    identity: async (tx: Tx, companyId: string, agentId: string): Promise<Identity | undefined> => {
      const agent = await agents.findAgent(tx, companyId, agentId)
      const role = agent && (await findRole(tx, companyId, agent.role_id))
      const state = agent && (await stateOf(tx, companyId, agentId))
      if (!agent || !role || !state) return undefined
      return {
        agentId,
        account: agent.account,
        name: agent.name,
        nickname: agent.nickname,
        avatarUrl: avatars.avatarUrl(companyId, agent.avatar_file_id),
        email: agent.email,
        phone: agent.phone,
        roleName: role.name,
        isOwner: agent.is_owner,
        isEnabled: agent.is_enabled,
        mustChangePassword: agent.must_change_password,
        permissions: role.permissions,
        dataScope: role.dataScope,
        capacity: agent.capacity,
        chosenState: agent.chosen_state as ChosenState,
        state: view.effectiveState(state),
      }
    },

    /** Which role an agent has; for rules that name roles. */
    roleOf: (companyId: string, agentId: string): Promise<string | undefined> =>
      db.company(companyId, async (tx) => (await agents.findAgent(tx, companyId, agentId))?.role_id),

    /** For logging in, and nothing else. */
    credentials: agents.findCredentials,
    passwordHash: agents.findPasswordHash,

    setPassword: (tx: Tx, companyId: string, agentId: string, passwordHash: string): Promise<void> =>
      agents.changeAgent(tx, companyId, agentId, { password_hash: passwordHash, must_change_password: false }),

    /** The same password, hashed anew because the costs have risen. */
    rehashed: (tx: Tx, companyId: string, agentId: string, passwordHash: string): Promise<void> =>
      agents.changeAgent(tx, companyId, agentId, { password_hash: passwordHash }),

    loggedIn: (tx: Tx, companyId: string, agentId: string, at: Date): Promise<void> =>
      agents.changeAgent(tx, companyId, agentId, { last_login_at: at }),
  }
}
export type TeamQueries = ReturnType<typeof createTeamQueries>
