import type { Me, MonitoredLogin, Session } from '@youwen/contract'
import type { Db, Tx } from '../../platform/db/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { type AgentCaller, notSignedIn } from '../../platform/http/index.ts'
import type { Passwords } from '../../platform/passwords/index.ts'
import type { CompanyDirectory } from '../company/index.ts'
import type { Actor, Identity, TeamQueries } from '../team/index.ts'
import { announce } from './events.ts'
import type { Client } from './login.ts'
import { checkPassword } from './password-rules.ts'
import type { Sessions } from './sessions.ts'
import { insertLogin, type LoginEntry } from './store/logs.ts'
import * as store from './store/sessions.ts'
import type { Throttle } from './throttle.ts'

export interface SecurityServiceParts {
  readonly db: Db
  readonly directory: Pick<CompanyDirectory, 'profile'>
  readonly team: Pick<TeamQueries, 'identity' | 'passwordHash' | 'setPassword'>
  /** Throws unless the actor is set above the agent. */
  readonly checkSubordinate: (tx: Tx, actor: Actor, agentId: string) => Promise<void>
  readonly passwords: Passwords
  readonly sessions: Sessions
  readonly throttle: Throttle
  readonly regionOf: (ip: string) => string
  /** `Chrome 140 · Windows`, of a User-Agent. */
  readonly deviceOf: (userAgent: string) => string
}

export function createSecurityService(parts: SecurityServiceParts) {
  const { db, directory, team, checkSubordinate, passwords, sessions, throttle, regionOf, deviceOf } = parts

  const getIdentity = async (tx: Tx, companyId: string, agentId: string): Promise<Identity> => {
    const identity = await team.identity(tx, companyId, agentId)
    if (!identity) throw notSignedIn()
    return identity
  }

  const writeEnding = async (
    tx: Tx,
    companyId: string,
    agentId: string,
    outcome: LoginEntry['outcome'],
    client: Client,
  ) => {
    const { account } = await getIdentity(tx, companyId, agentId)
    const { ip, userAgent } = client
    await insertLogin(tx, companyId, { account, agentId, outcome, ip, userAgent, region: regionOf(ip) })
  }

  const me = async (companyId: string, agentId: string): Promise<Me> => {
    const company = await directory.profile(companyId)
    if (!company) throw notSignedIn()
    const identity = await db.company(companyId, (tx) => getIdentity(tx, companyId, agentId))
    const { isEnabled: _, permissions, ...self } = identity
    return {
      ...self,
      permissions: [...permissions],
      companyId,
      companyCode: company.code,
      companyName: company.name,
      timeZone: company.timeZone,
    }
  }

  return {
    me,

    logout: ({ companyId, agentId, sessionId }: AgentCaller, client: Client): Promise<void> =>
      db.company(companyId, async (tx) => {
        await sessions.end(tx, companyId, { agentIds: [agentId], onlyId: sessionId }, 'logged_out')
        await writeEnding(tx, companyId, agentId, 'logged_out', client)
      }),

    sessions: async (caller: AgentCaller): Promise<Session[]> => {
      const { companyId, agentId, sessionId } = caller
      const rows = await db.company(companyId, (tx) => store.findLiveOf(tx, companyId, agentId))
      return rows.map((row) => ({
        sessionId: row.session_id,
        isCurrent: row.session_id === sessionId,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at.toISOString(),
        ip: row.ip,
        region: row.region,
        device: deviceOf(row.user_agent),
      }))
    },

    /** Of these agents, or of all: whoever is logged in, where and since when. */
    logins: async (companyId: string, agentIds?: readonly string[]): Promise<ReadonlyMap<string, MonitoredLogin>> => {
      const rows = await db.company(companyId, (tx) => store.findLatest(tx, companyId, agentIds))
      return new Map(
        rows.map(({ agent_id: agentId, created_at: at, ip, region, user_agent: userAgent }) => [
          agentId,
          { at: at.toISOString(), ip, region, device: deviceOf(userAgent) },
        ]),
      )
    },

    endSession: ({ companyId, agentId }: AgentCaller, sessionId: string, client: Client): Promise<void> =>
      db.company(companyId, async (tx) => {
        const ended = await sessions.end(tx, companyId, { agentIds: [agentId], onlyId: sessionId }, 'ended_by_self')
        if (ended === 0) throw notFound('session')
        await writeEnding(tx, companyId, agentId, 'ended', client)
      }),

    /** For somebody who is there and should not be: every session of the agent, with the reason he is told. */
    forceEnd: (actor: AgentCaller, agentId: string, reason: string, client: Client): Promise<void> =>
      db.company(actor.companyId, async (tx) => {
        await checkSubordinate(tx, actor, agentId)
        const ended = await sessions.end(tx, actor.companyId, { agentIds: [agentId] }, reason)
        if (ended > 0) await writeEnding(tx, actor.companyId, agentId, 'ended', client)
      }),

    /** The session it is done in goes on; all others end. */
    async changePassword(
      caller: AgentCaller,
      request: { current: string; next: string },
      client: Client,
    ): Promise<void> {
      const { companyId, agentId, sessionId } = caller
      // Who holds a stolen session could guess here; he is slowed down as at the front door.
      const attempt = { companyCode: companyId, account: `password of ${agentId}`, ip: client.ip, isKnownAddress: true }
      await throttle.enter(attempt)
      const current = await db.company(companyId, (tx) => team.passwordHash(tx, companyId, agentId))
      if (!(await passwords.matches(request.current, current))) {
        const title = 'This is not your current password.'
        throw new Refusal('invalid', 'security.password_wrong', title, {
          fields: [{ path: 'current', code: 'wrong', title }],
        })
      }
      await throttle.succeeded(attempt)
      const { account, name, companyCode } = await me(companyId, agentId)
      checkPassword(request.next, [account, name, companyCode])
      if (request.next === request.current) {
        const title = 'The new password is the old one.'
        throw new Refusal('invalid', 'security.password_same', title, {
          fields: [{ path: 'next', code: 'same', title }],
        })
      }
      const passwordHash = await passwords.hash(request.next)
      await db.company(companyId, async (tx) => {
        await team.setPassword(tx, companyId, agentId, passwordHash)
        await sessions.end(tx, companyId, { agentIds: [agentId], exceptId: sessionId }, 'password_changed')
        announce(tx, { type: 'security.password_changed', companyId, agentId })
      })
    },
  }
}
