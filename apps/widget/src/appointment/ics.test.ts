import { expect, it } from 'vitest'
import { type CalendarEntry, icsOf } from './ics.ts'

const now = new Date('2026-11-26T05:00:00.123Z')
const entry: CalendarEntry = {
  id: 'tok@kefu.example.com',
  at: '2026-11-28T01:30:00.000Z',
  title: '初诊 · 云州口腔',
  place: '门诊三楼, 皮肤科; 东',
  text: '请带医保卡\n提前 10 分钟到',
  url: 'https://kefu.example.com/appointment/tok',
  reminder: '两小时后有预约',
}
const unfolded = (ics: string) => ics.replace(/\r\n /g, '').split('\r\n')

it('an appointment goes into a calendar at its moment in UTC, with marks and line ends escaped', () => {
  const lines = unfolded(icsOf(entry, now))
  expect(lines).toEqual(
    expect.arrayContaining([
      'DTSTAMP:20261126T050000Z',
      'DTSTART:20261128T013000Z',
      'SUMMARY:初诊 · 云州口腔',
      'LOCATION:门诊三楼\\, 皮肤科\\; 东',
      'DESCRIPTION:请带医保卡\\n提前 10 分钟到',
      'STATUS:CONFIRMED',
      'TRIGGER:-PT2H',
    ]),
  )
})

it('no line of it has more than 75 bytes, and no character is torn', () => {
  const text = `${'预约须知😀'.repeat(60)}\\;`
  const ics = icsOf({ ...entry, text }, now)
  for (const line of ics.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(unfolded(ics)).toContain(`DESCRIPTION:${'预约须知😀'.repeat(60)}\\\\\\;`)
})
