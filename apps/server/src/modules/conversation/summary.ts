import type { Logger } from 'pino'
import type { Db } from '../../platform/db/index.ts'
import { outdatedSummaries, summarize } from './store/summary.ts'

/**
 * Writes the summaries of conversations that were spoken in, once each however much was said meanwhile. They are derived
 * from the messages, so nothing is lost when this never gets to run: `repair` finds what a crash left behind.
 */
export function createSummaries({ db, log, everyMs = 1_000 }: { db: Db; log: Logger; everyMs?: number }) {
  let outdated = new Map<string, { companyId: string; conversationId: string }>()
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function write() {
    timer = undefined
    const now = [...outdated.values()]
    outdated = new Map()
    try {
      // Bounded, so that no transaction holds many rows for long.
      for (let from = 0; from < now.length; from += 500) {
        await db.all((tx) => summarize(tx, now.slice(from, from + 500)))
      }
    } catch (error) {
      log.warn({ err: error, conversations: now.length }, 'summaries could not be written, trying again')
      for (const one of now) outdated.set(one.conversationId, one)
      timer ??= setTimeout(flushSoon, everyMs)
    }
  }

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }
  const flushSoon = () => void flush()

  return {
    /** Its messages have changed. */
    touch(companyId: string, conversationId: string) {
      outdated.set(conversationId, { companyId, conversationId })
      timer ??= setTimeout(flushSoon, everyMs)
    },
    /** Resolves when all that was touched before is written. */
    flush,
    async repair() {
      for (const one of await db.all(outdatedSummaries)) outdated.set(one.conversationId, one)
      await flush()
    },
    async [Symbol.asyncDispose]() {
      await flush()
      clearTimeout(timer)
    },
  }
}
export type Summaries = ReturnType<typeof createSummaries>
