/** The parts of a card's time, as large as they stand on it. */
export interface When {
  /** `11月28日`, `Nov 28`; with the year when it is not this one. */
  readonly date: string
  /** `周六`, `Sat`. */
  readonly weekday: string
  /** `09:30`. */
  readonly time: string
  /** How far that zone is from Greenwich then, where whoever looks is in another one: `GMT+8`; else empty. */
  readonly zone: string
}

const part = (at: Date, locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at)

/** A moment on the clock of the company, in the words of the reader. Nothing in it is younger than browsers of 2017. */
export function whenOf(at: string, timeZone: string, locale: string, now = new Date()): When {
  const moment = new Date(at)
  const isThisYear =
    part(moment, 'en', timeZone, { year: 'numeric' }) === part(now, 'en', timeZone, { year: 'numeric' })
  const minute: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false }
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const full: Intl.DateTimeFormatOptions = { ...minute, day: '2-digit', month: '2-digit' }
  const isElsewhere = part(moment, 'en', timeZone, full) !== part(moment, 'en', here, full)
  const named = isElsewhere ? part(moment, 'en', timeZone, { hour: 'numeric', timeZoneName: 'short' }) : ''
  return {
    date: part(moment, locale, timeZone, {
      month: /^zh/.test(locale) ? 'long' : 'short',
      day: 'numeric',
      ...(!isThisYear && { year: 'numeric' }),
    }),
    weekday: part(moment, locale, timeZone, { weekday: 'short' }),
    // Some browsers call midnight 24.
    time: part(moment, 'en', timeZone, minute).replace(/^24/, '00'),
    zone: named.split(' ').pop() ?? '',
  }
}
