/** Days as people in a time zone count them. */

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** What a clock on the wall shows, as if it were UTC, in milliseconds. */
const wallOf = (timeZone: string, at: number): number =>
  Date.parse(`${formatOf(timeZone).format(at).replace(' ', 'T')}Z`)

/** `2026-11-25` */
export const dayOf = (timeZone: string, at: Date): string => formatOf(timeZone).format(at).slice(0, 10)

/** When the day that contains a moment began. Where clocks skip midnight, the first moment after it. */
export function startOfDay(timeZone: string, at: Date): Date {
  const midnight = Date.parse(`${dayOf(timeZone, at)}T00:00:00Z`)
  // The offset at the guess may be another one than at midnight; the second look settles it.
  let guess = midnight - (wallOf(timeZone, at.getTime()) - Math.floor(at.getTime() / 1_000) * 1_000)
  guess -= wallOf(timeZone, guess) - midnight
  // Where midnight does not exist the guess is an hour before the day.
  return new Date(dayOf(timeZone, new Date(guess)) < dayOf(timeZone, at) ? guess + 3_600_000 : guess)
}

/** The moment at which a clock on the wall shows `2026-11-25T14:30:00`. Of an hour that comes twice, the first. */
export function momentAt(timeZone: string, wall: string): Date {
  const shown = Date.parse(`${wall}Z`)
  const guess = shown - (wallOf(timeZone, shown) - shown)
  return new Date(guess - (wallOf(timeZone, guess) - shown))
}
