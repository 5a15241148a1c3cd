import type {
  AgentProfile,
  Message,
  PreviousConversation,
  VisitorConversation,
  VisitorFrameOut,
  VisitorWelcome,
} from '@youwen/contract'
import { isEarlierPage } from './earlier.ts'
import { endOf, expect, prepend, receive, startTimeline, type Timeline } from './timeline.ts'

/** What a visitor's client knows from the server. Values are never changed: compare by identity. */
export interface VisitorModel {
  readonly role: 'page' | 'chat'
  readonly welcome: VisitorWelcome | null
  readonly isStaffed: boolean
  /** The one that goes on, or the last one. */
  readonly conversation: VisitorConversation | null
  /** A visitor reads all that was ever said as one: a timeline each conversation, oldest first. */
  readonly stream: readonly Timeline[]
  readonly hasEarlier: boolean
  readonly agents: ReadonlyMap<string, AgentProfile>
}

export const emptyVisitorModel = (role: 'page' | 'chat'): VisitorModel => ({
  role,
  welcome: null,
  isStaffed: false,
  conversation: null,
  stream: [],
  hasEarlier: false,
  agents: new Map(),
})

export function applyVisitorFrame(model: VisitorModel, frame: VisitorFrameOut): VisitorModel {
  switch (frame.type) {
    case 'welcome':
      return greeted(model, frame)
    case 'message':
      return withMessage(model, frame.message)
    case 'messages': {
      const agents = withAgents(model.agents, frame.agents ?? [])
      if (!isEarlierPage(frame.id)) {
        const stream = take(model.stream, frame.messages)
        return withPrevious({ ...model, agents, stream }, frame.conversationId, frame.previous)
      }
      return {
        ...model,
        agents,
        stream: putBefore(model.stream, frame.messages),
        hasEarlier: frame.hasEarlier,
      }
    }
    case 'conversation':
      return withConversation(model, frame.conversation)
    case 'read': {
      const { conversation } = model
      if (conversation?.conversationId !== frame.conversationId) return model
      return {
        ...model,
        conversation: { ...conversation, agentReadSeq: Math.max(conversation.agentReadSeq, frame.seq) },
      }
    }
    case 'staffed':
      return { ...model, isStaffed: frame.isStaffed }
    // Invitations are drawn by the page, beside the chat.
    case 'invitation':
    case 'ack':
    case 'refused':
    case 'typing':
    case 'pong':
    case 'bye':
      return model
    default:
      // A newer server may say what this client does not know yet.
      frame satisfies never
      return model
  }
}

/** The visitor's own message, durable now. */
export function withOwnMessage(model: VisitorModel, message: Message): VisitorModel {
  const { conversationId, at } = message
  const { stream } = model
  const later = stream.findIndex(({ messages }) => (lastOf(messages)?.at ?? '') > at)
  if (later < 0 || find(stream, conversationId)) return withMessage(model, message)
  // The answer to a repeat: it was said in a conversation that is not loaded, and has its place there, not at the end.
  if (later === 0 && model.hasEarlier) return model
  const own = startTimeline(conversationId, [message], false)
  return { ...model, stream: [...stream.slice(0, later), own, ...stream.slice(later)] }
}

/** The visitor has seen the conversation up to here. */
export function withRead(model: VisitorModel, seq: number): VisitorModel {
  const { conversation } = model
  if (!conversation || seq <= conversation.visitorReadSeq) return model
  return { ...model, conversation: { ...conversation, visitorReadSeq: seq } }
}

/** Messages from our side that the visitor has not seen. */
export function unreadOf(model: VisitorModel): number {
  const { conversation, welcome, role } = model
  if (!conversation || !welcome) return 0
  const { conversationId, visitorReadSeq } = conversation
  // A page is not told old messages, only how many of them are unread.
  const told = role === 'page' && welcome.conversation?.conversationId === conversationId ? welcome.conversation : null
  const from = Math.max(visitorReadSeq, told?.lastSeq ?? 0)
  const isOurs = ({ from, body }: Message) => from !== 'visitor' && body.type !== 'event' && body.type !== 'recalled'
  const arrived = find(model.stream, conversationId)?.messages ?? []
  return (
    arrived.filter((message) => message.seq > from && isOurs(message)).length +
    (told && visitorReadSeq < told.lastSeq ? welcome.unread : 0)
  )
}

/** Messages that `next` has at its end and `previous` had not. */
export function arrivals(previous: VisitorModel, next: VisitorModel): readonly Message[] {
  const arrived: Message[] = []
  for (const timeline of next.stream) {
    const before = find(previous.stream, timeline.conversationId)
    if (before === timeline) continue
    const end = before ? endOf(before) : timeline.floor
    for (const message of timeline.messages) if (message.seq > end) arrived.push(message)
  }
  return arrived
}

function greeted(model: VisitorModel, welcome: VisitorWelcome): VisitorModel {
  const { conversation, messages, resumed } = welcome
  let stream = resumed ? take(model.stream, messages) : putBefore([], messages)
  if (conversation && !find(stream, conversation.conversationId)) {
    stream = stream.concat(startTimeline(conversation.conversationId, [], false, conversation.lastSeq))
  }
  return withConversation(
    {
      ...model,
      welcome,
      stream,
      isStaffed: welcome.isStaffed,
      hasEarlier: resumed ? model.hasEarlier : welcome.hasEarlier,
      agents: withAgents(model.agents, welcome.agents),
      conversation: resumed ? model.conversation : null,
    },
    conversation,
  )
}

function withConversation(model: VisitorModel, conversation: VisitorConversation | null): VisitorModel {
  if (!conversation) return model
  const { conversationId, lastSeq, agent, joined = [], previous } = conversation
  const known = find(model.stream, conversationId)
  const begun = known ? model.stream : model.stream.concat(startTimeline(conversationId, [], false))
  const next = withPrevious({ ...model, stream: begun }, conversationId, previous, lastSeq)
  // News of an earlier conversation does not bring it back.
  if (lastOf(next.stream)?.conversationId !== conversationId) return next
  const held = model.conversation?.conversationId === conversationId ? model.conversation : null
  return {
    ...next,
    agents: withAgents(model.agents, agent ? [agent, ...joined] : joined),
    // Read marks are told at once and conversations a few times a second: an older figure does not undo a newer one.
    conversation: {
      ...conversation,
      visitorReadSeq: Math.max(held?.visitorReadSeq ?? 0, conversation.visitorReadSeq, spokenUpTo(known)),
      agentReadSeq: Math.max(held?.agentReadSeq ?? 0, conversation.agentReadSeq),
    },
  }
}

/**
 * Notes how far a conversation goes. What was said before it stands before it and is asked for, also where nothing of it has
 * arrived so far; what is before the first one that is loaded comes when it is scrolled to.
 */
function withPrevious(
  model: VisitorModel,
  conversationId: string,
  previous: PreviousConversation | undefined,
  lastSeq = 0,
): VisitorModel {
  const stream: Timeline[] = []
  const held = previous && find(model.stream, previous.conversationId)
  for (const timeline of model.stream) {
    if (timeline.conversationId === conversationId) {
      const isMissed = stream.length > 0 || !(model.hasEarlier || timeline.floor)
      if (previous && (held || isMissed)) {
        stream.push(expect(held || startTimeline(previous.conversationId, [], false), previous.lastSeq))
      }
      stream.push(expect(timeline, lastSeq))
    } else if (timeline !== held) stream.push(timeline)
  }
  return { ...model, stream }
}

/** His last word in it: who speaks has read what was before, also before he was told of the conversation. */
function spokenUpTo(timeline: Timeline | undefined): number {
  const messages = timeline?.messages ?? []
  let index = messages.length - 1
  while (index >= 0 && messages[index]?.from !== 'visitor') index--
  return messages[index]?.seq ?? 0
}

function withMessage(model: VisitorModel, message: Message): VisitorModel {
  const next = { ...model, stream: take(model.stream, [message]) }
  const { conversation } = model
  if (conversation?.conversationId !== message.conversationId) return next
  // The server does not tell the conversation again for a message that it has told.
  if (message.seq > conversation.lastSeq) next.conversation = { ...conversation, lastSeq: message.seq }
  // Who speaks has read what was before.
  return message.from === 'visitor' ? withRead(next, message.seq) : next
}

function withAgents(agents: ReadonlyMap<string, AgentProfile>, more: readonly AgentProfile[]) {
  if (!more.some((agent) => agents.get(agent.agentId) !== agent)) return agents
  const next = new Map(agents)
  for (const agent of more) next.set(agent.agentId, agent)
  return next
}

/** Takes in messages of any conversations; one that is new here comes last. */
function take(stream: readonly Timeline[], messages: readonly Message[]): readonly Timeline[] {
  let next = stream
  for (const { conversationId, messages: those } of byConversation(messages)) {
    next = find(next, conversationId)
      ? next.map((timeline) => (timeline.conversationId === conversationId ? receive(timeline, those) : timeline))
      : next.concat(receive(startTimeline(conversationId, [], false), those))
  }
  return next
}

/** Puts an older page in front: its last conversation may be the first one that is held already. */
function putBefore(stream: readonly Timeline[], messages: readonly Message[]): readonly Timeline[] {
  let next = stream
  for (const { conversationId, messages: those } of byConversation(messages).reverse()) {
    const held = next[0]
    next =
      held?.conversationId === conversationId
        ? [prepend(held, those, false)].concat(next.slice(1))
        : [startTimeline(conversationId, those, false)].concat(next)
  }
  return next
}

function byConversation(messages: readonly Message[]) {
  const groups: { conversationId: string; messages: Message[] }[] = []
  for (const message of messages) {
    const last = lastOf(groups)
    if (last?.conversationId === message.conversationId) last.messages.push(message)
    else groups.push({ conversationId: message.conversationId, messages: [message] })
  }
  return groups
}

const find = (stream: readonly Timeline[], conversationId: string) =>
  stream.find((timeline) => timeline.conversationId === conversationId)

const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1]
