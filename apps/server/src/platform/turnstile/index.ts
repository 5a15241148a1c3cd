/** Does the work when it is its turn; throws the refusal instead when too many wait. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>

export interface TurnstileLimits {
  readonly atOnce: number
  readonly maxWaiting: number
  readonly refusal: () => Error
}

/** Lets so many in at once; the rest wait in order, and beyond `maxWaiting` are refused at once. */
export function createTurnstile(limits: TurnstileLimits): Turnstile {
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

/** A turnstile for each key, as long as somebody is at it. */
export function createTurnstiles(limits: TurnstileLimits) {
  const turnstiles = new Map<string, { enter: Turnstile; visitors: number }>()

  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turnstile = turnstiles.get(key) ?? { enter: createTurnstile(limits), visitors: 0 }
    turnstiles.set(key, turnstile)
    turnstile.visitors += 1
    try {
      return await turnstile.enter(work)
    } finally {
      turnstile.visitors -= 1
      if (turnstile.visitors === 0) turnstiles.delete(key)
    }
  }
}
