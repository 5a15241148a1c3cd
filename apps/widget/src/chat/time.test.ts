import { describe, expect, it } from 'vitest'
import { clock, dayLabel, sizeLabel } from './time.ts'

const now = new Date(2026, 2, 5, 10, 0)

describe('times', () => {
  it('name today and yesterday, and the year only when it is another one', () => {
    expect(dayLabel(new Date(2026, 2, 5, 0, 1).toISOString(), 'zh-CN', now)).toBe('今天')
    expect(dayLabel(new Date(2026, 2, 4, 23, 59).toISOString(), 'en-US', now)).toBe('Yesterday')
    expect(dayLabel(new Date(2026, 1, 1).toISOString(), 'zh-CN', now)).toBe('2月1日周日')
    expect(dayLabel(new Date(2025, 1, 1).toISOString(), 'en-US', now)).toContain('2025')
  })

  it('are of 24 hours', () => {
    expect(clock(new Date(2026, 2, 5, 21, 5).toISOString(), 'en-US')).toBe('21:05')
    expect(clock(new Date(2026, 2, 5, 0, 5).toISOString(), 'zh-CN')).toBe('00:05')
  })
})

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_024, '1 KB'],
    [2_480_000, '2.4 MB'],
    [52_428_800, '50 MB'],
  ])('%i bytes are %s', (bytes, label) => expect(sizeLabel(bytes)).toBe(label))
})
