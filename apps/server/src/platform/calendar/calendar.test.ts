import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { dayOf, momentAt, startOfDay } from './index.ts'

test.each([
  ['Asia/Shanghai', '2026-11-25T15:59:59.999Z', '2026-11-24T16:00:00.000Z'],
  ['Asia/Shanghai', '2026-11-25T16:00:00.000Z', '2026-11-25T16:00:00.000Z'],
  ['UTC', '2026-11-25T23:59:59.999Z', '2026-11-25T00:00:00.000Z'],
  ['America/New_York', '2026-11-25T04:59:00.000Z', '2026-11-24T05:00:00.000Z'],
  // Clocks go forward at two, and back at two.
  ['Europe/Berlin', '2026-03-29T12:00:00.000Z', '2026-03-28T23:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T12:00:00.000Z', '2026-10-24T22:00:00.000Z'],
  // Clocks go forward at midnight: the day begins at one.
  ['Africa/Cairo', '2026-04-24T12:00:00.000Z', '2026-04-23T22:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-25T12:00:00.000Z', '2026-11-24T18:15:00.000Z'],
])('in %s the day of %s began at %s', (timeZone, at, began) =>
  expect(startOfDay(timeZone, new Date(at)).toISOString()).toBe(began),
)

it('is the first moment of the same day, in every zone', () => {
  const zones = ['Asia/Shanghai', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia']
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      (zone, at) => {
        const began = startOfDay(zone, at)
        expect(began.getTime()).toBeLessThanOrEqual(at.getTime())
        expect(dayOf(zone, began)).toBe(dayOf(zone, at))
        expect(dayOf(zone, new Date(began.getTime() - 1))).not.toBe(dayOf(zone, at))
      },
    ),
  )
})

test.each([
  ['Asia/Shanghai', '2026-11-20T10:12:00', '2026-11-20T02:12:00.000Z'],
  ['UTC', '2026-11-20T10:12:00', '2026-11-20T10:12:00.000Z'],
  ['America/New_York', '2026-11-20T10:12:00', '2026-11-20T15:12:00.000Z'],
  ['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
  ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
])('in %s a clock shows %s at %s', (timeZone, wall, at) => expect(momentAt(timeZone, wall).toISOString()).toBe(at))
