import type { Locale } from '@youwen/contract'
import { words } from './words.ts'

const dayMs = 86_400_000

export const clock = (at: string, locale: Locale): string =>
  new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false })

/** "Today", "Yesterday", "3月5日 周四", with the year when it is another one. */
export function dayLabel(at: string, locale: Locale, now = new Date()): string {
  const day = new Date(at)
  if (day.toDateString() === now.toDateString()) return words[locale].today
  if (day.toDateString() === new Date(now.getTime() - dayMs).toDateString()) return words[locale].yesterday
  return day.toLocaleDateString(locale, {
    ...(day.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
    month: locale === 'zh-CN' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  })
}

/** `3.4 MB`, as people write sizes: powers of 1024, one decimal below ten. */
export function sizeLabel(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let size = bytes
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  return `${unit && size < 10 ? size.toFixed(1).replace('.0', '') : Math.round(size)} ${units[unit]}`
}
