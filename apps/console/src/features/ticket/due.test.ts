import { expect, it } from 'vitest'
import { urgencyOf } from './due.ts'

const now = Date.parse('2026-11-22T04:00:00.000Z')
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()

it('a ticket presses when its time is near or over, and not any more once it is done', () => {
  const urgency = (hours: number, state: 'open' | 'in_progress' | 'resolved' | 'closed' = 'open') =>
    urgencyOf({ dueAt: at(hours), state }, now)
  expect([urgency(-1), urgency(0), urgency(3), urgency(24), urgency(200)]).toEqual([
    ...['overdue', 'overdue', 'soon', 'later', 'later'],
  ])
  expect(urgency(-1, 'in_progress')).toBe('overdue')
  expect([urgency(-1, 'resolved'), urgency(-1, 'closed')]).toEqual([null, null])
  expect(urgencyOf({ dueAt: null, state: 'open' }, now)).toBeNull()
})
