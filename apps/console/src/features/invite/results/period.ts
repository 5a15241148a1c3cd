import { maxInvitePeriodDays } from '@youwen/contract/limits'

/** `2026-11-26`, both of them in it. */
export interface Period {
  readonly from: string
  readonly through: string
}

export const presets = ['today', 'yesterday', 'week', 'month'] as const
export type Preset = (typeof presets)[number]

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

export const periodOf = (preset: Preset, today: string): Period =>
  ({
    today: { from: today, through: today },
    yesterday: { from: dayAfter(today, -1), through: dayAfter(today, -1) },
    week: { from: dayAfter(today, -6), through: today },
    month: { from: dayAfter(today, -29), through: today },
  })[preset]

export const presetOf = (period: Period, today: string): Preset | undefined =>
  presets.find((preset) => {
    const { from, through } = periodOf(preset, today)
    return from === period.from && through === period.through
  })

/** Days that were typed into an address; undefined where they are none, or more than may be asked for. */
export function periodFrom(search: Record<string, unknown>): Period | undefined {
  const { from, through } = search
  const isDay = (value: unknown): value is string =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
  if (!isDay(from) || !isDay(through) || from > through) return undefined
  return dayAfter(from, maxInvitePeriodDays) > through ? { from, through } : undefined
}
