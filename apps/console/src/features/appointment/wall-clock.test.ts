import { expect, it } from 'vitest'
import { dayAfter, momentAt, readTime, weekdayOf } from './wall-clock.ts'

it.each([
  ['2026-11-28', '09:30', 'Asia/Shanghai', '2026-11-28T01:30:00.000Z'],
  ['2026-11-28', '00:15', 'Asia/Shanghai', '2026-11-27T16:15:00.000Z'],
  ['2026-07-01', '09:00', 'America/New_York', '2026-07-01T13:00:00.000Z'],
  ['2026-12-01', '09:00', 'America/New_York', '2026-12-01T14:00:00.000Z'],
  // The day on which clocks go back, and the one on which they go forward.
  ['2026-11-01', '09:00', 'America/New_York', '2026-11-01T14:00:00.000Z'],
  ['2026-03-08', '01:30', 'America/New_York', '2026-03-08T06:30:00.000Z'],
  ['2026-03-08', '03:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['2026-11-28', '09:30', 'Asia/Kolkata', '2026-11-28T04:00:00.000Z'],
])('%s %s in %s is %s', (day, time, zone, moment) => {
  expect(momentAt(day, time, zone)).toBe(moment)
})

it.each([
  ['9', '09:00'],
  ['14', '14:00'],
  ['930', '09:30'],
  ['1445', '14:45'],
  ['9:30', '09:30'],
  ['9：5', '09:05'],
  ['9.30', '09:30'],
  ['9点', '09:00'],
  ['9点半', '09:30'],
  ['10点15分', '10:15'],
  ['下午3点', '15:00'],
  ['下午3点半', '15:30'],
  ['晚上 7:30', '19:30'],
  ['中午12点', '12:00'],
  ['上午9点', '09:00'],
  ['3pm', '15:00'],
  ['3:15 pm', '15:15'],
  ['12am', '00:00'],
  ['0:00', '00:00'],
])('"%s" typed for a time is %s', (typed, time) => {
  expect(readTime(typed)).toBe(time)
})

it.each(['', '25:00', '9:60', '2490', 'soon', '12345', '9:30:00'])('"%s" is no time', (typed) => {
  expect(readTime(typed)).toBeNull()
})

it('days are counted over the ends of months, and weeks begin on Monday', () => {
  expect(dayAfter('2026-11-30', 1)).toBe('2026-12-01')
  expect(dayAfter('2027-01-01', -1)).toBe('2026-12-31')
  expect(weekdayOf('2026-11-23')).toBe(0)
  expect(weekdayOf('2026-11-29')).toBe(6)
})
