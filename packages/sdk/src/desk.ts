import type {
  AgentFrameOut,
  AgentState,
  ClassTree,
  Colleague,
  Conversation,
  ConversationMark,
  Mention,
  Message,
  PageView,
  ToldConversation,
  TransferOffer,
} from '@youwen/contract'
import { type QualityRules, usualQualityRules } from '@youwen/contract/quality-of'
import { type AsideOf, messageAside, rowAside } from './desk-aside.ts'
import { afterLate, type HeardOf, hear, heardBehind, isNews } from './desk-heard.ts'
import { afterMessage, newerOf, readUpTo } from './desk-row.ts'
import { isEarlierPage } from './earlier.ts'
import { expect, prepend, receive, startTimeline, type Timeline } from './timeline.ts'

/** What an agent's client knows. Values are never changed: compare by identity. */
export interface Desk {
  /** Null until the server has greeted once. */
  readonly agentId: string | null
  readonly state: AgentState
  /** Mine, those in which I take part, and those that I may take from the queue or the robot. By conversation id. */
  readonly inbox: ReadonlyMap<string, Conversation>
  /** Open conversations of the agents whom I watch, by agent id. */
  readonly watched: ReadonlyMap<string, ReadonlyMap<string, Conversation>>
  /** Agents whom I may watch. */
  readonly watchable: readonly string[]
  /** What I put on conversations for myself; one that is not here has nothing on it. */
  readonly marks: ReadonlyMap<string, ConversationMark>
  readonly classes: ClassTree
  /** What the quality of a conversation is judged by. */
  readonly quality: QualityRules
  /** By agent id; I am among them. */
  readonly colleagues: ReadonlyMap<string, Colleague>
  /** Conversations that are open on the screen, mine or not. */
  readonly opened: ReadonlyMap<string, OpenedConversation>
  /** What visitors have typed and not sent, by conversation id; none is empty. */
  readonly typing: ReadonlyMap<string, string>
  /** Where colleagues named me and I have not read it yet, latest first. */
  readonly mentions: readonly Mention[]
  /** Conversations that colleagues ask me to take over, longest waiting first. */
  readonly offers: readonly TransferOffer[]
  /** What came since rows were told, so that each message is counted once in whatever order it comes. */
  readonly heard: HeardOf
  /** What came of conversations whose row is not here yet, or went a moment ago. */
  readonly aside: AsideOf
}

export interface OpenedConversation {
  readonly conversation: Conversation
  readonly timeline: Timeline
  /** Pages of the visit, oldest first. */
  readonly pages: readonly PageView[]
  /** Agent ids of colleagues who typed here in the last seconds. */
  readonly colleaguesTyping: readonly string[]
}

export const emptyDesk: Desk = {
  agentId: null,
  state: 'offline',
  inbox: new Map(),
  watched: new Map(),
  watchable: [],
  marks: new Map(),
  classes: { classes: [], isRequired: false },
  quality: usualQualityRules,
  colleagues: new Map(),
  opened: new Map(),
  typing: new Map(),
  mentions: [],
  offers: [],
  heard: new Map(),
  aside: new Map(),
}

/** What the desk is after a frame. Who stayed connected ends up with what someone sees who has just reloaded. */
export function applyFrame(desk: Desk, frame: AgentFrameOut): Desk {
  switch (frame.type) {
    case 'welcome':
      return {
        ...desk,
        agentId: frame.agentId,
        state: frame.state,
        inbox: new Map(frame.inbox.map((row) => [row.conversationId, row])),
        // The client asks for them again.
        watched: new Map(),
        watchable: frame.watchable,
        marks: new Map(frame.marks.map((mark) => [mark.conversationId, mark])),
        classes: frame.classes,
        quality: frame.quality ?? usualQualityRules,
        colleagues: new Map(frame.colleagues.map((colleague) => [colleague.agentId, colleague])),
        typing: new Map(),
        // A server of an earlier version tells none.
        mentions: frame.mentions ?? [],
        offers: frame.offers ?? [],
        heard: new Map(),
        aside: new Map(),
      }
    case 'opened': {
      const held = desk.opened.get(frame.conversationId)?.timeline
      const timeline =
        frame.resumed && held
          ? receive(held, frame.messages)
          : startTimeline(frame.conversationId, frame.messages, frame.hasEarlier, frame.conversation.lastSeq)
      const opened = {
        conversation: frame.conversation,
        timeline: expect(timeline, frame.conversation.lastSeq),
        pages: frame.pages,
        colleaguesTyping: [],
      }
      const { readSeq } = frame.conversation
      return withRow({ ...desk, opened: set(desk.opened, frame.conversationId, opened) }, frame.conversation, readSeq)
    }
    case 'message': {
      const { message } = frame
      const { conversationId, body } = message
      if (body.type === 'event' && body.event === 'recalled') desk = withoutMention(desk, body.messageId)
      const counted = rowOf(desk, conversationId)
        ? withCounted(desk, [message])
        : { ...desk, aside: messageAside(desk.aside, message) }
      // What he has sent is no longer what he is about to send.
      return withConversation(
        message.from === 'visitor' ? withoutTyping(counted, conversationId) : counted,
        conversationId,
        {
          opened: (opened) => ({
            ...opened,
            timeline: receive(opened.timeline, [message]),
            colleaguesTyping: opened.colleaguesTyping.filter((agentId) => agentId !== message.senderId),
          }),
        },
      )
    }
    case 'messages': {
      const { messages, hasEarlier } = frame
      const { lastSeq = 0 } = rowOf(desk, frame.conversationId) ?? {}
      // What is behind the row is told by itself.
      const late = messages.filter(({ seq }) => seq <= lastSeq)
      return withConversation(withCounted(desk, late), frame.conversationId, {
        opened: (opened) => ({
          ...opened,
          timeline: isEarlierPage(frame.id)
            ? prepend(opened.timeline, messages, hasEarlier)
            : receive(opened.timeline, messages),
        }),
      })
    }
    case 'conversation':
      return withRow(desk, frame.conversation, frame.readSeqs[desk.agentId ?? ''] ?? 0)
    case 'gone': {
      const row = desk.inbox.get(frame.conversationId)
      return {
        ...desk,
        aside: row ? rowAside(desk.aside, row, desk.heard.get(frame.conversationId)) : desk.aside,
        inbox: without(desk.inbox, frame.conversationId),
        watched: watchedAfter(desk.watched, frame.conversationId, null),
        typing: without(desk.typing, frame.conversationId),
        heard: without(desk.heard, frame.conversationId),
      }
    }
    case 'watched': {
      const rows = frame.conversations.map((row) => [row.conversationId, row] as const)
      return {
        ...desk,
        watched: set(desk.watched, frame.agentId, new Map(rows)),
        heard: rows.reduce((heard, [id]) => without(heard, id), desk.heard),
      }
    }
    case 'mark': {
      const { mark } = frame
      const isBare = !mark.isPinned && !mark.isUnread
      const marks = isBare ? without(desk.marks, mark.conversationId) : set(desk.marks, mark.conversationId, mark)
      return { ...desk, marks }
    }
    case 'classes':
      return { ...desk, classes: frame.classes }
    case 'quality':
      return { ...desk, quality: frame.rules }
    case 'typing':
      return {
        ...desk,
        typing: frame.text
          ? set(desk.typing, frame.conversationId, frame.text)
          : without(desk.typing, frame.conversationId),
      }
    case 'colleague_typing':
      return withConversation(desk, frame.conversationId, {
        opened: (opened) => ({
          ...opened,
          colleaguesTyping: opened.colleaguesTyping
            .filter((agentId) => agentId !== frame.agentId)
            .concat(frame.agentId),
        }),
      })
    case 'mentioned': {
      const { conversationId, seq } = frame.mention
      const row = desk.inbox.get(conversationId) ?? desk.opened.get(conversationId)?.conversation
      // The note itself was faster, and is read already.
      if (row && row.readSeq >= seq) return desk
      return { ...withoutMention(desk, frame.mention.messageId), mentions: withMention(desk.mentions, frame.mention) }
    }
    case 'transfer_offered': {
      const { offer } = frame
      const others = desk.offers.filter(({ transferId }) => transferId !== offer.transferId)
      return { ...desk, offers: [...others, offer].sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1)) }
    }
    case 'transfer_over':
      return desk.offers.some(({ transferId }) => transferId === frame.transferId)
        ? { ...desk, offers: desk.offers.filter(({ transferId }) => transferId !== frame.transferId) }
        : desk
    case 'read':
      return withConversation(whenRead(desk, frame), frame.conversationId, {
        row: (row) => {
          if (frame.by === 'visitor') return { ...row, visitorReadSeq: Math.max(row.visitorReadSeq, frame.seq) }
          return frame.agentId === desk.agentId ? readUpTo(row, Math.max(row.readSeq, frame.seq)) : row
        },
      })
    case 'colleague':
      return {
        ...desk,
        state: frame.colleague.agentId === desk.agentId ? frame.colleague.state : desk.state,
        colleagues: set(desk.colleagues, frame.colleague.agentId, frame.colleague),
      }
    case 'page':
      return withConversation(desk, frame.conversationId, {
        opened: (opened) => ({
          ...opened,
          pages: opened.pages.some(({ pageViewId }) => pageViewId === frame.page.pageViewId)
            ? opened.pages.map((page) => (page.pageViewId === frame.page.pageViewId ? frame.page : page))
            : opened.pages.concat(frame.page),
        }),
      })
    case 'visitor_name':
      return withConversation(desk, frame.conversationId, { row: (row) => ({ ...row, visitorName: frame.name }) })
    case 'presence':
      return withConversation(
        frame.isVisitorOnline ? desk : withoutTyping(desk, frame.conversationId),
        frame.conversationId,
        {
          row: (row) => ({ ...row, isVisitorOnline: frame.isVisitorOnline }),
        },
      )
    case 'card':
    // They say that something is to be asked for again; no state of the desk.
    case 'ticket':
    case 'ticket_notice':
    case 'appointment':
    case 'appointment_due':
    // Feeds have a model of their own.
    case 'following':
    case 'visitors':
    case 'agents':
    case 'ack':
    case 'refused':
    // Phrases are kept apart (`phrases.ts`): they are as many as everything else together, and change seldom.
    case 'phrases':
    case 'notices':
    case 'apps':
    case 'sensitive_hits':
    case 'pong':
    case 'bye':
      return desk
    default:
      // A newer server may say what this client does not know yet.
      frame satisfies never
      return desk
  }
}

/** Whoever is not among these is watched no more. */
export const watchOnly = (desk: Desk, agentIds: readonly string[]): Desk => ({
  ...desk,
  watched: new Map(Array.from(desk.watched).filter(([agentId]) => agentIds.includes(agentId))),
})

/** A conversation that is no longer shown. */
export const leave = (desk: Desk, conversationId: string): Desk => ({
  ...desk,
  opened: without(desk.opened, conversationId),
})

const withoutTyping = (desk: Desk, conversationId: string): Desk => ({
  ...desk,
  typing: without(desk.typing, conversationId),
})

const withoutMention = (desk: Desk, messageId: string): Desk =>
  desk.mentions.some((mention) => mention.messageId === messageId)
    ? { ...desk, mentions: desk.mentions.filter((mention) => mention.messageId !== messageId) }
    : desk

const withMention = (mentions: readonly Mention[], mention: Mention): readonly Mention[] => [
  mention,
  ...mentions.filter(({ messageId }) => messageId !== mention.messageId),
]

/** A mention is seen by who has read that far. */
function whenRead(desk: Desk, { by, agentId, conversationId, seq }: Extract<AgentFrameOut, { type: 'read' }>): Desk {
  if (by === 'visitor' || agentId !== desk.agentId) return desk
  const mentions = desk.mentions.filter((mention) => mention.conversationId !== conversationId || mention.seq > seq)
  return mentions.length === desk.mentions.length ? desk : { ...desk, mentions }
}

/** A row belongs into the inbox when it is mine, when I take part in it, or when it is nobody's: it waits, or the robot has it. */
const isInbox = ({ agentId }: Desk, row: Conversation) =>
  row.status === 'queued' ||
  (row.status === 'open' && row.agentId === null) ||
  (row.status === 'open' && agentId !== null && (row.agentId === agentId || row.joinedAgentIds.includes(agentId)))

/** @param readSeq how far I have read it, as far as the server knew when it told the row. */
function withRow(desk: Desk, row: ToldConversation, readSeq: number): Desk {
  const id = row.conversationId
  const aside = desk.aside.get(id)
  const here = rowOf(desk, id)
  const held = here ?? aside?.row
  const heard = here ? desk.heard.get(id) : aside?.heard
  const next = held ? newerOf(held, row, readSeq, heard) : readUpTo(row, readSeq)
  const opened = desk.opened.get(id)
  const told: Desk = {
    ...desk,
    inbox: isInbox(desk, next) ? set(desk.inbox, id, next) : without(desk.inbox, id),
    watched: watchedAfter(desk.watched, id, next),
    // What was put on it went when it ended.
    marks: next.status === 'closed' ? without(desk.marks, id) : desk.marks,
    typing: next.status === 'closed' ? without(desk.typing, id) : desk.typing,
    heard:
      heard && next.lastSeq > row.lastSeq
        ? set(desk.heard, id, heardBehind(heard, row.lastSeq))
        : without(desk.heard, id),
    aside: without(desk.aside, id),
    opened: opened
      ? set(desk.opened, id, { ...opened, conversation: next, timeline: expect(opened.timeline, next.lastSeq) })
      : desk.opened,
  }
  return aside ? withCounted(told, aside.messages) : told
}

/** What was said is counted in its row, each message once: those that come late as well. */
function withCounted(desk: Desk, messages: readonly Message[]): Desk {
  let next = desk
  for (const message of messages) {
    const { conversationId, seq } = message
    const row = rowOf(next, conversationId)
    if (!row || !isNews(next.heard.get(conversationId), row.lastSeq, seq)) continue
    const isLate = seq <= row.lastSeq
    next = withConversation({ ...next, heard: hear(next.heard, message, row.lastSeq) }, conversationId, {
      row: (row) => (isLate ? afterLate(row, message) : afterMessage(row, message, desk.agentId)),
    })
  }
  return next
}

/** Changes a conversation wherever the desk holds it. */
function withConversation(
  desk: Desk,
  conversationId: string,
  change: { row?: (row: Conversation) => Conversation; opened?: (opened: OpenedConversation) => OpenedConversation },
): Desk {
  const row = desk.inbox.get(conversationId)
  const opened = desk.opened.get(conversationId)
  const watched = watchedRow(desk, conversationId)
  const same = <T>(value: T) => value
  const changeRow = change.row ?? same
  const changeOpened = change.opened ?? same
  return {
    ...desk,
    inbox: row && change.row ? set(desk.inbox, conversationId, changeRow(row)) : desk.inbox,
    watched: watched && change.row ? watchedAfter(desk.watched, conversationId, changeRow(watched)) : desk.watched,
    opened: opened
      ? set(desk.opened, conversationId, changeOpened({ ...opened, conversation: changeRow(opened.conversation) }))
      : desk.opened,
  }
}

const rowOf = (desk: Desk, conversationId: string): Conversation | undefined =>
  desk.inbox.get(conversationId) ?? desk.opened.get(conversationId)?.conversation ?? watchedRow(desk, conversationId)

function watchedRow({ watched }: Desk, conversationId: string): Conversation | undefined {
  for (const rows of watched.values()) {
    const row = rows.get(conversationId)
    if (row) return row
  }
  return undefined
}

/** It stands with the agent who has it open, if he is watched, and with nobody else. */
function watchedAfter(watched: Desk['watched'], conversationId: string, row: Conversation | null): Desk['watched'] {
  let next = watched
  for (const [agentId, rows] of Array.from(watched)) {
    const isHis = row !== null && row.status === 'open' && row.agentId === agentId
    if (isHis) next = set(next, agentId, set(rows, conversationId, row))
    else if (rows.has(conversationId)) next = set(next, agentId, without(rows, conversationId))
  }
  return next
}

function set<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value)
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map
  const next = new Map(map)
  next.delete(key)
  return next
}
