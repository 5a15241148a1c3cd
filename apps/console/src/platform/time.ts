/** Moments are shown in the company's time zone, in the reader's language. */
export interface Clock {
  readonly locale: string
  readonly timeZone: string
}

const formats = new Map<string, Intl.DateTimeFormat>()
function format(clock: Clock, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${clock.locale} ${clock.timeZone} ${JSON.stringify(options)}`
  let found = formats.get(key)
  if (!found) {
    // Building one costs a hundred times what using it does.
    found = new Intl.DateTimeFormat(clock.locale, { ...options, timeZone: clock.timeZone })
    formats.set(key, found)
  }
  return found
}

/** `2026-11-22`: equal for moments of one day in that zone. */
export const dayOf = (clock: Clock, at: Date): string =>
  format({ ...clock, locale: 'sv-SE' }, { dateStyle: 'short' }).format(at)

export const timeOf = (clock: Clock, at: Date): string =>
  format(clock, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** Date and time in full, for tooltips and logs. */
export const momentOf = (clock: Clock, at: Date): string =>
  format(clock, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)

/** 11/22 14:05: where the year goes without saying. */
export const minuteOf = (clock: Clock, at: Date): string =>
  format(clock, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

const daysBetween = (clock: Clock, from: Date, to: Date) =>
  Math.round((Date.parse(dayOf(clock, to)) - Date.parse(dayOf(clock, from))) / 86_400_000)

/** 今天, 昨天, 11月20日 周五, 2025年3月1日 – what stands between the messages of two days. */
export function dayLabel(clock: Clock, at: Date, now: Date): string {
  const days = daysBetween(clock, at, now)
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(clock.locale, { numeric: 'auto' }).format(-days, 'day')
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  const isThisYear = dayOf(clock, at).slice(0, 4) === dayOf(clock, now).slice(0, 4)
  return format(clock, {
    ...(isThisYear ? { weekday: 'short' } : { year: 'numeric' }),
    month: isThisYear && clock.locale.startsWith('en') ? 'short' : 'long',
    day: 'numeric',
  }).format(at)
}

/** The short form of a list row: 14:05 today, 昨天, 11/20, 2025/3/1. */
export function shortMoment(clock: Clock, at: Date, now: Date): string {
  const days = daysBetween(clock, at, now)
  if (days === 0) return timeOf(clock, at)
  if (days === 1) return dayLabel(clock, at, now)
  const isThisYear = dayOf(clock, at).slice(0, 4) === dayOf(clock, now).slice(0, 4)
  return format(clock, { month: 'numeric', day: 'numeric', ...(isThisYear ? {} : { year: 'numeric' }) }).format(at)
}

/** `0:07`, `12:40`, `1:02:03`; what lies in the future counts as zero, because clocks differ. */
export function durationOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** `812 B`, `3.4 KB`, `12 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB']
  let value = bytes / 1024
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value < 10 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)} ${units[unit]}`
}
