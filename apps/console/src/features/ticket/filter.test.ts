import { expect, it } from 'vitest'
import { filterOf, isNarrowed } from './filter.ts'

it('takes from the address what is a filter, and nothing else', () => {
  const ticketTypeId = '0198a000-0000-4000-8000-000000000001'
  expect(
    filterOf({ view: 'mine', state: 'unfinished', due: 'overdue', sort: 'due', ticketTypeId, words: '退款' }),
  ).toEqual({
    view: 'mine',
    state: 'unfinished',
    due: 'overdue',
    sort: 'due',
    ticketTypeId,
    words: '退款',
  })
  expect(filterOf({ view: 'theirs', state: 7, ticketTypeId: 'x', words: '  ', more: 1 })).toEqual({})
  // The router reads a word of digits as a number.
  expect(filterOf({ words: 12 })).toEqual({ words: '12' })
})

it('a view or an order narrows nothing', () => {
  expect(isNarrowed({ view: 'mine', sort: 'due' })).toBe(false)
  expect(isNarrowed({ due: 'soon' })).toBe(true)
})
