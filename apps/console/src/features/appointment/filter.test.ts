import { expect, it } from 'vitest'
import { askedFor } from './asked.ts'
import { filterOf, isNarrowed } from './filter.ts'

const shanghai = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
// A Friday; in New York it is still Thursday.
const now = new Date('2026-11-27T01:20:30Z')

it('the days of the list are those of the company', () => {
  expect(askedFor({ day: 'today' }, shanghai, now)).toEqual({
    from: '2026-11-26T16:00:00.000Z',
    until: '2026-11-27T16:00:00.000Z',
  })
  expect(askedFor({ day: 'tomorrow' }, { locale: 'en-US', timeZone: 'America/New_York' }, now)).toEqual({
    from: '2026-11-27T05:00:00.000Z',
    until: '2026-11-28T05:00:00.000Z',
  })
  // From Monday to Sunday.
  expect(askedFor({ day: 'week' }, shanghai, now)).toEqual({
    from: '2026-11-22T16:00:00.000Z',
    until: '2026-11-29T16:00:00.000Z',
  })
  expect(askedFor({ from: '2026-12-01', through: '2026-12-01' }, shanghai, now)).toEqual({
    from: '2026-11-30T16:00:00.000Z',
    until: '2026-12-01T16:00:00.000Z',
  })
})

it('overdue are those that nobody said anything of though their time passed', () => {
  expect(askedFor({ day: 'overdue', state: 'arrived' }, shanghai, now)).toEqual({
    until: '2026-11-27T01:20:00.000Z',
    state: 'made',
  })
})

it('what stands in an address is taken when it can be meant, and left out otherwise', () => {
  expect(
    filterOf({
      day: 'week',
      state: 'gone',
      view: 'mine',
      templateId: 'x',
      words: 1380000,
      from: '2026-1-1',
      sort: 'made',
    }),
  ).toEqual({ day: 'week', view: 'mine', words: '1380000', sort: 'made' })
  expect(isNarrowed({ day: 'week', state: 'made', sort: 'made' })).toBe(false)
  expect(isNarrowed({ words: '王' })).toBe(true)
})
