import { expect, it } from 'vitest'
import { readCount } from './count.ts'
import { createRandom } from './random.ts'
import { createTimeline } from './timeline.ts'

it('makes UUIDs of version 7 that sort by time', () => {
  const random = createRandom(5)
  const ids = [1, 2, 3].map((day) => random.uuid(Date.UTC(2026, 10, day)))
  expect(ids).toEqual([...ids].sort())
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('spreads visits over the days in order, more of them in the evening than at night', () => {
  const until = Date.UTC(2026, 10, 20)
  const momentOf = createTimeline({ count: 10_000, days: 10, untilMs: until })
  const moments = Array.from({ length: 10_000 }, (_, index) => momentOf(index))
  expect(moments.every((ms, index) => index === 0 || ms >= (moments[index - 1] ?? 0))).toBe(true)
  expect(moments[0]).toBeGreaterThan(until - 11 * 86_400_000)
  expect(moments.at(-1)).toBeLessThanOrEqual(until)
  const inHour = (hour: number) => moments.filter((ms) => (new Date(ms).getUTCHours() + 8) % 24 === hour).length
  expect(inHour(21)).toBeGreaterThan(10 * inHour(3))
})

it.each([
  ['10k', 10_000],
  ['1.5M', 1_500_000],
  ['7', 7],
])('reads %s as a count', (text, count) => {
  expect(readCount('--visits', text)).toBe(count)
})

it.each(['', 'many', '-1', '1g'])('refuses %j as a count, and says what it wants', (text) => {
  expect(() => readCount('--visits', text)).toThrow('--visits is a count such as 250, 10k or 1.5m')
})
