import type { RatingForm } from '@youwen/contract'
import { browserStorage, type KeyValueStorage } from './storage.ts'
import type { VisitorClient } from './visitor.ts'

/** What a visitor says of a conversation. */
export interface RatingAnswer {
  readonly stars: number
  readonly tags: readonly string[]
  readonly comment: string
}

export interface RatingOptions {
  readonly client: Pick<VisitorClient, 'request'>
  readonly conversationId: string
  /** For an answer on its way. Left out: the browser's, or memory where it is blocked. */
  readonly storage?: KeyValueStorage
  /** Called when the answer has arrived, or can no longer be given. */
  readonly settled?: () => void
  readonly retryMs?: number
}

/**
 * The rating of one conversation. What was answered is kept over a reload and told again until the server has it: the same
 * answer is one rating, so that repeating does no harm.
 */
export function createRating(options: RatingOptions) {
  const { client, conversationId, storage = browserStorage(), settled, retryMs = 10_000 } = options
  const key = `youwen:rating:${conversationId}`
  const path = `/my/conversations/${conversationId}/rating`
  let given = read()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isUnderway = false
  let isSettled = given === null
  let isClosed = false

  function read(): RatingAnswer | null {
    try {
      const found = JSON.parse(storage.getItem(key) ?? 'null')
      return found && typeof found.stars === 'number' ? found : null
    } catch {
      return null
    }
  }
  function keep(answer: RatingAnswer | null) {
    try {
      if (answer) storage.setItem(key, JSON.stringify(answer))
      else storage.removeItem(key)
    } catch {
      // Then it lives as long as the page.
    }
  }

  function flush() {
    clearTimeout(timer)
    if (!given || isSettled || isUnderway || isClosed) return
    isUnderway = true
    const ended = () => {
      isUnderway = false
      isSettled = true
      keep(null)
      settled?.()
    }
    client.request(path, given).then(ended, (error: { readonly code?: string }) => {
      // Rated already, or nobody asked: there is nothing left to say.
      if (/^(rating|validation)\./.test(error.code ?? '')) return ended()
      isUnderway = false
      if (!isClosed) timer = setTimeout(flush, retryMs)
    })
  }

  flush()
  return {
    /** What was answered on this device; it may still be on its way. */
    get given() {
      return given
    },
    form: () => client.request(path) as Promise<RatingForm>,
    give(answer: RatingAnswer) {
      given = answer
      isSettled = false
      keep(answer)
      flush()
    },
    /** A connection is there again: no need to wait any longer. */
    flush,
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
