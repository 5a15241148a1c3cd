import type { Bus } from '../../platform/bus/index.ts'
import { sha256 } from '../../platform/crypto/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { AgentSaved, TeamQueries } from '../team/index.ts'
import type { PasswordChanged, SessionsEnded } from './events.ts'
import * as store from './store/sessions.ts'
import { companyOfToken } from './token.ts'

const cacheMs = 30_000
const maxCached = 20_000
const touchAfterMs = 5 * 60_000
const subject = 'session.ended'

export interface AuthenticationParts {
  readonly db: Db
  readonly bus: Bus
  readonly events: Events
  readonly team: Pick<TeamQueries, 'identity'>
  readonly now?: () => number
}

export interface Authentication extends Disposable {
  /** Who holds this token; null when it is worth nothing, or no more. */
  authenticate(token: string): Promise<AgentCaller | null>
}

/**
 * Tokens to callers, remembered for half a minute at most. Endings are told to every node at once; the half minute is for
 * a node that did not hear.
 */
export function createAuthentication({ db, bus, events, team, now = Date.now }: AuthenticationParts): Authentication {
  const remembered = new Map<string, { caller: AgentCaller; until: number }>()
  /** Changes whenever something is forgotten: what was read before that is not remembered after it. */
  let forgettings = 0

  const forget = (agentId: string) => {
    forgettings += 1
    for (const [key, { caller }] of remembered) if (caller.agentId === agentId) remembered.delete(key)
  }
  const changed = ({ agentId }: { agentId: string }) => {
    forget(agentId)
    bus.publish(subject, agentId)
  }
  const stops = [
    events.on<SessionsEnded>('session.ended', changed),
    events.on<PasswordChanged>('security.password_changed', changed),
    events.on<AgentSaved>('agent.saved', changed),
    bus.subscribe(subject, forget),
  ]

  const load = (companyId: string, token: string): Promise<AgentCaller | null> =>
    db.company(companyId, async (tx) => {
      const session = await store.findByTokenHash(tx, companyId, sha256(token))
      if (!session) return null
      if (now() - session.last_used_at.getTime() > touchAfterMs) await store.touch(tx, companyId, session.session_id)
      return callerOf(tx, session)
    })

  const callerOf = async (tx: Tx, session: store.SessionRow): Promise<AgentCaller | null> => {
    const identity = await team.identity(tx, session.company_id, session.agent_id)
    if (!identity?.isEnabled) return null
    return {
      kind: 'agent',
      companyId: session.company_id,
      agentId: session.agent_id,
      sessionId: session.session_id,
      name: identity.name,
      permissions: new Set(identity.permissions),
      dataScope: identity.dataScope,
      isOwner: identity.isOwner,
      mustChangePassword: identity.mustChangePassword,
    }
  }

  return {
    async authenticate(token) {
      const companyId = companyOfToken(token)
      if (!companyId) return null
      const key = sha256(token).toString('base64')
      const known = remembered.get(key)
      if (known && known.until > now()) return known.caller
      const before = forgettings
      const caller = await load(companyId, token)
      if (caller && before === forgettings) {
        if (remembered.size >= maxCached) remembered.clear()
        remembered.set(key, { caller, until: now() + cacheMs })
      }
      return caller
    },
    [Symbol.dispose]() {
      for (const stop of stops) stop()
    },
  }
}
