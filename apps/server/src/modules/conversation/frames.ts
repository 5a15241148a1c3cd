import type {
  AgentFrameOut,
  ConversationEvent,
  Mention,
  Message,
  VisitorConversation,
  VisitorFrameOut,
} from '@youwen/contract'
import type { Bus } from '../../platform/bus/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { Connection, Gateway } from '../../platform/realtime/index.ts'
import type { ActiveConversation, ActiveConversations } from './active.ts'
import type { Committed } from './append.ts'
import type {
  ConversationChange,
  ConversationClassified,
  ConversationMarked,
  ConversationRead,
  ConversationRevised,
} from './events.ts'
import type { Rows } from './rows.ts'

/** Who hears of what happens in a conversation. */
export const topics = {
  visitor: (visitorId: string) => `v:${visitorId}`,
  agent: (agentId: string) => `a:${agentId}`,
  /** Agents who have it open on their desk. */
  conversation: (conversationId: string) => `c:${conversationId}`,
  /** Who watches over an agent's open conversations. */
  watched: (agentId: string) => `w:${agentId}`,
  /** Agents who see the queue. */
  queue: (companyId: string) => `q:${companyId}`,
}

/** Where its assigned agent and who watches over him, or those who see the queue, and colleagues who take part hear of it. */
export const deskTopics = ({
  agentId,
  status,
  companyId,
  joinedAgentIds = [],
}: Pick<ActiveConversation, 'agentId' | 'status' | 'companyId'> &
  Partial<Pick<ActiveConversation, 'joinedAgentIds'>>): string[] => [
  ...(status === 'queued' || agentId === null
    ? [topics.queue(companyId)]
    : [topics.agent(agentId), topics.watched(agentId)]),
  ...joinedAgentIds.map(topics.agent),
]

/** A frame around JSON that exists already: a message is serialised once, for the database and for everybody. */
const messageFrame = (message: Committed) =>
  `{"type":"message","message":{"id":"${message.id}","conversationId":"${message.conversationId}","seq":${message.seq},` +
  `"from":"${message.from}","senderId":${message.senderId === null ? 'null' : `"${message.senderId}"`},` +
  `"body":${message.bodyJson},"at":"${message.at.toISOString()}"}}`

const hidden = (message: Pick<Message, 'id' | 'conversationId' | 'seq' | 'at'>): Message => ({
  id: message.id,
  conversationId: message.conversationId,
  seq: message.seq,
  from: 'system',
  senderId: null,
  body: { type: 'event', event: 'hidden' },
  at: message.at,
})

/**
 * Whether a colleague would take the conversation over is nothing to the visitor until he has; whether the robot has the
 * word he sees by who speaks to him.
 */
const betweenAgents: ReadonlySet<ConversationEvent['event']> = new Set([
  'transfer_asked',
  'transfer_declined',
  'transfer_cancelled',
  'transfer_expired',
  'custody_began',
  'custody_ended',
])

/**
 * The visitor's copy of a message; nothing reaches him but through here. What colleagues tell each other keeps its
 * position, so that his stream has no holes (RT13), and nothing else.
 */
export function forVisitor(message: Message): Message {
  const { body, from } = message
  if (from === 'colleague' || body.type === 'note') return hidden(message)
  if (body.type !== 'event') return message
  if (body.event === 'recalled' && body.isNote) return hidden(message)
  if (betweenAgents.has(body.event)) return hidden(message)
  if (body.event !== 'transferred' || body.note === undefined) return message
  const { note: _, ...rest } = body
  return { ...message, body: rest }
}

interface Notice {
  readonly conversationId: string
  /** The last position now; null: forget what you know of it. */
  readonly seq: number | null
}
const noticeSubject = 'conversation.notice'

export interface FrameSources {
  readonly gateway: Pick<Gateway, 'publish'>
  readonly bus: Pick<Bus, 'publish' | 'subscribe' | 'isAlone'>
  readonly events: Pick<Events, 'on'>
  readonly active: ActiveConversations
  readonly rows: Pick<Rows, 'frameOf'>
  readonly load: (companyId: string, conversationId: string) => Promise<ActiveConversation>
  readonly visitorView: (conversation: ActiveConversation) => Promise<VisitorConversation>
}

/** Turns what happens to conversations into frames for those who are concerned. */
export function createConversationFrames(sources: FrameSources) {
  const { gateway, bus, events, active, rows, load, visitorView } = sources
  const toAgents = (to: readonly string[], frame: AgentFrameOut, except?: Connection) =>
    gateway.publish(to, frame, except)
  const toVisitor = (visitorId: string, frame: VisitorFrameOut) => gateway.publish([topics.visitor(visitorId)], frame)
  const notify = (notices: readonly Notice[]) => {
    if (notices.length > 0) bus.publish(noticeSubject, JSON.stringify(notices))
  }

  const stopListening = bus.subscribe(noticeSubject, (payload) => {
    for (const { conversationId, seq } of JSON.parse(payload) as Notice[]) {
      const known = active.peek(conversationId)
      if (!known) continue
      if (seq === null) active.forget(conversationId)
      else if (known.lastSeq > 0 && seq > known.lastSeq) known.lastSeq = seq
    }
  })

  events.on<ConversationChange>('conversation.opened', onChange)
  events.on<ConversationChange>('conversation.assigned', onChange)
  events.on<ConversationChange>('conversation.transferred', onChange)
  events.on<ConversationChange>('conversation.requeued', onChange)
  events.on<ConversationChange>('conversation.closed', onChange)
  events.on<ConversationChange>('conversation.noted', onNoted)
  events.on<ConversationChange>('conversation.joined', onChange)
  events.on<ConversationChange>('conversation.left', onChange)
  events.on<ConversationChange>('conversation.recalled', onChange)
  events.on<ConversationChange>('conversation.transfer_asked', onChange)
  events.on<ConversationChange>('conversation.transfer_ended', onChange)
  events.on<ConversationChange>('conversation.custody_changed', onChange)
  events.on<ConversationRead>('conversation.read', ({ conversationId, visitorId, by, agentId, seq }) => {
    const known = active.peek(conversationId)
    const desk = known ? deskTopics(known) : []
    toAgents([topics.conversation(conversationId), ...desk, ...(agentId ? [topics.agent(agentId)] : [])], {
      type: 'read',
      conversationId,
      by,
      agentId,
      seq,
    })
    if (by === 'agent') toVisitor(visitorId, { type: 'read', conversationId, seq })
  })

  events.on<ConversationMarked>('conversation.marked', ({ agentId, mark }) =>
    toAgents([topics.agent(agentId)], { type: 'mark', mark }),
  )
  events.on<ConversationClassified>('conversation.classified', onRevised)
  events.on<ConversationRevised>('conversation.revised', onRevised)

  async function onRevised({ companyId, conversationId }: ConversationClassified | ConversationRevised) {
    active.forget(conversationId)
    notify([{ conversationId, seq: null }])
    const conversation = await load(companyId, conversationId)
    const concerned = [...deskTopics(conversation), topics.conversation(conversationId)]
    toAgents(concerned, await rows.frameOf(companyId, conversation))
  }

  async function onNoted({ companyId, conversationId, visitorId, messages }: ConversationChange) {
    active.forget(conversationId)
    notify([{ conversationId, seq: null }])
    for (const message of messages) toVisitor(visitorId, { type: 'message', message: forVisitor(message) })
    const conversation = await load(companyId, conversationId)
    const concerned = [...deskTopics(conversation), topics.conversation(conversationId)]
    const row = await rows.frameOf(companyId, conversation)
    for (const message of messages) toAgents(concerned, { type: 'message', message })
    // What was said meanwhile was told before the event: the row puts right what was counted.
    toAgents(concerned, row)
  }

  async function onChange(change: ConversationChange) {
    const { companyId, conversationId, visitorId, previousAgentId, agentId, type } = change
    active.forget(conversationId)
    notify([{ conversationId, seq: null }])
    // Before anything is awaited: what the visitor says next comes after this in his stream.
    for (const message of change.messages) {
      toVisitor(visitorId, { type: 'message', message: forVisitor(message) })
    }
    const conversation = await load(companyId, conversationId)
    const open = topics.conversation(conversationId)
    const queue = topics.queue(companyId)
    const desk = deskTopics(conversation).filter((topic) => topic !== queue || conversation.status !== 'closed')
    const row = await rows.frameOf(companyId, conversation)
    const left = change.messages.flatMap(({ body }) => (body.type === 'event' && body.event === 'left' ? [body] : []))
    for (const { agentId } of left) toAgents([topics.agent(agentId)], { type: 'gone', conversationId })
    if (type !== 'conversation.opened') {
      // Whoever had it in his list loses it there, unless it is his now; who has it open keeps looking at it.
      if (previousAgentId === null && !desk.includes(queue)) toAgents([queue], { type: 'gone', conversationId })
      else if (previousAgentId !== null && previousAgentId !== agentId && type !== 'conversation.closed') {
        toAgents([topics.agent(previousAgentId), topics.watched(previousAgentId)], { type: 'gone', conversationId })
      }
    }
    const concerned = [...desk, open]
    toAgents(concerned, row)
    for (const message of change.messages) toAgents(concerned, { type: 'message', message })
    toVisitor(visitorId, { type: 'conversation', conversation: await visitorView(conversation) })
  }

  return {
    /** Called by the append pipeline after each commit, in order. */
    appended(batch: readonly Committed[]) {
      for (const message of batch) {
        const { conversation, from, id, conversationId, seq, at } = message
        const origin = message.origin as Connection | undefined
        const visitor = topics.visitor(conversation.visitorId)
        const agents = [...deskTopics(conversation), topics.conversation(conversationId)]
        if (from === 'colleague') {
          gateway.publish(agents, messageFrame(message), origin)
          const copy = hidden({ id, conversationId, seq, at: at.toISOString() })
          toVisitor(conversation.visitorId, { type: 'message', message: copy })
        } else gateway.publish([visitor, ...agents], messageFrame(message), origin)
      }
      if (!bus.isAlone) notify(batch.map(({ conversationId, seq }) => ({ conversationId, seq })))
    },

    /** What a visitor has typed and not sent. */
    visitorTyping(conversation: ActiveConversation, text: string) {
      toAgents([...deskTopics(conversation), topics.conversation(conversation.conversationId)], {
        type: 'typing',
        conversationId: conversation.conversationId,
        text,
      })
    },

    agentTyping(conversation: ActiveConversation, agentId: string, except?: Connection) {
      const { conversationId } = conversation
      toVisitor(conversation.visitorId, { type: 'typing' })
      toAgents([topics.conversation(conversationId)], { type: 'colleague_typing', conversationId, agentId }, except)
    },

    /** About the visitor of a conversation: pages and presence while it goes on, name and card also later. */
    aboutVisitor(
      conversation: Pick<ActiveConversation, 'companyId' | 'conversationId' | 'agentId' | 'status'>,
      frame: Extract<AgentFrameOut, { type: 'page' | 'presence' | 'visitor_name' | 'card' }>,
    ) {
      toAgents([...deskTopics(conversation), topics.conversation(conversation.conversationId)], frame)
    },

    mentioned(agentIds: readonly string[], mention: Mention) {
      toAgents(agentIds.map(topics.agent), { type: 'mentioned', mention })
    },

    queuePosition(conversation: VisitorConversation, visitorId: string) {
      toVisitor(visitorId, { type: 'conversation', conversation })
    },

    [Symbol.dispose]: stopListening,
  }
}
