import type { Phrase } from '@youwen/contract'
import { phrasesByParent } from '@youwen/sdk/phrases'
import { describe, expect, it } from 'vitest'
import { linesOf, pathOf } from './lines.ts'
import { placeAt, placeByKey, whereOf } from './place.ts'

const folder = (phraseId: string, folderId: string | null, position: number): Phrase => ({
  kind: 'folder',
  phraseId,
  folderId,
  position,
  title: phraseId,
})
const phrase = (phraseId: string, folderId: string | null, position: number): Phrase => ({
  ...folder(phraseId, folderId, position),
  kind: 'phrase',
  code: '',
  body: { type: 'text', text: phraseId },
  file: null,
})

// a, F(b, G(c), d), e
const all = [
  phrase('e', null, 3),
  phrase('a', null, 1),
  folder('F', null, 2),
  phrase('d', 'F', 9),
  phrase('b', 'F', 1),
  folder('G', 'F', 2.5),
  phrase('c', 'G', 1),
]
const byId = new Map(all.map((each) => [each.phraseId, each]))
const byParent = phrasesByParent({ cursor: '', byId })
const get = (id: string) => byId.get(id) as Phrase

describe('a tree of phrases', () => {
  it('is drawn in order, with what is in open folders', () => {
    const drawn = (open: string[]) =>
      linesOf(byParent, new Set(open)).map(({ phrase, depth }) => `${depth}${phrase.phraseId}`)
    expect(drawn([])).toEqual(['0a', '0F', '0e'])
    expect(drawn(['F'])).toEqual(['0a', '0F', '1b', '1G', '1d', '0e'])
    expect(drawn(['F', 'G'])).toEqual(['0a', '0F', '1b', '1G', '2c', '1d', '0e'])
    expect(linesOf(byParent, new Set(['F'])).find(({ phrase }) => phrase.phraseId === 'F')?.count).toBe(3)
    expect(pathOf(byId, get('c')).map(({ title }) => title)).toEqual(['F', 'G'])
  })

  it.each([
    ['a', 'e', 'before', { folderId: null, beforeId: 'e' }],
    ['e', 'a', 'after', { folderId: null, beforeId: 'F' }],
    ['a', 'F', 'inside', { folderId: 'F', beforeId: null }],
    ['a', 'd', 'after', { folderId: 'F', beforeId: null }],
    ['G', 'b', 'after', { folderId: 'F', beforeId: 'd' }],
    ['F', 'c', 'before', undefined],
    ['F', 'F', 'inside', undefined],
    ['a', 'e', 'inside', undefined],
  ] as const)('%s dropped at %s (%s)', (moved, target, where, place) => {
    expect(placeAt(byParent, byId, get(moved), get(target), where)).toEqual(place)
  })

  it.each([
    ['a', 'ArrowUp', undefined],
    ['a', 'ArrowDown', { folderId: null, beforeId: 'e' }],
    ['e', 'ArrowUp', { folderId: null, beforeId: 'F' }],
    ['e', 'ArrowRight', { folderId: 'F', beforeId: null }],
    ['F', 'ArrowRight', undefined],
    ['b', 'ArrowLeft', { folderId: null, beforeId: 'e' }],
    ['a', 'ArrowLeft', undefined],
    ['d', 'ArrowRight', { folderId: 'G', beforeId: null }],
  ])('%s moved by Alt + %s', (moved, key, place) => {
    expect(placeByKey(byParent, byId, get(moved), key)).toEqual(place)
  })

  it('is dropped into by the middle of a folder, and between rows by their edges', () => {
    expect([2, 16, 30].map((offset) => whereOf(offset, 32, true))).toEqual(['before', 'inside', 'after'])
    expect([2, 15, 17].map((offset) => whereOf(offset, 32, false))).toEqual(['before', 'before', 'after'])
  })
})
