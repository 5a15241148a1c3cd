import type { Logger } from 'pino'
import type { Db } from '../../platform/db/index.ts'
import { conversationsToIndex, type Indexed, index, unindexedOf } from './store/search.ts'
import { wordsToFind } from './words.ts'

/** A turn of the event loop, for whoever is in more of a hurry. */
const breathe = () => new Promise((resolve) => setImmediate(resolve))

/**
 * Makes messages findable some seconds after they were said. Segmenting Chinese takes time, so it waits while messages are
 * queuing to be stored, but not for ever.
 */
export function createIndexer({
  db,
  log,
  isBusy,
  everyMs = 3_000,
  patienceMs = 60_000,
}: {
  db: Db
  log: Logger
  isBusy: () => boolean
  everyMs?: number
  patienceMs?: number
}) {
  const waiting = new Map<string, { companyId: string; conversationId: string; since: number }>()
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  let isStopping = false

  async function indexOne(companyId: string, conversationId: string) {
    for (;;) {
      const rows = await db.company(companyId, (tx) => unindexedOf(tx, companyId, conversationId, 200))
      if (rows.length === 0) return
      const found: Indexed[] = []
      for (const row of rows) {
        found.push({ ...row, words: row.text === '' ? [] : await wordsToFind(row.text) })
        if (found.length % 20 === 0) await breathe()
      }
      await db.company(companyId, (tx) => index(tx, companyId, conversationId, found))
      if (rows.length < 200 || isStopping) return
    }
  }

  async function work() {
    timer = undefined
    for (const [id, { companyId, since }] of [...waiting]) {
      if (isStopping || (isBusy() && Date.now() - since < patienceMs)) break
      waiting.delete(id)
      try {
        await indexOne(companyId, id)
      } catch (error) {
        log.warn({ err: error }, 'messages could not be indexed, trying again')
        waiting.set(id, { companyId, conversationId: id, since })
        break
      }
      await breathe()
    }
    if (waiting.size > 0 && !isStopping) timer ??= setTimeout(start, everyMs)
  }
  const start = () => {
    working = working.then(work)
  }

  return {
    touch(companyId: string, conversationId: string) {
      if (!waiting.has(conversationId)) waiting.set(conversationId, { companyId, conversationId, since: Date.now() })
      timer ??= setTimeout(start, everyMs)
    },
    /** Indexes all that waits, now; for tests and tools. */
    async flush() {
      clearTimeout(timer)
      start()
      await working
    },
    async repair() {
      for (const { companyId, conversationId } of await db.all(conversationsToIndex)) {
        waiting.set(conversationId, { companyId, conversationId, since: Date.now() })
      }
      if (waiting.size > 0) timer ??= setTimeout(start, everyMs)
    },
    async [Symbol.asyncDispose]() {
      isStopping = true
      clearTimeout(timer)
      await working
    },
  }
}
