import type { ClassTree } from '@youwen/contract'
import { expect, it } from 'vitest'
import { placeAfterDrop } from './place.ts'

const one = (classId: string, position: number, parentClassId: string | null = null) => ({
  classId,
  parentClassId,
  position,
  name: classId,
  colour: '#112233',
  isRemoved: false,
})
const tree: ClassTree = { classes: [one('a', 0), one('b', 1), one('c', 2), one('b1', 0, 'b')], isRequired: false }

it.each([
  ['behind the last one', 'a', 'c', 1, { parentClassId: null, position: 2 }],
  ['before its neighbour', 'c', 'b', -1, { parentClassId: null, position: 1 }],
  ['into another one', 'a', 'b', null, { parentClassId: 'b', position: 0 }],
  ['out of another one', 'b1', 'a', 1, { parentClassId: null, position: 1 }],
] as const)('a class is dropped %s', (_, moved, onto, index, place) => {
  expect(placeAfterDrop(tree, { moved, onto, index })).toEqual({ classId: moved, ...place })
})

it('a class that is dropped on itself stays where it is', () => {
  expect(placeAfterDrop(tree, { moved: 'a', onto: 'a', index: 1 })).toBeUndefined()
})
