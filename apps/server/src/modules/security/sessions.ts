import { v7 as uuidv7 } from 'uuid'
import { sha256 } from '../../platform/crypto/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { announce } from './events.ts'
import * as store from './store/sessions.ts'
import { newToken } from './token.ts'

export const sessionLifetimeSeconds = 30 * 24 * 3_600

export interface Origin {
  readonly ip: string
  readonly region: string
  readonly userAgent: string
}

/** Begins and ends sessions. Knows nothing of agents but their ids, so that the team may use it. */
export function createSessions({ db }: { db: Db }) {
  const end = async (tx: Tx, companyId: string, which: store.WhichSessions, reason: string): Promise<number> => {
    const ended = await store.endSessions(tx, companyId, which, reason)
    for (const [agentId, sessions] of Map.groupBy(ended, (session) => session.agentId)) {
      const sessionIds = sessions.map((session) => session.sessionId)
      announce(tx, { type: 'session.ended', companyId, agentId, sessionIds, reason })
    }
    return ended.length
  }

  return {
    /** A new id and a new token, whatever the browser had before. */
    async begin(tx: Tx, companyId: string, agentId: string, origin: Origin) {
      const sessionId = uuidv7()
      const token = newToken(companyId)
      await store.insertSession(tx, companyId, {
        ...origin,
        sessionId,
        agentId,
        tokenHash: sha256(token),
        lifetimeSeconds: sessionLifetimeSeconds,
      })
      return { sessionId, token }
    },

    /** Answers how many it ended. Consoles on open sockets are told `reason` and thrown out within seconds. */
    end,

    /** The shape that the team asks for. */
    endAllOf: async (tx: Tx, companyId: string, agentIds: readonly string[], reason: string): Promise<void> => {
      await end(tx, companyId, { agentIds }, reason)
    },

    /** Asked once in a while for whoever is connected: an ending that was not heard of is noticed here. */
    isLive: (companyId: string, sessionId: string): Promise<boolean> =>
      db.company(companyId, async (tx) => (await store.findLive(tx, companyId, sessionId)) !== undefined),
  }
}
export type Sessions = ReturnType<typeof createSessions>
