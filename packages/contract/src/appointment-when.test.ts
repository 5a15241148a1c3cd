import { expect, it } from 'vitest'
import { whenOf } from './appointment-when.ts'

const now = new Date('2026-11-26T00:00:00Z')

it('a time on a card is that of the company, in the words of the reader', () => {
  expect(whenOf('2026-11-28T01:30:00Z', 'Asia/Shanghai', 'zh-CN', now)).toMatchObject({
    date: '11月28日',
    weekday: '周六',
    time: '09:30',
  })
  expect(whenOf('2026-11-28T01:30:00Z', 'America/New_York', 'en-US', now)).toMatchObject({
    date: 'Nov 27',
    weekday: 'Fri',
    time: '20:30',
  })
})

it('another year is named, and midnight begins a day', () => {
  expect(whenOf('2026-12-31T16:00:00Z', 'Asia/Shanghai', 'en-US', now)).toMatchObject({
    date: 'Jan 1, 2027',
    time: '00:00',
  })
})

it('the zone is named to who is in another one, and to nobody else', () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(whenOf('2026-11-28T01:30:00Z', here, 'en-US', now).zone).toBe('')
  // No two zones of the list have one clock: the reader is in one of them at most.
  const zones = ['Asia/Shanghai', 'America/New_York'].map(
    (zone) => whenOf('2026-11-28T01:30:00Z', zone, 'en-US', now).zone,
  )
  expect(zones.filter(Boolean)).not.toEqual([])
})
