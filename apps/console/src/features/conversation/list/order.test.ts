import { describe, expect, it } from 'vitest'
import { conversation } from '../testing/things.ts'
import { arrange, linesOf, neighbourOf, unreadOf } from './order.ts'
import { patienceAt } from './waiting.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 8, 0, second)).toISOString()
const said = (second: number) => ({ from: 'visitor' as const, type: 'text' as const, text: '在吗', at: at(second) })

const queued = conversation({ conversationId: 'queued', status: 'queued', agentId: null, startedAt: at(20) })
const asked = conversation({ conversationId: 'asked', waitingSince: at(10), lastMessage: said(10) })
const quiet = conversation({ conversationId: 'quiet', lastMessage: said(30) })
const busy = conversation({ conversationId: 'busy', lastMessage: said(40) })
const ids = (list: readonly { conversationId: string }[]) => list.map((each) => each.conversationId)

describe('the conversation list', () => {
  it('puts whoever waits longest first, queued or mine', () => {
    expect(ids(arrange([queued, asked]).waiting)).toEqual(['asked', 'queued'])
  })

  it('keeps answered conversations below, the latest word first', () => {
    expect(ids(arrange([quiet, busy]).mine)).toEqual(['busy', 'quiet'])
  })

  it('shows a conversation in one group only, and a closed one in none', () => {
    const { waiting, mine } = arrange([
      queued,
      asked,
      quiet,
      conversation({ conversationId: 'over', status: 'closed' }),
    ])
    expect([...ids(waiting), ...ids(mine)]).toEqual(['asked', 'queued', 'quiet'])
  })

  it('moves a conversation down as soon as it is answered', () => {
    expect(ids(arrange([{ ...asked, waitingSince: null }]).mine)).toEqual(['asked'])
  })

  it('never lets rows that are equal swap places', () => {
    const twins = ['b', 'a', 'c'].map((conversationId) => ({ ...quiet, conversationId }))
    expect(ids(arrange(twins).mine)).toEqual(ids(arrange(twins.toReversed()).mine))
  })

  it('counts what is unread, also in a group that is folded away', () => {
    const unread = { ...asked, lastSeq: 7, readSeq: 4 }
    expect(unreadOf(unread)).toBe(3)
    const [head, ...rest] = linesOf(arrange([unread]), new Set(['waiting']))
    expect(head).toEqual({ type: 'group', group: 'waiting', count: 1, unread: 3 })
    expect(rest.some((line) => line.type === 'row')).toBe(false)
  })

  it('says that nobody waits instead of showing an empty group', () => {
    expect(linesOf(arrange([quiet]), new Set())[1]).toEqual({ type: 'hint', group: 'waiting' })
  })

  it('walks through both groups by keyboard and stops at the ends', () => {
    const all = arrange([queued, asked, quiet])
    expect(neighbourOf(all, undefined, 1)).toBe('asked')
    expect(neighbourOf(all, 'queued', 1)).toBe('quiet')
    expect(neighbourOf(all, 'quiet', 1)).toBeUndefined()
    expect(neighbourOf(all, 'asked', -1)).toBeUndefined()
  })
})

describe('the waiting clock', () => {
  it.each([
    [0, 'fresh'],
    [29_999, 'fresh'],
    [30_000, 'amber'],
    [59_999, 'amber'],
    [60_000, 'red'],
  ])('after %i ms it is %s', (waitedMs, patience) => {
    expect(patienceAt(waitedMs)).toBe(patience)
  })
})
