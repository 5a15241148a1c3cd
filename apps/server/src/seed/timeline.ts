const hourMs = 3_600_000

/** Visits by hour of the day in Shanghai: few at night, most in the evening. */
const byHour = [2, 1, 1, 1, 1, 2, 4, 8, 14, 20, 24, 24, 20, 18, 20, 22, 22, 20, 18, 22, 28, 30, 22, 10]
const weekendFactor = 1.35

/**
 * Moments for `count` visits within the days before `untilMs`, ascending, denser when people shop. Asked in order.
 */
export function createTimeline({ count, days, untilMs }: { count: number; days: number; untilMs: number }) {
  const fromMs = untilMs - days * 24 * hourMs
  const weights = Array.from({ length: days * 24 }, (_, index) => {
    const local = new Date(fromMs + index * hourMs + 8 * hourMs)
    const isWeekend = local.getUTCDay() === 0 || local.getUTCDay() === 6
    return (byHour[local.getUTCHours()] ?? 1) * (isWeekend ? weekendFactor : 1)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let hour = 0
  let before = 0
  /** The moment of visit `index`, counted from 0. */
  return (index: number): number => {
    const target = ((index + 0.5) / count) * total
    while (hour < weights.length - 1 && before + (weights[hour] ?? 0) <= target) before += weights[hour++] ?? 0
    return fromMs + (hour + (target - before) / (weights[hour] ?? 1)) * hourMs
  }
}
