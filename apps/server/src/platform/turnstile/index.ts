/** Does the work when it is its turn; throws the refusal instead when too many wait. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>

/** Lets so many in at once; the rest wait in order, and beyond `maxWaiting` are refused at once. */
export function createTurnstile(limits: { atOnce: number; maxWaiting: number; refusal: () => Error }): Turnstile {
  const waiting: (() => void)[] = []
  let inside = 0

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= limits.atOnce) {
      if (waiting.length >= limits.maxWaiting) throw limits.refusal()
      // Whoever leaves hands over his place: `inside` stays.
      await new Promise<void>((enter) => waiting.push(enter))
    } else {
      inside += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
