import { expect, it, test } from 'vitest'
import { daysFrom, type InviteCell, type Judged, resultsOf } from './figures.ts'

const cell = (agentId: string, text: string, day: string, more: Partial<InviteCell> = {}): InviteCell => ({
  agentId,
  text,
  day,
  asked: 0,
  seen: 0,
  accepted: 0,
  refused: 0,
  ignored: 0,
  forced: 0,
  opened: 0,
  conversationIds: [],
  ...more,
})
const judged = new Map<string, Judged>([
  ['good', { quality: 'good', hasPhone: true }],
  ['plain', { quality: 'plain', hasPhone: false }],
  ['silent', { quality: 'invalid', hasPhone: false }],
])
const days = ['2026-11-24', '2026-11-25', '2026-11-26']
const nameOf = (agentId: string) => agentId.toUpperCase()

it('counts the same invitations by agent, by text and by day, and every way comes to the total (D5.2)', () => {
  const results = resultsOf(
    [
      cell('lin', '您好', '2026-11-24', { asked: 4, seen: 3, accepted: 2, conversationIds: ['good', 'silent'] }),
      cell('lin', '在吗', '2026-11-26', { asked: 1, refused: 1, seen: 1 }),
      cell('chen', '您好', '2026-11-26', {
        asked: 3,
        ignored: 3,
        forced: 6,
        opened: 5,
        conversationIds: ['plain', 'gone'],
      }),
    ],
    judged,
    { days, nameOf, texts: 10 },
  )
  const { total, byAgent, byText, byDay } = results
  expect(total).toEqual({
    asked: 8,
    seen: 4,
    accepted: 2,
    refused: 1,
    ignored: 3,
    forced: 6,
    opened: 5,
    conversations: 4,
    valid: 2,
    phones: 1,
  })
  // Who asked most comes first.
  expect(byAgent.map(({ agentName, asked, forced }) => [agentName, asked, forced])).toEqual([
    ['LIN', 5, 0],
    ['CHEN', 3, 6],
  ])
  expect(byText.map(({ text, asked }) => [text, asked])).toEqual([
    ['您好', 7],
    ['在吗', 1],
  ])
  // A day without any is there too.
  expect(byDay.map(({ day, asked }) => [day, asked])).toEqual([
    ['2026-11-24', 4],
    ['2026-11-25', 0],
    ['2026-11-26', 4],
  ])
  for (const way of [byAgent, byText, byDay]) {
    for (const name of Object.keys(total) as (keyof typeof total)[]) {
      expect(
        way.reduce((sum, one) => sum + one[name], 0),
        name,
      ).toBe(total[name])
    }
  }
})

it('sums up the texts that were sent most rarely', () => {
  const cells = ['a', 'b', 'c', 'd'].map((text, index) => cell('lin', text, '2026-11-24', { asked: 9 - index }))
  const { byText } = resultsOf(cells, judged, { days, nameOf, texts: 2 })
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
