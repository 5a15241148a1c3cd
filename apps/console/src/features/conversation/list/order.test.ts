import type { Conversation } from '@youwen/contract'
import { describe, expect, it } from 'vitest'
import { conversation } from '../testing/things.ts'
import { arrange, type Groups, linesOf, neighbourOf, orderOfTeam, type Remote, unreadOf } from './order.ts'
import { patienceAt } from './waiting.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 8, 0, second)).toISOString()
const said = (second: number) => ({ from: 'visitor' as const, type: 'text' as const, text: '在吗', at: at(second) })

const queued = conversation({ conversationId: 'queued', status: 'queued', agentId: null, startedAt: at(20) })
const asked = conversation({ conversationId: 'asked', waitingSince: at(10), lastMessage: said(10) })
const quiet = conversation({ conversationId: 'quiet', lastMessage: said(30) })
const busy = conversation({ conversationId: 'busy', lastMessage: said(40) })
const drawn = (inbox: readonly Conversation[], more: Partial<Groups> = {}) =>
  linesOf({
    ...arrange(inbox),
    team: [],
    recent: { rows: [], state: 'whole' },
    isFolded: (group) => group === 'recent',
    ...more,
  })
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
    const unread = { ...asked, lastSeq: 9, readSeq: 4, unreadSeqs: [5, 7, 8] }
    expect(unreadOf(unread)).toBe(3)
    const lines = drawn([unread], { isFolded: (group) => group === 'waiting' })
    expect(lines[0]).toEqual({ type: 'group', group: 'waiting', count: 1, unread: 3 })
    expect(lines.some((line) => line.type === 'row')).toBe(false)
  })

  it('says that nobody waits instead of showing an empty group', () => {
    expect(drawn([quiet])[1]).toEqual({ type: 'hint', group: 'waiting' })
  })

  it('keeps what I pinned on top of mine, and leaves who waits where he is', () => {
    const marks = new Map(
      [quiet, asked].map((one) => [
        one.conversationId,
        { conversationId: one.conversationId, isPinned: true, isUnread: false },
      ]),
    )
    const { waiting, mine } = arrange([queued, asked, quiet, busy], marks)
    expect([ids(waiting), ids(mine)]).toEqual([
      ['asked', 'queued'],
      ['quiet', 'busy'],
    ])
  })

  it('has a group for each colleague I watch over, and fetches his rows only when it is unfolded (D1.2)', () => {
    const colleague = {
      agentId: 'a2',
      name: '小陈',
      nickname: '',
      avatarUrl: null,
      groupIds: [],
      state: 'online' as const,
      load: 2,
      capacity: 8,
    }
    const isFolded = (group: string) => group !== 'team' && group !== 'agent a2'
    const outline = (rows: readonly Conversation[] | undefined) =>
      drawn([], { team: [{ colleague, rows }], isFolded }).map((line) => `${line.type} ${line.group}`)
    expect(outline(undefined)).toEqual([
      'group waiting',
      'group mine',
      'group team',
      'group agent a2',
      'loading agent a2',
      'group recent',
    ])
    expect(outline([quiet, busy]).slice(4, 6)).toEqual(['row agent a2', 'row agent a2'])
  })

  it('puts colleagues who are there first, and leaves out who is away and has nothing to do', () => {
    const one = (agentId: string, state: 'online' | 'offline', load: number) => ({
      agentId,
      name: agentId,
      nickname: '',
      avatarUrl: null,
      groupIds: [],
      state,
      load,
      capacity: 8,
    })
    const team = [
      one('gone', 'offline', 0),
      one('left', 'offline', 3),
      one('idle', 'online', 0),
      one('busy', 'online', 5),
    ]
    expect(orderOfTeam(team).map(({ agentId }) => agentId)).toEqual(['busy', 'idle', 'left'])
  })

  it('shows contacts of the last days with their own search, page by page (D1.6)', () => {
    const outline = (recent: Remote) =>
      drawn([], { recent, isFolded: (group) => group !== 'recent' })
        .slice(2)
        .map(({ type }) => type)
    expect(outline({ rows: [], state: 'loading' })).toEqual(['group', 'words', 'loading'])
    expect(outline({ rows: [quiet], state: 'more' })).toEqual(['group', 'words', 'row', 'more'])
    expect(outline({ rows: [], state: 'whole' })).toEqual(['group', 'words', 'hint'])
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
