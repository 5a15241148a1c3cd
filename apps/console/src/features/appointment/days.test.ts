import type { AppointmentRow } from '@youwen/contract'
import { expect, it } from 'vitest'
import { daysOf } from './days.ts'

const row = (appointmentId: string, at: string) => ({ appointmentId, at }) as AppointmentRow

it('appointments stand under the days of the company, in their order', () => {
  const rows = [
    row('a', '2026-11-26T15:00:00Z'),
    // Midnight in Shanghai is another day there, and the same one in Greenwich.
    row('b', '2026-11-26T16:00:00Z'),
    row('c', '2026-11-27T15:59:00Z'),
  ]
  const shanghai = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
  expect(daysOf(rows, shanghai).map(({ day, rows }) => [day, rows.map((one) => one.appointmentId)])).toEqual([
    ['2026-11-26', ['a']],
    ['2026-11-27', ['b', 'c']],
  ])
  expect(daysOf(rows, { ...shanghai, timeZone: 'UTC' }).map(({ day }) => day)).toEqual(['2026-11-26', '2026-11-27'])
  expect(daysOf([], shanghai)).toEqual([])
})
