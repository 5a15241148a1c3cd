export interface Pace {
  /** Whether who comes under this key now has come often enough in this minute. */
  isSpent(key: string): boolean
  count(key: string): void
  /** Until the next minute begins, in whole seconds: what a refusal says. */
  retryAfter(): number
}

const minuteMs = 60_000
/** A flood from everywhere costs what it asks for, not memory. */
const maxKeys = 50_000

/** So many a minute for each key, on this node: enough to spare its database, and to make guessing hopeless. */
export function createPace({ perMinute, now }: { readonly perMinute: number; readonly now: () => Date }): Pace {
  const counts = new Map<string, number>()
  let minute = 0

  function ofThisMinute(): Map<string, number> {
    const current = Math.floor(now().getTime() / minuteMs)
    if (current !== minute || counts.size >= maxKeys) {
      minute = current
      counts.clear()
    }
    return counts
  }

  return {
    isSpent: (key) => (ofThisMinute().get(key) ?? 0) >= perMinute,
    count: (key) => void ofThisMinute().set(key, (counts.get(key) ?? 0) + 1),
    retryAfter: () => Math.ceil((minuteMs - (now().getTime() % minuteMs)) / 1_000),
  }
}
