import type { AgentFrameOut } from '@youwen/contract'
import { usualQualityRules } from '@youwen/contract/quality-of'
import { expect, it } from 'vitest'
import { applyFrame, type Desk, emptyDesk } from './desk.ts'
import { agentId, conversationId, message, messages, row, rowFrame, visitorId } from './testing/things.ts'

const colleague = { name: '小林', nickname: '小林', avatarUrl: null, groupIds: [], load: 1, capacity: 10 }
const otherId = '0198a000-0000-4000-8000-0000000000a2'
const welcome = (...inbox: ReturnType<typeof row>[]): AgentFrameOut => ({
  type: 'welcome',
  protocol: 1,
  serverTime: '2026-11-22T08:00:00.000Z',
  agentId,
  state: 'online',
  inbox,
  colleagues: [{ ...colleague, agentId, state: 'online' }],
  mentions: [],
  offers: [],
  marks: [],
  classes: { classes: [], isRequired: false },
  quality: usualQualityRules,
  watchable: [otherId],
})
const opened = (said: number): AgentFrameOut => ({
  type: 'opened',
  conversationId,
  conversation: row({ lastSeq: said, messageCount: said }),
  messages: messages(1, said),
  hasEarlier: false,
  resumed: false,
  pages: [],
})
/** Without what it keeps to count by. */
const shown = ({ heard: _, aside: __, ...desk }: Desk) => desk
const play = (...frames: AgentFrameOut[]): Desk => frames.reduce(applyFrame, emptyDesk)

it('ends up the same for who stayed connected and for who has just reloaded', () => {
  const last = message(3, { from: 'visitor', senderId: visitorId })
  const now = row({
    lastSeq: 3,
    messageCount: 3,
    visitorMessageCount: 1,
    // What came behind it was said before it.
    agentMessageCount: 1,
    lastMessage: { from: 'visitor', type: 'text', text: '第 3 句', at: last.at },
    lastSpokenAt: last.at,
    waitingSince: last.at,
    visitorReadSeq: 3,
    unreadSeqs: [3],
    isVisitorOnline: false,
  })
  const stayed = play(
    welcome(row({ lastSeq: 1, messageCount: 1 })),
    opened(1),
    { type: 'typing', conversationId, text: '请问' },
    { type: 'message', message: last },
    { type: 'messages', id: 'gap-1', conversationId, messages: [message(2), last], hasEarlier: true },
    { type: 'read', conversationId, by: 'visitor', agentId: null, seq: 2 },
    { type: 'presence', conversationId, isVisitorOnline: false },
  )
  const reloaded = play(welcome(now), { ...opened(2), conversation: now } as AgentFrameOut, {
    type: 'message',
    message: last,
  })
  expect(shown(stayed)).toEqual(shown(reloaded))
})

it('shows a waiting conversation until a colleague takes it', () => {
  const waiting = row({ status: 'queued', agentId: null })
  const desk = play(welcome(), rowFrame(waiting))
  expect([...desk.inbox.keys()]).toEqual([conversationId])
  const taken = applyFrame(desk, rowFrame(row({ agentId: visitorId })))
  expect(taken.inbox.size).toBe(0)
  expect(applyFrame(desk, { type: 'gone', conversationId }).inbox.size).toBe(0)
})

it("keeps a colleague's conversation on the screen without listing it as mine", () => {
  const theirs = row({ agentId: visitorId, lastSeq: 1 })
  const desk = play(welcome(), { ...opened(1), conversation: theirs } as AgentFrameOut)
  expect(desk.inbox.size).toBe(0)
  expect(desk.opened.get(conversationId)?.conversation.agentId).toBe(visitorId)
  const mine = applyFrame(desk, rowFrame(row({ lastSeq: 1 })))
  expect(mine.inbox.size).toBe(1)
})

it('follows the state that I am in, wherever I changed it', () => {
  const desk = play(welcome(), { type: 'colleague', colleague: { ...colleague, agentId, state: 'away' } })
  expect(desk.state).toBe('away')
})

it('replaces a page view that ended, and adds a new one', () => {
  const view = {
    pageViewId: visitorId,
    url: 'https://shop.example/',
    title: '首页',
    at: message(1).at,
    durationMs: null,
  }
  const page = (durationMs: number | null): AgentFrameOut => ({
    type: 'page',
    conversationId,
    visitId: visitorId,
    page: { ...view, durationMs },
  })
  const desk = play(welcome(row()), opened(0), page(null), page(9))
  expect(desk.opened.get(conversationId)?.pages).toEqual([{ ...view, durationMs: 9 }])
})

it('calls a visitor by the name he was given, in the list and on the screen (D2.1)', () => {
  const desk = play(welcome(row()), opened(0), { type: 'visitor_name', conversationId, name: '王女士' })
  expect(desk.inbox.get(conversationId)?.visitorName).toBe('王女士')
  expect(desk.opened.get(conversationId)?.conversation.visitorName).toBe('王女士')
  expect(applyFrame(desk, { type: 'card', conversationId, visitorId })).toBe(desk)
})

it('takes a frame of a newer server for nothing', () => {
  const desk = play(welcome())
  expect(applyFrame(desk, { type: 'weather' } as unknown as AgentFrameOut)).toBe(desk)
})

it('shows what a visitor is about to send until he sends it, clears it, leaves, or the conversation is over', () => {
  const typing: AgentFrameOut = { type: 'typing', conversationId, text: '请问' }
  const before = play(welcome(row({ lastSeq: 1 })), typing)
  expect([...before.typing]).toEqual([[conversationId, '请问']])
  const ends: AgentFrameOut[] = [
    { type: 'message', message: message(2, { from: 'visitor', senderId: visitorId }) },
    { ...typing, text: '' },
    { type: 'presence', conversationId, isVisitorOnline: false },
    rowFrame(row({ lastSeq: 1, status: 'closed' })),
  ]
  for (const end of ends) expect(applyFrame(before, end).typing.size).toBe(0)
  expect(applyFrame(before, { type: 'message', message: message(2, { from: 'agent' }) }).typing.size).toBe(1)
})

it('keeps what the last message said when a row comes that is older than it', () => {
  const last = message(3, { from: 'visitor', senderId: visitorId })
  const before = play(welcome(row({ lastSeq: 2 })), { type: 'message', message: last })
  const after = applyFrame(before, rowFrame(row({ lastSeq: 2, visitorName: '王女士' })))
  expect(after.inbox.get(conversationId)).toEqual({ ...before.inbox.get(conversationId), visitorName: '王女士' })
})

it('ends up the same for who stayed connected and for who has just reloaded: notes, mentions, recalls, colleagues (D2.10)', () => {
  const asked = message(1, { from: 'visitor', senderId: visitorId })
  const note = message(2, {
    from: 'colleague',
    senderId: visitorId,
    body: { type: 'note', text: '@小林 看看', mentions: [agentId] },
  })
  const wrong = message(3, { senderId: visitorId })
  const quoting = message(4, {
    from: 'visitor',
    senderId: visitorId,
    body: {
      type: 'text',
      text: '真的吗',
      quote: {
        messageId: wrong.id,
        conversationId,
        seq: 3,
        from: 'agent',
        senderId: visitorId,
        type: 'text',
        text: '第 3 句',
      },
    },
  })
  const recalled = message(5, {
    from: 'system',
    senderId: null,
    body: { type: 'event', event: 'recalled', messageId: wrong.id, by: 'agent', agentId: visitorId, isNote: false },
  })
  const theirs = row({ agentId: visitorId, waitingSince: asked.at, lastSeq: 1, visitorReadSeq: 1 })
  const now = row({
    agentId: visitorId,
    joinedAgentIds: [agentId],
    waitingSince: quoting.at,
    lastSeq: 5,
    visitorReadSeq: 4,
    readSeq: 2,
    lastMessage: { from: 'visitor', type: 'text', text: '真的吗', at: quoting.at },
  })
  const mention = {
    messageId: note.id,
    conversationId,
    seq: 2,
    visitorName: '王女士',
    byAgentId: visitorId,
    text: '@小林 看看',
    at: note.at,
  }
  const told = play(
    welcome(),
    { ...opened(0), conversation: theirs, messages: [asked] } as AgentFrameOut,
    { type: 'message', message: note },
    { type: 'mentioned', mention },
    { type: 'mentioned', mention },
  )
  expect(told.mentions).toEqual([mention])
  // A note is no answer.
  expect(told.opened.get(conversationId)?.conversation).toMatchObject({
    waitingSince: asked.at,
    lastMessage: { type: 'note' },
  })
  const stayed = [
    { type: 'read', conversationId, by: 'agent', agentId, seq: 2 },
    ...[wrong, quoting, recalled].map((each) => ({ type: 'message', message: each })),
    rowFrame(now),
  ].reduce((desk, frame) => applyFrame(desk, frame as AgentFrameOut), told)
  const blank = { ...wrong, body: { type: 'recalled' } }
  const blankQuote = {
    ...quoting.body,
    quote: { ...(quoting.body as { quote: object }).quote, type: 'recalled', text: '' },
  }
  const reloaded = play(welcome(now), {
    ...opened(0),
    conversation: now,
    messages: [asked, note, blank, { ...quoting, body: blankQuote }, recalled],
  } as AgentFrameOut)
  expect(stayed).toEqual(reloaded)
  // In the list while I take part.
  expect(stayed.inbox.size).toBe(1)
  expect(applyFrame(stayed, rowFrame({ ...now, joinedAgentIds: [] })).inbox.size).toBe(0)
})

it('forgets a mention whose note was recalled, and does not show one of a note that I have read', () => {
  const note = message(2, { from: 'colleague', body: { type: 'note', text: '@小林', mentions: [agentId] } })
  const { id: messageId, at } = note
  const mention = { messageId, conversationId, seq: 2, visitorName: '', byAgentId: visitorId, text: '@小林', at }
  const mentioned: AgentFrameOut = { type: 'mentioned', mention }
  const body = { type: 'event', event: 'recalled', messageId, by: 'agent', agentId: visitorId, isNote: true } as const
  const recall: AgentFrameOut = { type: 'message', message: message(3, { from: 'system', senderId: null, body }) }
  const before = play(welcome(row({ lastSeq: 2 })), mentioned)
  expect(before.mentions).toHaveLength(1)
  expect(applyFrame(before, recall).mentions).toEqual([])
  expect(play(welcome(row({ lastSeq: 2, readSeq: 2 })), mentioned).mentions).toEqual([])
})

it('shows a watched agent’s conversations as they come, change and go, like somebody who watches from now on', () => {
  const his = row({ agentId: otherId, lastSeq: 1 })
  const said = message(2, { from: 'visitor', senderId: visitorId })
  const watched = (...conversations: ReturnType<typeof row>[]): AgentFrameOut => ({
    type: 'watched',
    agentId: otherId,
    conversations,
  })
  const stayed = play(
    welcome(),
    watched(),
    rowFrame(his),
    { type: 'message', message: said },
    { type: 'presence', conversationId, isVisitorOnline: false },
  )
  const now = row({
    agentId: otherId,
    lastSeq: 2,
    messageCount: 1,
    visitorMessageCount: 1,
    lastMessage: { from: 'visitor', type: 'text', text: '第 2 句', at: said.at },
    lastSpokenAt: said.at,
    waitingSince: said.at,
    visitorReadSeq: 2,
    unreadSeqs: [2],
    isVisitorOnline: false,
  })
  expect(shown(stayed)).toEqual(shown(play(welcome(), watched(now))))
  // It never was mine.
  expect(stayed.inbox.size).toBe(0)

  const handedOn = applyFrame(stayed, { type: 'gone', conversationId })
  expect(handedOn.watched.get(otherId)?.size).toBe(0)
  const toMe = applyFrame(stayed, rowFrame({ ...now, agentId }))
  expect([toMe.watched.get(otherId)?.size, toMe.inbox.size]).toEqual([0, 1])
  const closed = applyFrame(stayed, rowFrame({ ...now, status: 'closed' }))
  expect(closed.watched.get(otherId)?.size).toBe(0)
})

it('forgets what was put on a conversation when that is taken off or the conversation ends', () => {
  const mark = { conversationId, isPinned: true, isUnread: false }
  const pinned = play(welcome(row()), { type: 'mark', mark })
  expect(pinned.marks.get(conversationId)).toEqual(mark)
  expect(applyFrame(pinned, { type: 'mark', mark: { ...mark, isPinned: false } }).marks.size).toBe(0)
  expect(applyFrame(pinned, rowFrame(row({ status: 'closed' }))).marks.size).toBe(0)
})

it('counts what the visitor said and I have not read: not what happened, and not what others answered', () => {
  const event = { type: 'event', event: 'assigned', agentId, groupId: null } as const
  const from = {
    visitor: { from: 'visitor', senderId: visitorId },
    other: { from: 'agent', senderId: otherId },
  } as const
  const heard = play(
    welcome(row({ lastSeq: 2, unreadSeqs: [1] })),
    { type: 'message', message: message(3, { from: 'system', senderId: null, body: event }) } as AgentFrameOut,
    { type: 'message', message: message(4, from.other) },
    { type: 'message', message: message(5, from.visitor) },
    { type: 'message', message: message(6, from.visitor) },
  )
  const unread = (desk: Desk) => desk.inbox.get(conversationId)?.unreadSeqs
  expect(unread(heard)).toEqual([1, 5, 6])
  const read = (desk: Desk, seq: number) =>
    applyFrame(desk, { type: 'read', conversationId, by: 'agent', agentId, seq })
  expect(unread(read(heard, 5))).toEqual([6])
  // A row that is told to many knows nothing of what I have read.
  const told = rowFrame(row({ lastSeq: 6, unreadSeqs: [1, 5, 6] }))
  expect(unread(applyFrame(read(heard, 5), told))).toEqual([6])
  expect(
    unread(applyFrame(heard, { type: 'message', message: message(7, { from: 'agent', senderId: agentId }) })),
  ).toEqual([])
})

it('shows a conversation that comes back as unread as I left it, and as new to a colleague (D1.3)', () => {
  const now = row({ lastSeq: 6, unreadSeqs: [1, 5, 6] })
  const back = rowFrame(now, { [agentId]: 5, [visitorId]: 6 })
  const left = play(welcome(row({ lastSeq: 6, readSeq: 5, unreadSeqs: [6] })), { type: 'gone', conversationId }, back)
  expect(left.inbox).toEqual(play(welcome({ ...now, readSeq: 5, unreadSeqs: [6] })).inbox)
  expect(play(welcome(), rowFrame(now, { [otherId]: 6 })).inbox).toEqual(play(welcome(now)).inbox)
})

it('misses nothing that is said while its row is on the way, or while the row goes from the queue to me (D1.2)', () => {
  const said = (seq: number): AgentFrameOut => ({
    type: 'message',
    message: message(seq, { from: 'visitor', senderId: visitorId }),
  })
  const last = message(4, { from: 'visitor', senderId: visitorId })
  const now = row({
    lastSeq: 4,
    unreadSeqs: [1, 3, 4],
    messageCount: 3,
    visitorMessageCount: 3,
    visitorReadSeq: 4,
    waitingSince: message(1).at,
    lastMessage: { from: 'visitor', type: 'text', text: '第 4 句', at: last.at },
    lastSpokenAt: last.at,
  })
  const third = message(3)
  const before = row({
    ...now,
    lastSeq: 3,
    unreadSeqs: [1, 3],
    messageCount: 2,
    visitorMessageCount: 2,
    visitorReadSeq: 3,
    lastMessage: { from: 'visitor', type: 'text', text: '第 3 句', at: third.at },
    lastSpokenAt: third.at,
  })
  const seen = (...frames: AgentFrameOut[]) => play(welcome(), ...frames).inbox
  const wanted = seen(rowFrame(now))
  // Its row was put together before the fourth was said, and comes after it.
  expect(seen(said(3), said(4), rowFrame(before))).toEqual(wanted)
  // It waited in the queue; then it is mine.
  const queued = row({ ...before, status: 'queued', agentId: null })
  expect(seen(rowFrame(queued), said(4), { type: 'gone', conversationId }, rowFrame(before))).toEqual(wanted)
  expect(seen(rowFrame(queued), { type: 'gone', conversationId }, said(4), rowFrame(before))).toEqual(wanted)
  // What the row knows already is counted once.
  expect(seen(said(4), rowFrame(now), said(4))).toEqual(wanted)
})

it('counts what was said, also when an event is told after what was said behind it', () => {
  const desk = play(
    welcome(row({ lastSeq: 3, messageCount: 2 })),
    { type: 'message', message: message(5, { from: 'visitor', senderId: visitorId }) },
    rowFrame(row({ lastSeq: 4, messageCount: 2 })),
    {
      type: 'message',
      message: message(4, {
        from: 'system',
        senderId: null,
        body: { type: 'event', event: 'joined', agentId: otherId },
      }),
    },
    { type: 'message', message: message(6, { from: 'visitor', senderId: visitorId }) },
  )
  expect(desk.inbox.get(conversationId)).toMatchObject({ lastSeq: 6, messageCount: 4, visitorMessageCount: 2 })
})

it('counts what its quality is judged by as it is said: agents’ words, not notes nor the robot’s, and when somebody spoke last', () => {
  const said = (seq: number, from: 'agent' | 'robot' | 'colleague') =>
    ({ type: 'message', message: message(seq, { from, senderId: from === 'robot' ? null : agentId }) }) as AgentFrameOut
  const desk = play(welcome(row()), said(1, 'robot'), said(2, 'agent'), said(3, 'agent'), said(4, 'colleague'))
  expect(desk.inbox.get(conversationId)).toMatchObject({ agentMessageCount: 2, lastSpokenAt: message(3).at })
  // A row that is told later, and knows less, takes nothing back.
  const told = applyFrame(desk, rowFrame(row({ lastSeq: 1, agentMessageCount: 0 })))
  expect(told.inbox.get(conversationId)).toMatchObject({ agentMessageCount: 2, lastSpokenAt: message(3).at })
})

it('RT40 judges by what the welcome says, until it is told otherwise', () => {
  const rules = { ...usualQualityRules, good: usualQualityRules.excellent }
  expect(play(welcome()).quality).toEqual(usualQualityRules)
  expect(play(welcome(), { type: 'quality', rules }).quality).toEqual(rules)
})

it('counts what the visitor said just before my own words, though it comes behind them', () => {
  const mine = { type: 'message', message: message(3, { from: 'agent', senderId: agentId }) } as const
  const his = { type: 'message', message: message(2, { from: 'visitor', senderId: visitorId }) } as const
  const figures = (desk: Desk) => {
    const { visitorMessageCount, agentMessageCount, messageCount } = desk.inbox.get(conversationId) ?? row()
    return [visitorMessageCount, agentMessageCount, messageCount]
  }
  const begun = welcome(row({ lastSeq: 1, messageCount: 1, visitorMessageCount: 1 }))
  expect(figures(play(begun, his, mine))).toEqual([2, 1, 3])
  expect(figures(play(begun, mine, his))).toEqual([2, 1, 3])
  // Once, however often it comes and by whatever way.
  expect(figures(play(begun, mine, his, his))).toEqual([2, 1, 3])
  const fetched: AgentFrameOut = {
    type: 'messages',
    id: 'gap',
    conversationId,
    messages: [his.message],
    hasEarlier: true,
  }
  expect(figures(play(begun, mine, fetched, his))).toEqual([2, 1, 3])
  // A row that was told with it has it already; one that was told before has not.
  const told = (lastSeq: number, spoken: number, answered: number) =>
    rowFrame(row({ lastSeq, messageCount: lastSeq, visitorMessageCount: spoken, agentMessageCount: answered }))
  expect(figures(play(begun, mine, told(3, 2, 1), his))).toEqual([2, 1, 3])
  expect(figures(play(begun, mine, told(2, 2, 0), his))).toEqual([2, 1, 3])
  // A note is none of them, also in what came behind the row.
  const note = { type: 'message', message: message(4, { from: 'colleague', senderId: agentId }) } as const
  expect(figures(play(begun, his, mine, note, told(2, 2, 0)))).toEqual([2, 1, 3])
  expect(figures(play(begun, mine, note, told(2, 2, 0), his))).toEqual([2, 1, 3])
  // An event that was jumped over was not said.
  const event = { type: 'event', event: 'joined', agentId } as const
  const joined = { type: 'message', message: message(2, { from: 'system', senderId: null, body: event }) } as const
  expect(figures(play(begun, mine, joined))).toEqual([1, 1, 2])
})

it('ends up the same when a note overtakes what the visitor said, as it can between two servers', () => {
  const said = { type: 'message', message: message(2, { from: 'visitor', senderId: visitorId }) } as const
  const noted = {
    type: 'message',
    message: message(3, { from: 'colleague', senderId: agentId, body: { type: 'note', text: '记一下', mentions: [] } }),
  } as const
  const before = welcome(row({ lastSeq: 1, messageCount: 1, visitorMessageCount: 1, visitorReadSeq: 1, readSeq: 1 }))
  const after = (desk: Desk) => desk.inbox.get(conversationId)
  const inOrder = after(play(before, said, noted))
  expect(inOrder).toMatchObject({ messageCount: 2, visitorMessageCount: 2, visitorReadSeq: 2, lastSeq: 3 })
  expect(after(play(before, noted, said))).toEqual(inOrder)
  // Told once more, as after a reconnect, it is not counted again.
  expect(after(play(before, noted, said, said))).toEqual(inOrder)
})
