import { momentAt } from '../../../platform/calendar/index.ts'

/** `¥1,299.00` is `1299.00`; undefined for what is no amount. */
export function amountIn(cell: string): string | undefined {
  const digits = cell.replace(/[\s,，¥￥$元]/g, '')
  return /^\d{1,12}(\.\d{1,4})?$/.test(digits) ? digits : undefined
}

const day = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/** A day or a moment as people write it, by the company's clock; a day alone is its beginning, or its last second. */
export function momentIn(cell: string, timeZone: string, endOfDay = false): string | undefined {
  const text = cell.trim()
  const [, year, month, date, hour, minute, second] = day.exec(text) ?? []
  if (year === undefined) return undefined
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0')
  const time = hour === undefined && endOfDay ? '23:59:59' : `${two(hour)}:${two(minute)}:${two(second)}`
  const wall = `${year}-${two(month)}-${two(date)}T${time}`
  const shown = new Date(`${wall}Z`)
  // The 31st of November is another day.
  if (Number.isNaN(shown.getTime()) || !shown.toISOString().startsWith(wall)) return undefined
  return momentAt(timeZone, wall).toISOString()
}

/** `云朵沙发 x2；落地灯`: what was ordered, and how many of it. */
export function itemsIn(cell: string): { title: string; quantity: number }[] {
  return cell
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, title, quantity] = /^(.+?)\s*[x×*]\s*(\d{1,6})$/i.exec(part) ?? []
      return { title: title ?? part, quantity: Math.max(1, Number(quantity ?? 1)) }
    })
}
