import { expect, it } from 'vitest'
import { createPace } from './index.ts'

it('lets each come so often in a minute, and again in the next one', () => {
  let at = Date.UTC(2026, 10, 26, 9, 0, 10)
  const pace = createPace({ perMinute: 2, now: () => new Date(at) })
  const come = (key: string) => {
    if (pace.isSpent(key)) return pace.retryAfter()
    pace.count(key)
    return 'in'
  }
  expect(['wang', 'wang', 'wang', 'li'].map(come)).toEqual(['in', 'in', 50, 'in'])
  at += 49_500
  expect(come('wang')).toBe(1)
  at += 500
  expect(come('wang')).toBe('in')
})

it('forgets who came rather than grow without end', () => {
  const pace = createPace({ perMinute: 1, now: () => new Date(0) })
  for (let n = 0; n < 50_001; n++) pace.count(`flood ${n}`)
  expect(pace.isSpent('flood 0')).toBe(false)
  expect(pace.isSpent('flood 50000')).toBe(true)
})
