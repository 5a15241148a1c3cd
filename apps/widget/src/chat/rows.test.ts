import type { ShownMessage } from '@youwen/sdk/shown-message'
import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows.ts'

let count = 0
const said = (from: ShownMessage['from'], minute: number, more: Partial<ShownMessage> = {}): ShownMessage => ({
  id: `m${++count}`,
  conversationId: 'c',
  seq: count,
  from,
  senderId: from === 'agent' ? 'lin' : from,
  body: { type: 'text', text: 'x' },
  at: new Date(2026, 2, 5, 10, minute).toISOString(),
  delivery: { status: 'sent' },
  ...more,
})
const shape = (messages: ShownMessage[]) =>
  rowsOf(messages).map((row) =>
    row.kind === 'group' ? `${row.isMine ? 'mine' : 'theirs'} ${row.messages.length}` : row.kind,
  )

describe('the rows of the list', () => {
  it('put consecutive messages of one sender together', () => {
    expect(shape([said('agent', 0), said('agent', 1), said('visitor', 2), said('agent', 3)])).toEqual([
      'day',
      'theirs 2',
      'mine 1',
      'theirs 1',
    ])
  })

  it('begin a new group after five minutes, and for another agent', () => {
    expect(shape([said('agent', 0), said('agent', 5)])).toEqual(['day', 'theirs 1', 'theirs 1'])
    expect(shape([said('agent', 0), said('agent', 1, { senderId: 'chen' })])).toEqual(['day', 'theirs 1', 'theirs 1'])
  })

  it('give events a line of their own, which ends a group', () => {
    const closed = said('system', 1, { body: { type: 'event', event: 'closed', by: 'agent', agentId: null } })
    expect(shape([said('agent', 0), closed, said('agent', 1)])).toEqual(['day', 'theirs 1', 'event', 'theirs 1'])
  })

  it('name the day wherever it changes', () => {
    const tomorrow = new Date(2026, 2, 6, 0, 1).toISOString()
    const late = new Date(2026, 2, 5, 23, 59).toISOString()
    expect(shape([said('agent', 0, { at: late }), said('agent', 0, { at: tomorrow })])).toEqual([
      'day',
      'theirs 1',
      'day',
      'theirs 1',
    ])
  })

  it('keep their keys while messages are added at the end', () => {
    const messages = [said('agent', 0), said('visitor', 1)]
    const keys = rowsOf(messages).map(({ key }) => key)
    const more = rowsOf([...messages, said('visitor', 2)]).map(({ key }) => key)
    expect(more).toEqual(keys)
  })
})
