import { describe, expect, it } from 'vitest'
import { dayLabel, durationOf, shortMoment, sizeOf, timeOf } from './time.ts'

const zh = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
const en = { locale: 'en-US', timeZone: 'Asia/Shanghai' }
const now = new Date('2026-11-22T08:00:00.000Z')

describe('moments', () => {
  it('are told in the time zone of the company', () => {
    expect(timeOf(zh, new Date('2026-11-22T16:05:00.000Z'))).toBe('00:05')
  })

  it.each([
    ['2026-11-22T01:00:00.000Z', '今天', 'Today'],
    ['2026-11-21T15:59:00.000Z', '昨天', 'Yesterday'],
    ['2026-11-20T08:00:00.000Z', '11月20日周五', 'Fri, Nov 20'],
    ['2025-03-01T08:00:00.000Z', '2025年3月1日', 'March 1, 2025'],
  ])('%s is called %s', (iso, chinese, english) => {
    expect(dayLabel(zh, new Date(iso), now)).toBe(chinese)
    expect(dayLabel(en, new Date(iso), now)).toBe(english)
  })

  it('are short in a list', () => {
    expect(shortMoment(zh, new Date('2026-11-22T01:30:00.000Z'), now)).toBe('09:30')
    expect(shortMoment(zh, new Date('2026-11-02T01:30:00.000Z'), now)).toBe('11/2')
    expect(shortMoment(zh, new Date('2025-11-02T01:30:00.000Z'), now)).toBe('2025/11/2')
  })
})

it.each([
  [-5_000, '0:00'],
  [59_999, '0:59'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
])('%i ms last %s', (ms, words) => {
  expect(durationOf(ms)).toBe(words)
})

it.each([
  [812, '812 B'],
  [3_500, '3.4 KB'],
  [1_048_576, '1 MB'],
  [52_428_800, '50 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeOf(bytes)).toBe(words)
})
