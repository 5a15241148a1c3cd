import type { Conversation } from '@youwen/contract'
import { describe, expect, it } from 'vitest'
import { watchedSince } from './watched-since.ts'

type Mark = Conversation['sensitive'][number]

const row = (sensitive: Mark[], more: Partial<Conversation> = {}) =>
  ({ conversationId: 'c1', agentId: 'me', joinedAgentIds: [], sensitive, ...more }) as unknown as Conversation
const inbox = (...rows: Conversation[]) => new Map(rows.map((one) => [one.conversationId, one]))
const told = (before: Conversation | undefined, after: Conversation) =>
  watchedSince(before ? inbox(before) : inbox(), inbox(after), 'me').flatMap(({ words }) => words)

const refund: Mark = { word: '退款', watched: '退 款' }
const masked: Mark = { word: '混蛋', watched: null }

describe('A11 an agent is told of a word to watch for', () => {
  it('once, however often and in whatever spelling it is said', () => {
    expect(told(row([]), row([refund]))).toEqual(['退款'])
    expect(told(row([refund]), row([refund, { word: '退款', watched: '退款' }]))).toEqual([])
  })
  it('with a conversation that becomes his', () => expect(told(undefined, row([refund]))).toEqual(['退款']))
  it('where he takes part beside a colleague', () => {
    expect(told(undefined, row([refund], { agentId: 'other', joinedAgentIds: ['me'] }))).toEqual(['退款'])
  })
  it('and of nothing else: no other word, nobody else’s conversation', () => {
    expect(told(row([]), row([masked]))).toEqual([])
    expect(told(undefined, row([refund], { agentId: 'other' }))).toEqual([])
    expect(told(undefined, row([refund], { agentId: null }))).toEqual([])
  })
})
