/**
 * What a filter means, for what a client holds already. The server says the same in SQL; a test holds both to it. Like
 * `limits.ts` this file has no schemas, so that a browser takes nothing else along.
 */
import type { Condition, Filter, FilterField } from './filter.ts'

/** What is known of the one that is looked at; a field that is left out is known of none. */
export interface FilterFacts {
  readonly channel?: string | null
  readonly site?: string | null
  readonly style?: string | null
  readonly agent?: string | null
  readonly status?: string | null
  readonly terminal?: string | null
  readonly source?: string | null
  readonly searchEngine?: string | null
  readonly quality?: string | null
  readonly region?: { readonly country: string; readonly province: string; readonly city: string }
  /** With whatever they stand below. */
  readonly class?: readonly string[]
  readonly classified?: boolean
  readonly card?: boolean
  readonly phone?: boolean
  readonly sensitive?: boolean
  readonly keyword?: string | null
  readonly messages?: number
  readonly startedAt?: string
}

export interface FilterClock {
  readonly now: Date
  /** The company's: where its days begin. */
  readonly timeZone: string
}

/** Latin letters only, so that every database says the same. */
const folded = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

export function matchesFilter(filter: Filter, facts: FilterFacts, clock: FilterClock): boolean {
  if (!('op' in filter)) return meets(filter, facts, clock)
  switch (filter.op) {
    case 'and':
      return filter.of.every((one) => matchesFilter(one, facts, clock))
    case 'or':
      return filter.of.some((one) => matchesFilter(one, facts, clock))
    case 'not':
      return !filter.of.some((one) => matchesFilter(one, facts, clock))
    default:
      return filter.op satisfies never
  }
}

function meets(condition: Condition, facts: FilterFacts, clock: FilterClock): boolean {
  switch (condition.field) {
    case 'keyword':
      return folded(facts.keyword ?? '').includes(folded(condition.contains))
    case 'region':
      return condition.is.some(
        ({ country, province, city }) =>
          facts.region !== undefined &&
          (country === '' || facts.region.country === country) &&
          (province === '' || facts.region.province === province) &&
          (city === '' || facts.region.city === city),
      )
    case 'class':
      return condition.is.some((id) => facts.class?.includes(id))
    case 'classified':
    case 'card':
    case 'phone':
    case 'sensitive':
      return facts[condition.field] === condition.is
    case 'messages': {
      const { messages } = facts
      if (messages === undefined) return false
      return messages >= (condition.min ?? 0) && messages <= (condition.max ?? Number.POSITIVE_INFINITY)
    }
    case 'startedAt': {
      if (facts.startedAt === undefined) return false
      const { from, until } = rangeOf(condition, clock)
      const at = Date.parse(facts.startedAt)
      return (from === undefined || at >= from.getTime()) && (until === undefined || at < until.getTime())
    }
    default: {
      const value = facts[condition.field]
      return value !== undefined && value !== null && (condition.is as readonly string[]).includes(value)
    }
  }
}

/** Which moments a condition on the time means; where it says both, both hold. */
export function rangeOf(
  {
    lastDays,
    from,
    until,
  }: {
    readonly lastDays?: number | undefined
    readonly from?: string | undefined
    readonly until?: string | undefined
  },
  clock: FilterClock,
): { from?: Date; until?: Date } {
  const bounds = [
    ...(from === undefined ? [] : [new Date(from)]),
    ...(lastDays === undefined ? [] : [beginningOf(clock, lastDays)]),
  ]
  return {
    ...(bounds.length > 0 && { from: new Date(Math.max(...bounds.map((bound) => bound.getTime()))) }),
    ...(until !== undefined && { until: new Date(until) }),
  }
}

/** Looked up once for a clock: a list of thousands asks it for each of its rows. */
const beginnings = new WeakMap<FilterClock, Map<number, Date>>()
function beginningOf(clock: FilterClock, lastDays: number): Date {
  const known = beginnings.get(clock) ?? new Map<number, Date>()
  beginnings.set(clock, known)
  const found = known.get(lastDays) ?? dayBefore(clock.now, clock.timeZone, lastDays - 1)
  known.set(lastDays, found)
  return found
}

/** When the day began that was so many days before today, as the clocks of the time zone showed it. */
export function dayBefore(now: Date, timeZone: string, days: number): Date {
  const shown = wallClock(now, timeZone)
  const midnight = Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate() - days)
  // What the zone is off by depends on the moment that is looked for: the second look is right.
  let at = midnight
  for (let look = 0; look < 2; look++) at = midnight - (wallClock(new Date(at), timeZone).getTime() - at)
  return new Date(at)
}

/** What the clock on the wall shows, as if it were UTC; to the second. */
function wallClock(at: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return new Date(Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')))
}

/** Every field that a filter asks about. */
export function fieldsOf(filter: Filter): Set<FilterField> {
  return new Set('op' in filter ? filter.of.flatMap((one) => [...fieldsOf(one)]) : [filter.field])
}
