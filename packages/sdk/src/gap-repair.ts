import { missing, type Timeline } from './timeline.ts'

/** Messages that overtake each other need no repair: a hole is asked for when it is still there after this long. */
const graceMs = 100
const answerTimeoutMs = 10_000
const firstRetryMs = 1_000
const maxRetryMs = 30_000

interface Repair {
  readonly id: string
  readonly after: number
  timer: ReturnType<typeof setTimeout>
}

/** Asks for the messages that are missing in any of the timelines, one request a conversation at a time. */
export function createGapRepair({
  timelines,
  send,
}: {
  timelines: () => Iterable<Timeline>
  send: (frame: { type: 'fetch'; id: string; conversationId: string; after: number; before?: number }) => boolean
}) {
  const repairs = new Map<string, Repair>()
  /** Consecutive answers that brought nothing, by conversation. */
  const failures = new Map<string, number>()
  let requests = 0
  let graceTimer: ReturnType<typeof setTimeout> | undefined

  const drop = (conversationId: string) => {
    const repair = repairs.get(conversationId)
    if (repair) clearTimeout(repair.timer)
    repairs.delete(conversationId)
  }

  const holdBack = (conversationId: string, after: number, ms: number) => {
    drop(conversationId)
    const timer = setTimeout(() => {
      repairs.delete(conversationId)
      check()
    }, ms)
    repairs.set(conversationId, { id: '', after, timer })
  }

  const ask = () => {
    graceTimer = undefined
    for (const timeline of timelines()) {
      const { conversationId } = timeline
      const range = missing(timeline)
      if (!range || repairs.has(conversationId)) continue
      const id = `gap-${++requests}`
      if (!send({ type: 'fetch', id, conversationId, ...range })) return
      const timer = setTimeout(() => {
        drop(conversationId)
        check()
      }, answerTimeoutMs)
      repairs.set(conversationId, { id, after: range.after, timer })
    }
  }

  function check() {
    if (graceTimer !== undefined) return
    for (const timeline of timelines()) {
      if (missing(timeline) && !repairs.has(timeline.conversationId)) {
        graceTimer = setTimeout(ask, graceMs)
        return
      }
    }
  }

  const conversationOf = (id: string) => {
    for (const [conversationId, repair] of Array.from(repairs)) if (repair.id === id) return conversationId
    return undefined
  }

  return {
    /** Call after every change of a timeline. */
    check,
    /** Call after the answer was taken in. True when the request was ours. */
    answered(id: string): boolean {
      const conversationId = conversationOf(id)
      if (conversationId === undefined) return false
      const { after } = repairs.get(conversationId) as Repair
      drop(conversationId)
      let isStuck = false
      for (const timeline of timelines()) {
        if (timeline.conversationId === conversationId) isStuck = missing(timeline)?.after === after
      }
      if (isStuck) {
        const failed = failures.get(conversationId) ?? 0
        failures.set(conversationId, failed + 1)
        holdBack(conversationId, after, Math.min(maxRetryMs, firstRetryMs * 2 ** failed))
      } else {
        failures.delete(conversationId)
        check()
      }
      return true
    },
    refused(id: string, retryAfterMs: number | undefined): boolean {
      const conversationId = conversationOf(id)
      if (conversationId === undefined) return false
      holdBack(conversationId, (repairs.get(conversationId) as Repair).after, retryAfterMs ?? maxRetryMs)
      return true
    },
    /** Nothing asked before will be answered any more. */
    reset() {
      clearTimeout(graceTimer)
      graceTimer = undefined
      for (const conversationId of Array.from(repairs.keys())) drop(conversationId)
      failures.clear()
    },
  }
}
