import { describe, expect, it } from 'vitest'
import { check, type Journal, type Seen } from './checker.ts'

const message = (seq: number, more: Partial<Seen> = {}): Seen => ({
  id: `id-${seq}`,
  label: `v1:${seq}`,
  conversationId: 'c',
  seq,
  ...more,
})
const stored = [message(1), message(2), message(3)]

/** A run in which all went well: three messages of one sender, seen by two readers. */
const calm: Journal = {
  attempts: stored.map(({ id, label }) => ({ id, label, sender: 'v1' })),
  acks: stored,
  views: [
    { reader: 'visitor', messages: stored },
    { reader: 'agent', messages: stored },
  ],
  news: [{ reader: 'agent', messages: stored }],
}
const figures = (journal: Partial<Journal>, database: readonly Seen[] = stored) => {
  const { lost, duplicated, reordered } = check({ ...calm, ...journal }, database)
  return [lost, duplicated, reordered]
}
const agentShows = (...messages: Seen[]) => ({ views: [{ reader: 'agent', messages }] })

describe('the checker', () => {
  it('finds nothing in a run in which all went well', () => {
    expect(check(calm, stored)).toEqual({
      attempted: 3,
      acknowledged: 3,
      read: 3,
      lost: 0,
      duplicated: 0,
      reordered: 0,
      examples: [],
    })
  })

  it('lets what was never acknowledged be missing, and a late reader begin where he came in', () => {
    const attempts = [...calm.attempts, { id: 'id-4', label: 'v1:4', sender: 'v1' }]
    expect(figures({ attempts, ...agentShows(message(2), message(3)) })).toEqual([0, 0, 0])
  })

  it('lets visitors not be shown what agents said among themselves, but nobody else', () => {
    const internal = [message(1), message(2, { isInternal: true }), message(3)]
    const views = (isVisitor: boolean) => [{ reader: 'v', isVisitor, messages: [message(1), message(3)] }]
    expect(figures({ acks: [], views: views(true), news: [] }, internal)).toEqual([0, 0, 0])
    expect(figures({ acks: [], views: views(false), news: [] }, internal)).toEqual([1, 0, 0])
  })

  it.each<[string, Partial<Journal>, readonly Seen[] | undefined, number[]]>([
    ['an acknowledged message that is not stored', {}, [message(1), message(2)], [1, 0, 0]],
    ['a position that nobody holds', { acks: [] }, [message(1), message(3)], [1, 0, 0]],
    ['a message that a reader does not show', agentShows(message(1), message(3)), undefined, [1, 0, 0]],
    ['a last message that a reader was never told', agentShows(message(1), message(2)), undefined, [1, 0, 0]],
    ['a message stored twice under two ids', {}, [...stored, message(4, { label: 'v1:3' })], [1, 1, 0]],
    ['a message shown twice', agentShows(...stored, message(3)), undefined, [0, 1, 0]],
    ['a message told twice', { news: [{ reader: 'agent', messages: [...stored, message(3)] }] }, undefined, [0, 1, 0]],
    ['an id acknowledged for two positions', { acks: [...stored, message(4, { id: 'id-3' })] }, undefined, [0, 1, 0]],
    ['two messages shown in another order', agentShows(message(2), message(1), message(3)), undefined, [0, 0, 2]],
    [
      'news told in another order',
      { news: [{ reader: 'a', messages: [message(2), message(1)] }] },
      undefined,
      [0, 0, 1],
    ],
    [
      'a message that overtook an earlier one of its sender',
      {},
      [message(2, { seq: 1 }), message(1, { seq: 2 }), message(3)],
      [0, 0, 5],
    ],
  ])('finds %s', (_, journal, database, expected) => {
    expect(figures(journal, database)).toEqual(expected)
  })
})
