/** Days and times as they hang on the wall of the company, whatever the clock of the browser says. */

/** How far the wall clock is before Greenwich at a moment, in ms. */
function offsetAt(at: number, timeZone: string): number {
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
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return wall - Math.floor(at / 1000) * 1000
}

/** The moment at which that wall clock shows this: `2026-11-28`, `09:30`. */
export function momentAt(day: string, time: string, timeZone: string): string {
  const wall = Date.parse(`${day}T${time}:00Z`)
  // Looked at twice: on the other side of a change of clocks the offset is another.
  const near = wall - offsetAt(wall, timeZone)
  return new Date(wall - offsetAt(near, timeZone)).toISOString()
}

/** `2026-11-28` and so many days after it. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Monday is 0. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

const form = /^(?:上午|早上|下午|晚上|傍晚|中午)?\s*(\d{1,2}?)((?:[:.点时]\s*(?:\d{1,2}分?|半)?|\d{2})?)\s*(?:[ap]m)?$/
const afternoon = /下午|晚上|傍晚|中午|pm/

/** A time as people type it: `9`, `930`, `9:30`, `9.30`, `9点半`, `下午3点`, `3pm`. */
export function readTime(typed: string): string | null {
  const text = typed.trim().toLowerCase().replace('：', ':')
  const [, hours, rest = ''] = form.exec(text) ?? []
  if (hours === undefined) return null
  const isNoon = text.startsWith('中午') && Number(hours) > 9
  const hour =
    (Number(hours) % (text.endsWith('am') ? 12 : 24)) + (afternoon.test(text) && Number(hours) < 12 && !isNoon ? 12 : 0)
  const minute = rest.endsWith('半') ? 30 : Number(rest.replace(/\D/g, ''))
  if (Number(hours) > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
