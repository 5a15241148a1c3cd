import type { Logger } from 'pino'
import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { ConversationChange } from './events.ts'
import { companiesWithQueue, queueOf } from './store/conversation.ts'

/** Somebody may have become free, or nobody may be any more; told by `team`. */
export interface AgentStateChanged {
  readonly type: 'agent.state_changed'
  readonly companyId: string
}

/**
 * Keeps queues moving: gives waiting conversations out as soon as somebody is free, and tells those who wait how many are
 * before them. `drain` and `tell` are asked for at most once at a time for a company.
 */
export function createQueueKeeper({
  db,
  events,
  log,
  drain,
  tellPosition,
  sweepEveryMs = 5_000,
  tellEveryMs = 500,
}: {
  db: Db
  events: Pick<Events, 'on'>
  log: Logger
  drain: (companyId: string) => Promise<unknown>
  tellPosition: (companyId: string, conversationId: string) => Promise<void>
  sweepEveryMs?: number
  tellEveryMs?: number
}) {
  const draining = new Map<string, { promise: Promise<void>; isAskedAgain: boolean }>()
  const telling = new Map<string, NodeJS.Timeout>()
  const told = new Map<string, number>()

  function pull(companyId: string) {
    const running = draining.get(companyId)
    if (running) {
      running.isAskedAgain = true
      return
    }
    const entry = { promise: Promise.resolve(), isAskedAgain: false }
    draining.set(companyId, entry)
    entry.promise = (async () => {
      try {
        do {
          entry.isAskedAgain = false
          await drain(companyId)
        } while (entry.isAskedAgain)
      } catch (error) {
        // The sweep comes back to it.
        log.warn({ err: error }, 'a queue could not be given out')
      } finally {
        draining.delete(companyId)
      }
    })()
  }

  async function tellAll(companyId: string) {
    telling.delete(companyId)
    try {
      const queue = await db.company(companyId, (tx) => queueOf(tx, companyId, 1_000))
      for (const [index, { conversationId }] of queue.entries()) {
        if (told.get(conversationId) === index + 1) continue
        told.set(conversationId, index + 1)
        await tellPosition(companyId, conversationId)
      }
    } catch (error) {
      log.warn({ err: error }, 'queue positions could not be told')
    }
  }
  const tellSoon = (companyId: string) => {
    if (!telling.has(companyId))
      telling.set(
        companyId,
        setTimeout(() => void tellAll(companyId), tellEveryMs),
      )
  }

  const onChange = ({ companyId, conversationId, type, agentId, previousAgentId }: ConversationChange) => {
    if (type !== 'conversation.opened' && previousAgentId === null) {
      told.delete(conversationId)
      tellSoon(companyId)
    }
    if (type === 'conversation.closed' || type === 'conversation.transferred' || agentId === null) pull(companyId)
  }
  events.on<ConversationChange>('conversation.opened', onChange)
  events.on<ConversationChange>('conversation.assigned', onChange)
  events.on<ConversationChange>('conversation.transferred', onChange)
  events.on<ConversationChange>('conversation.requeued', onChange)
  events.on<ConversationChange>('conversation.closed', onChange)
  events.on<AgentStateChanged>('agent.state_changed', ({ companyId }) => pull(companyId))

  let sweeping: Promise<void> | undefined
  const sweep = async () => {
    for (const companyId of await db.all(companiesWithQueue)) pull(companyId)
  }
  const timer = setInterval(() => {
    sweeping ??= sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'queues could not be swept'))
      .finally(() => {
        sweeping = undefined
      })
  }, sweepEveryMs)

  const drained = () => Promise.all([...draining.values()].map((entry) => entry.promise))

  return {
    pull,
    /** Nothing is being given out: whoever still waits could not be given to anybody. */
    async settled() {
      while (draining.size > 0) await drained()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      for (const waiting of telling.values()) clearTimeout(waiting)
      await sweeping
      await drained()
    },
  }
}
