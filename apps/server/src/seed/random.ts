/** Pseudo-random figures that are the same for the same seed, on every machine. */
export interface Random {
  /** From 0 up to, without, 1. */
  next(): number
  /** A whole number from 0 up to, without, `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** Each entry as often as its weight says. */
  weighted<T>(from: Weighted<T>): T
  /** At least 1, `mean` on average, with a long tail. */
  geometric(mean: number): number
  /** `digits` hexadecimal digits. */
  hex(digits: number): string
  /** A version 7 UUID of that moment. */
  uuid(atMs: number): string
}

export interface Weighted<T> {
  readonly values: readonly T[]
  readonly cumulated: readonly number[]
}

export function weigh<T>(entries: readonly (readonly [weight: number, value: T])[]): Weighted<T> {
  let sum = 0
  return {
    values: entries.map(([, value]) => value),
    cumulated: entries.map(([weight]) => {
      sum += weight
      return sum
    }),
  }
}

/** Marsaglia's xorshift128: fast, and good enough for what only has to look real. */
export function createRandom(seed: number): Random {
  let [a, b, c, d] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 0xb7e15162 | 0]
  const bits = () => {
    const t = a ^ (a << 11)
    a = b
    b = c
    c = d
    d = d ^ (d >>> 19) ^ t ^ (t >>> 8)
    return d >>> 0
  }
  for (let i = 0; i < 32; i++) bits()

  const next = () => bits() / 0x1_0000_0000
  const below = (limit: number) => Math.floor(next() * limit)
  const eight = () => bits().toString(16).padStart(8, '0')
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
    weighted({ values, cumulated }) {
      const at = next() * (cumulated.at(-1) ?? 0)
      let [low, high] = [0, cumulated.length - 1]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((cumulated[middle] ?? 0) > at) high = middle
        else low = middle + 1
      }
      return values[low] as (typeof values)[number]
    },
    geometric: (mean) => (mean <= 1 ? 1 : 1 + Math.floor(Math.log(1 - next()) / Math.log(1 - 1 / mean))),
    hex(digits) {
      let text = ''
      while (text.length < digits) text += eight()
      return text.slice(0, digits)
    },
    uuid(atMs) {
      const time = Math.floor(atMs).toString(16).padStart(12, '0')
      const [x, y, z] = [eight(), eight(), eight()]
      const variant = '89ab'[(Number.parseInt(y[0] ?? '0', 16) & 3) as 0]
      return `${time.slice(0, 8)}-${time.slice(8)}-7${x.slice(0, 3)}-${variant}${y.slice(1, 4)}-${x.slice(3)}${y.slice(4, 7)}${z.slice(0, 4)}`
    },
  }
}
