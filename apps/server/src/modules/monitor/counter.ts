import type { Logger } from 'pino'
import { dayOf } from '../../platform/calendar/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { TalkStep } from '../conversation/index.ts'
import { countTalk } from './count.ts'
import type { AgentsCounted } from './events.ts'
import * as store from './store.ts'

export interface CounterParts {
  readonly db: Db
  readonly log: Pick<Logger, 'warn'>
  readonly talksOf: (
    tx: Tx,
    companyId: string,
    conversationIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly TalkStep[]>>
  readonly talksSince: (since: Date) => Promise<readonly { companyId: string; conversationId: string }[]>
  readonly timeZoneOf: (companyId: string) => Promise<string>
  readonly now: () => Date
  readonly everyMs?: number
}

const chunk = 200
const dayMs = 86_400_000

/**
 * Counts what agents do, off the path of their messages: a conversation in which something happened is read once for all
 * that happened in it meanwhile. A conversation always comes to the same figures, however often it is counted, so
 * nothing is lost that cannot be found again.
 */
export function createCounter({ db, log, talksOf, talksSince, timeZoneOf, now, everyMs = 1_000 }: CounterParts) {
  let touched = new Map<string, Set<string>>()
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  let isStopped = false

  async function count(companyId: string, conversationIds: readonly string[]): Promise<void> {
    const timeZone = await timeZoneOf(companyId)
    // Older days are over, and their talks forgotten: counting them again would count them twice.
    const firstDay = dayOf(timeZone, new Date(now().getTime() - dayMs))
    await db.company(companyId, async (tx) => {
      await store.lockCounting(tx, companyId)
      const talks = [...(await talksOf(tx, companyId, conversationIds))].flatMap(([conversationId, steps]) =>
        countTalk(steps, (at) => dayOf(timeZone, at))
          .filter(({ day }) => day >= firstDay)
          .map((talk) => ({ ...talk, conversationId })),
      )
      const agentIds = await store.saveTalks(tx, companyId, talks)
      const event: AgentsCounted = { type: 'monitor.counted', companyId, agentIds }
      if (agentIds.length > 0) tx.announce(event)
    })
  }

  async function work() {
    const batch = touched
    touched = new Map()
    for (const [companyId, conversations] of batch) {
      const ids = [...conversations]
      for (let from = 0; from < ids.length; from += chunk) {
        const part = ids.slice(from, from + chunk)
        try {
          await count(companyId, part)
        } catch (error) {
          log.warn({ err: error, conversations: part.length }, 'talks could not be counted, trying again')
          for (const id of part) touch(companyId, id)
        }
      }
    }
  }

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    working = working.then(work)
    return working
  }

  function touch(companyId: string, conversationId: string) {
    if (isStopped) return
    const known = touched.get(companyId) ?? new Set()
    known.add(conversationId)
    touched.set(companyId, known)
    timer ??= setTimeout(() => void flush(), everyMs)
  }

  return {
    /** Something happened in it that may count. */
    touch,
    /** Resolves when all that was touched before is counted. */
    flush,
    /** Finds what a crash left uncounted since then. */
    async repair(since: Date) {
      for (const { companyId, conversationId } of await talksSince(since)) touch(companyId, conversationId)
      await flush()
    },
    /** Counts a day of a company anew from its conversations, whatever was counted before. */
    async recount(companyId: string, day: string) {
      await db.company(companyId, async (tx) => {
        await store.lockCounting(tx, companyId)
        await store.forgetDay(tx, companyId, day)
      })
      const since = new Date(Date.parse(`${day}T00:00:00Z`) - dayMs)
      for (const one of await talksSince(since)) if (one.companyId === companyId) touch(companyId, one.conversationId)
      await flush()
    },
    forgetOld: (): Promise<void> => db.all(store.forgetOldTalks),
    async [Symbol.asyncDispose]() {
      // What fails from here on is found when the next server starts.
      isStopped = true
      await flush()
      clearTimeout(timer)
    },
  }
}
