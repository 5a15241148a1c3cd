import type { Group } from '@youwen/contract'
import { expect, it } from 'vitest'
import { treeOf, withinOf } from './group-tree.ts'

const group = (groupId: string, parentId: string | null): Group => ({
  groupId,
  parentId,
  name: groupId,
  leaderId: null,
  memberIds: [],
})

it('shows groups under their parents, and one whose parent is gone at the top', () => {
  const tree = treeOf([group('大客户', '售前'), group('售前', null), group('孤儿', '已删除')])
  expect(tree.map((node) => [node.name, node.children?.map(({ name }) => name)])).toEqual([
    ['售前', ['大客户']],
    ['孤儿', undefined],
  ])
})

it('knows what a group cannot be put into: itself and all below it', () => {
  const groups = [group('c', 'b'), group('b', 'a'), group('a', null), group('x', null)]
  expect([...withinOf(groups, 'a')].sort()).toEqual(['a', 'b', 'c'])
})
