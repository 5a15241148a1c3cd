import type { InviteFigures } from '@youwen/contract'
import { expect, it, test } from 'vitest'
import { daysFrom, figureNames, type InviteCount, resultsOf } from './figures.ts'

const none = Object.fromEntries(figureNames.map((name) => [name, 0])) as InviteFigures
const count = (by: InviteCount['by'], of: string, asked: number, forced = 0): InviteCount => ({
  ...none,
  by,
  of,
  asked,
  forced,
})
const days = ['2026-11-24', '2026-11-25', '2026-11-26']
const nameOf = (agentId: string) => agentId.toUpperCase()

it('who asked most comes first, and a day without any is there too (D5.2)', () => {
  const { total, byAgent, byDay } = resultsOf(
    [
      count('all', '', 8, 6),
      count('agent', 'chen', 3, 6),
      count('agent', 'lin', 5),
      count('day', '2026-11-26', 4, 6),
      count('day', '2026-11-24', 4),
    ],
    { days, nameOf, texts: 10 },
  )
  expect(total).toEqual({ ...none, asked: 8, forced: 6 })
  expect(byAgent.map(({ agentName, asked, forced }) => [agentName, asked, forced])).toEqual([
    ['LIN', 5, 0],
    ['CHEN', 3, 6],
  ])
  expect(byDay.map(({ day, asked }) => [day, asked])).toEqual([
    ['2026-11-24', 4],
    ['2026-11-25', 0],
    ['2026-11-26', 4],
  ])
})

it('sums up the texts that were sent most rarely', () => {
  const counts = ['a', 'b', 'c', 'd'].map((text, index) => count('text', text, 9 - index))
  const { byText } = resultsOf(counts, { days, nameOf, texts: 2 })
  expect(byText.map(({ text, asked }) => [text, asked])).toEqual([
    ['a', 9],
    ['b', 8],
    [null, 13],
  ])
})

test.each([
  ['2026-11-26', '2026-11-26', ['2026-11-26']],
  ['2026-02-27', '2026-03-01', ['2026-02-27', '2026-02-28', '2026-03-01']],
  ['2026-11-26', '2026-11-25', []],
])('the days from %s to %s', (first, last, expected) => expect(daysFrom(first, last)).toEqual(expected))
