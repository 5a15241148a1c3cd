import { expect, test } from 'vitest'
import { groupsReaching, isFor } from './audience.ts'

const group = (groupId: string, parentId: string | null, memberIds: string[], leaderId: string | null = null) => ({
  groupId,
  parentId,
  leaderId,
  memberIds,
})
const groups = [
  group('sales', null, [], 'zhou'),
  group('north', 'sales', ['lin']),
  group('south', 'sales', ['chen']),
  group('support', null, ['chen']),
]

test.each([
  ['lin', ['north', 'sales']],
  ['chen', ['south', 'sales', 'support']],
  ['zhou', ['sales']],
  ['nobody', []],
])('%s is reached through his groups, those that he leads, and those above', (agentId, expected) => {
  expect(groupsReaching(groups, agentId).toSorted()).toEqual(expected.toSorted())
})

test('what is for no group is for everybody', () => {
  expect(isFor(groups, [], 'nobody')).toBe(true)
  expect(isFor(groups, ['sales'], 'lin')).toBe(true)
  expect(isFor(groups, ['north'], 'zhou')).toBe(false)
})
