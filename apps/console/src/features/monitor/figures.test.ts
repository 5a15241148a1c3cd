import type { MonitoredAgent } from '@youwen/contract'
import { expect, it, test } from 'vitest'
import { compareAgents, timesOf } from './figures.ts'

const agent = (more: Partial<MonitoredAgent> = {}): MonitoredAgent => ({
  agentId: 'a',
  name: '小林',
  nickname: '小林',
  avatarUrl: null,
  groupIds: [],
  capacity: 10,
  state: 'online',
  since: '2026-11-25T08:00:00.000Z',
  onlineMs: 60_000,
  busyMs: 10_000,
  login: null,
  load: 0,
  conversations: 0,
  firstResponseMs: null,
  responseMs: null,
  rating: null,
  ...more,
})
const later = Date.parse('2026-11-25T08:01:30.000Z')

test.each([
  ['online', 150_000, 10_000],
  ['away', 150_000, 10_000],
  ['invisible', 150_000, 10_000],
  ['busy', 150_000, 100_000],
  ['offline', 60_000, 10_000],
] as const)('while %s the clock adds what runs', (state, onlineMs, busyMs) =>
  expect(timesOf(agent({ state }), later)).toMatchObject({ onlineMs, busyMs, inStateMs: 90_000 }),
)

it('has who is there, and has most to do, first', () => {
  const all = [
    agent({ agentId: 'a', state: 'offline', load: 9 }),
    agent({ agentId: 'b', load: 1 }),
    agent({ agentId: 'c', load: 5 }),
    agent({ agentId: 'd', state: 'busy', load: 7 }),
  ]
  expect(
    all
      .toSorted(compareAgents)
      .map(({ agentId }) => agentId)
      .join(''),
  ).toBe('cbda')
})
