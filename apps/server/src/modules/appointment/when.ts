const shapes = {
  'zh-CN': { date: { month: 'long', day: 'numeric', weekday: 'short' } },
  'en-US': { date: { month: 'short', day: 'numeric', weekday: 'short' } },
} as const satisfies Record<string, { date: Intl.DateTimeFormatOptions }>
export type Locale = keyof typeof shapes

const yearOf = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric' }).format(at)

/** A moment on the company's clock, as it is said: `12月3日 周四` and `14:30`; with the year where it is another one. */
export function whenSaid(at: Date, { timeZone, locale, now }: { timeZone: string; locale: Locale; now: Date }) {
  const parts = new Intl.DateTimeFormat(locale, {
    ...shapes[locale].date,
    ...(yearOf(at, timeZone) !== yearOf(now, timeZone) && { year: 'numeric' }),
    timeZone,
  }).formatToParts(at)
  const said = parts.map(({ value }) => value).join('')
  const weekday = parts.find(({ type }) => type === 'weekday')?.value ?? ''
  // Chinese puts no space before the day of the week.
  const date = locale === 'zh-CN' ? `${said.replace(weekday, '').trim()} ${weekday}` : said
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
  return { date, time }
}

/** `2026-12-03 14:30`, for spreadsheets. */
export const stampOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
