import type { Filter } from '@youwen/contract'
import { expect, it } from 'vitest'
import { draftOf, filterOf, withChip } from './draft.ts'

const mobile: Filter = { field: 'terminal', is: ['mobile'] }
const baidu: Filter = { field: 'searchEngine', is: ['baidu'] }

it.each<[string, Filter | undefined]>([
  ['no filter', undefined],
  ['one condition', mobile],
  ['what must not be', { op: 'not', of: [mobile] }],
  ['several that all hold', { op: 'and', of: [mobile, { op: 'not', of: [baidu] }] }],
  ['one of several', { op: 'or', of: [mobile, baidu] }],
])('shows %s as chips, and means the same again', (_, filter) => {
  const draft = draftOf(filter)
  expect(draft && filterOf(draft)).toEqual(filter)
})

it('does not pretend to show what chips cannot say', () => {
  expect(draftOf({ op: 'and', of: [mobile, { op: 'or', of: [mobile, baidu] }] })).toBeUndefined()
  expect(draftOf({ op: 'not', of: [mobile, baidu] })).toBeUndefined()
})

it('changes, adds and takes out a chip in its place', () => {
  const draft = { op: 'and' as const, chips: [{ condition: mobile, isNot: false }] }
  const added = withChip(draft, 1, { condition: baidu, isNot: true })
  expect(filterOf(added)).toEqual({ op: 'and', of: [mobile, { op: 'not', of: [baidu] }] })
  expect(filterOf(withChip(added, 0, undefined))).toEqual({ op: 'not', of: [baidu] })
})
