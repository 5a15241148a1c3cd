import type { Db } from '../../../platform/db/index.ts'
import * as store from '../store/presence.ts'
import { forgetOldStates } from '../store/state.ts'
import { changeState } from './state.ts'

export interface AgentConnection {
  readonly companyId: string
  readonly agentId: string
  readonly sessionId: string
  readonly connectionId: string
}

export interface PresenceParts {
  readonly db: Db
  readonly nodeId: string
  /** A sweep failed; the next one makes up for it. */
  onTrouble(error: unknown): void
}

const sweepMs = 5_000

/**
 * Who is there. An agent is while a living node holds a connection of his, and for a grace after the last one closed:
 * a row in the database each, so that every node sees the same and a crash leaves nobody online for good.
 */
export function createPresence({ db, nodeId, onTrouble }: PresenceParts) {
  /** Comings and goings that are being written. */
  const writing = new Set<Promise<void>>()
  let sweeping: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const tracked = (work: Promise<void>): Promise<void> => {
    const settled = work.catch(() => {}).finally(() => writing.delete(settled))
    writing.add(settled)
    return work
  }

  const sweep = () =>
    db.all(async (tx) => {
      for (const agent of await store.forgetAbsent(tx)) await changeState(tx, agent, agent.goneAt)
    })

  return {
    connected: ({ companyId, ...connection }: AgentConnection): Promise<void> =>
      tracked(
        db.company(companyId, async (tx) => {
          await store.lockAgent(tx, companyId, connection.agentId)
          const before = await store.stateOf(tx, companyId, connection.agentId)
          await store.insertConnection(tx, companyId, { ...connection, nodeId })
          if (before && !before.isPresent) await changeState(tx, { ...before, isPresent: true })
        }),
      ),

    /** He still counts as there for the grace; the sweep announces it when he does not come back. */
    disconnected: (companyId: string, connectionId: string): Promise<void> =>
      tracked(db.company(companyId, (tx) => store.releaseConnection(tx, companyId, connectionId))),

    /** Announces who is gone by now, on whichever node he was; else this happens every 5 s. */
    sweep,

    forgetOldStates: (): Promise<void> => db.all(forgetOldStates),

    start() {
      timer = setInterval(() => {
        sweeping ??= sweep()
          .catch(onTrouble)
          .finally(() => {
            sweeping = undefined
          })
      }, sweepMs)
    },

    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await sweeping
      await Promise.all(writing)
    },
  }
}
export type Presence = ReturnType<typeof createPresence>
