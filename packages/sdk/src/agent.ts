import type {
  AgentFrameIn,
  AgentFrameOut,
  Feed,
  Mention,
  Message,
  PhraseTree,
  Quote,
  StoredFile,
  TicketNotice,
  TransferOffer,
  VoiceRecording,
} from '@youwen/contract'
import { createConnection, type Timing } from './connection.ts'
import type { ConnectionState } from './connection-state.ts'
import { applyFrame, type Desk, emptyDesk, leave, watchOnly } from './desk.ts'
import { earlierPageId, isEarlierPage } from './earlier.ts'
import { createGapRepair } from './gap-repair.ts'
import { createEmitter, createNotifier } from './listeners.ts'
import { createMessageIds } from './message-ids.ts'
import { createOutbox, type OutboxEntry } from './outbox.ts'
import { type Outgoing, outgoingFile, outgoingText, quoting, shown, shownEntry } from './outgoing.ts'
import {
  type AppointmentContent,
  type CardContent,
  outgoingAppointment,
  outgoingCard,
  outgoingNote,
  outgoingVoice,
} from './outgoing-agent.ts'
import type { ShownMessage } from './shown-message.ts'
import { browserStorage, type KeyValueStorage } from './storage.ts'
import { throttle } from './throttle.ts'
import { endOf, type Timeline } from './timeline.ts'

export interface AgentOptions {
  /** Where the server is: `https://chat.example.com`. */
  readonly url: string
  /** For clients that keep no cookies; a browser's session cookie goes with the handshake. */
  readonly token?: string
  /** For what was not sent yet. Left out: the browser's, or memory where it is blocked. */
  readonly storage?: KeyValueStorage
  /** Defaults are the browser's. Node's own WebSocket sends no Origin: pass one made with the `ws` package. */
  readonly openWebSocket?: (url: string) => WebSocket
  readonly openEventSource?: (url: string) => EventSource
  /** For tests. */
  readonly timing?: Partial<Timing>
}

/** Everything a desk draws. A new object whenever anything changed, the same one while nothing did. */
export interface AgentClientState extends Desk {
  readonly connection: ConnectionState
}

export interface AgentEvents {
  /** A message that arrived, in any conversation the server tells us of; never history, never one's own. */
  message: Message
  /** The card of a visitor was changed or merged: who shows it asks for it again. */
  card: { readonly conversationId: string; readonly visitorId: string; readonly isMerge: boolean }
  /** A ticket is new or changed: ask for it again where it is shown. */
  ticket: { readonly ticketId: string; readonly revision: number }
  /** An appointment is new or changed: ask for it again where it, or those of its visitor, are shown. */
  appointment: { readonly appointmentId: string; readonly visitorId: string | null; readonly revision: number }
  /** One that I made is near. */
  appointmentDue: Omit<Extract<AgentFrameOut, { type: 'appointment_due' }>, 'type'>
  /** I have a new notice about a ticket, or have seen them elsewhere (null). */
  ticketNotice: { readonly notice: TicketNotice | null; readonly unread: number }
  /** A colleague named me in a note, just now. */
  mentioned: Mention
  /** A colleague asks me to take over a conversation, just now. */
  transferOffered: TransferOffer
  /** An offer to me, or by me, is over. */
  transferOver: Omit<Extract<AgentFrameOut, { type: 'transfer_over' }>, 'type'>
  /** The server refused something that is not a message; `id` is the conversation's where an `open` was refused. */
  refused: { readonly id: string | null; readonly code: string; readonly title: string }
  /** The message centre may be another than before: it changed, or we were away and would not have heard. */
  notices: null
  /** The company's apps may be others than before. */
  apps: null
  /** Words of the company's lists may have been said that I have not been told of. */
  sensitiveHits: null
  /** A tree of phrases may be another than before: it changed, or we were away and would not have heard. */
  phrases: PhraseTree
}

export interface AgentClient {
  readonly state: AgentClientState
  /** Calls after every change (several changes of one moment are told once). Answers how to stop it. */
  subscribe(listener: () => void): () => void
  on<Name extends keyof AgentEvents>(name: Name, listener: (event: AgentEvents[Name]) => void): () => void
  /** Follows a conversation until `leave`; its messages appear in `state.opened`. Stays open over reconnects. */
  open(conversationId: string): void
  leave(conversationId: string): void
  /** Shows the open conversations of these agents in `state.watched`, live, over reconnects; of nobody else any more. */
  watch(agentIds: readonly string[]): void
  /** An opened conversation's messages, with mine that are on their way. Same array while nothing changed. */
  messages(conversationId: string): readonly ShownMessage[]
  /** Shown at once, kept until durable. Answers the message's id. */
  sendText(conversationId: string, text: string, quote?: Quote): string
  /** Words for colleagues only; who is mentioned is told. */
  sendNote(conversationId: string, text: string, mentions: readonly string[], quote?: Quote): string
  sendCard(conversationId: string, card: CardContent, quote?: Quote): string
  /** The card of an appointment that was made before. */
  sendAppointment(conversationId: string, content: AppointmentContent): string
  sendVoice(conversationId: string, file: StoredFile, recording: VoiceRecording, quote?: Quote, id?: string): string
  /**
   * Sends what was stored by an upload, as an image when it is one. `id` is for who made it before the upload, to be able to
   * send again after a crash what may have been sent already.
   */
  sendFile(conversationId: string, file: StoredFile, quote?: Quote, id?: string): string
  /** `anyway`: I was warned of words in it, and mean it. */
  resend(messageId: string, anyway?: boolean): void
  discard(messageId: string): void
  /** I am typing; call on every key. */
  typing(conversationId: string): void
  /** Whether somebody can see this client. A hidden one lets the server notify the agent by other ways. */
  looking(isLooking: boolean): void
  /** I have seen the conversation up to here. */
  read(conversationId: string, seq: number): void
  /** Loads messages before the first one held of this conversation (earlier visits: `conversation.history` over HTTP). */
  loadEarlier(conversationId: string): void
  /** Follows a feed until the answer is called, over reconnects. One listener a feed. */
  follow<Name extends Feed>(feed: Name, listener: FeedListener<Name>): () => void
  /** Tries now, when waiting to connect. */
  reconnect(): void
  close(): void
}

export interface FeedListener<Name extends Feed> {
  /** From here on changes are told: the picture is to be fetched (again). */
  started(): void
  changed(frame: Extract<AgentFrameOut, { type: Name }>): void
}

const typingIntervalMs = 1_000
/** "Is typing" fades unless it is said again. */
const typingFadesAfterMs = 4_000

export function createAgentClient(options: AgentOptions): AgentClient {
  const notifier = createNotifier()
  const emitter = createEmitter<AgentEvents>()
  const nextMessageId = createMessageIds()
  /** Conversations that somebody looks at: what an answer to an earlier `open` brings for others is dropped. */
  const wanted = new Set<string>()
  let watching: readonly string[] = []
  let isSeen = true
  const followed = new Map<Feed, FeedListener<Feed>>()
  const typing = new Map<string, ReturnType<typeof throttle<string>>>()
  const typingTimers = new Map<string, ReturnType<typeof setTimeout>>()
  const listOf = new Map<string, { timeline: Timeline; entries: readonly OutboxEntry[]; list: ShownMessage[] }>()

  let desk: Desk = emptyDesk
  /** Whose messages lie in the storage: another agent at the same computer must not send them. */
  let outboxOwner: string | null = null
  let earlierRequests = 0
  /** Pages of older messages underway, by conversation. */
  const loading = new Map<string, string>()
  let snapshot: AgentClientState | null = null

  const changed = () => {
    snapshot = null
    notifier.changed()
  }

  const connection = createConnection<AgentFrameOut>({
    url: options.url,
    role: 'agent',
    hello: () => ({ token: options.token }),
    frame: heard,
    changed: () => {
      if (connection.state.status !== 'open') {
        outbox.closed()
        repair.reset()
        loading.clear()
      }
      changed()
    },
    openWebSocket: options.openWebSocket,
    openEventSource: options.openEventSource,
    timing: options.timing,
  })
  const send = (frame: AgentFrameIn) => connection.send(frame)

  const outbox = createOutbox({
    send: ({ id, lane, body, anyway }) =>
      send({ type: 'send', id, conversationId: lane, body, ...(anyway && { anyway }) }),
    changed,
    late: () => connection.ask(),
  })
  const repair = createGapRepair({
    timelines: () => Array.from(desk.opened.values()).map(({ timeline }) => timeline),
    send,
  })

  const apply = (frame: AgentFrameOut) => {
    const before = desk
    desk = applyFrame(desk, frame)
    if (desk === before) return
    repair.check()
    changed()
  }

  function heard(frame: AgentFrameOut) {
    switch (frame.type) {
      case 'welcome':
        return welcomed(frame)
      case 'opened':
        if (!wanted.has(frame.conversationId)) return
        for (const { id } of frame.messages) outbox.settled(id)
        return apply(frame)
      case 'watched':
        if (watching.includes(frame.agentId)) apply(frame)
        return
      case 'ack': {
        const entry = outbox.entries.find(({ id }) => id === frame.id)
        if (entry && desk.agentId !== null) apply({ type: 'message', message: durable(entry, frame, desk.agentId) })
        outbox.settled(frame.id)
        return
      }
      case 'message':
        outbox.settled(frame.message.id)
        return withNews(frame.message.conversationId, () => apply(frame), frame.message)
      case 'messages': {
        for (const { id } of frame.messages) outbox.settled(id)
        if (isEarlierPage(frame.id)) {
          loading.delete(frame.conversationId)
          return apply(frame)
        }
        withNews(frame.conversationId, () => apply(frame))
        repair.answered(frame.id)
        return
      }
      case 'card': {
        const { conversationId, visitorId, isMerge = false } = frame
        return emitter.emit('card', { conversationId, visitorId, isMerge })
      }
      case 'mentioned':
        apply(frame)
        return emitter.emit('mentioned', frame.mention)
      case 'transfer_offered': {
        const isNew = !desk.offers.some(({ transferId }) => transferId === frame.offer.transferId)
        apply(frame)
        if (isNew) emitter.emit('transferOffered', frame.offer)
        return
      }
      case 'transfer_over':
        apply(frame)
        return emitter.emit('transferOver', frame)
      case 'refused':
        return refused(frame)
      case 'ticket':
        return emitter.emit('ticket', frame)
      case 'ticket_notice':
        return emitter.emit('ticketNotice', frame)
      case 'appointment':
        return emitter.emit('appointment', frame)
      case 'appointment_due':
        return emitter.emit('appointmentDue', frame)
      case 'phrases':
        return emitter.emit('phrases', frame.tree)
      case 'notices':
      case 'apps':
        return emitter.emit(frame.type, null)
      case 'sensitive_hits':
        return emitter.emit('sensitiveHits', null)
      case 'following':
        return followed.get(frame.feed)?.started()
      case 'visitors':
      case 'agents':
        return followed.get(frame.type)?.changed(frame)
      case 'colleague_typing':
        fade(frame.conversationId, frame.agentId)
        return apply(frame)
      default:
        return apply(frame)
    }
  }

  function welcomed(frame: Extract<AgentFrameOut, { type: 'welcome' }>) {
    apply(frame)
    if (outboxOwner !== frame.agentId) {
      outboxOwner = frame.agentId
      outbox.keepIn(options.storage ?? browserStorage(), `agent:${frame.agentId}`)
    }
    for (const conversationId of Array.from(wanted)) sendOpen(conversationId)
    if (watching.length > 0) send({ type: 'watch', agentIds: [...watching] })
    for (const feed of Array.from(followed.keys())) send({ type: 'follow', feed })
    outbox.opened()
    for (const tree of ['shared', 'own'] as const) emitter.emit('phrases', tree)
    for (const name of ['notices', 'apps', 'sensitiveHits'] as const) emitter.emit(name, null)
    // The server takes a new connection for one that is seen.
    if (!isSeen) send({ type: 'looking', isLooking: false })
  }

  function refused({ id, code, title, retryAfterMs, words }: Extract<AgentFrameOut, { type: 'refused' }>) {
    if (id !== null) {
      if (outbox.refused(id, { code, title, retryAfterMs, words }) || repair.refused(id, retryAfterMs)) return
      for (const [conversationId, request] of Array.from(loading)) if (request === id) loading.delete(conversationId)
      if (!desk.opened.has(id)) wanted.delete(id)
    }
    emitter.emit('refused', { id, code, title })
  }

  /** Tells of messages by others when their turn has come, which may be a whole stretch at once. */
  function withNews(conversationId: string, change: () => void, alone?: Message) {
    const before = desk.opened.get(conversationId)?.timeline
    change()
    const after = desk.opened.get(conversationId)?.timeline
    const news = before && after ? after.messages.slice(endOf(before) - after.floor) : alone ? [alone] : []
    for (const message of news) if (message.senderId !== desk.agentId) emitter.emit('message', message)
  }

  function fade(conversationId: string, agentId: string) {
    const key = `${conversationId} ${agentId}`
    clearTimeout(typingTimers.get(key))
    const timer = setTimeout(() => {
      typingTimers.delete(key)
      const opened = desk.opened.get(conversationId)
      if (!opened) return
      const colleaguesTyping = opened.colleaguesTyping.filter((one) => one !== agentId)
      desk = { ...desk, opened: new Map(desk.opened).set(conversationId, { ...opened, colleaguesTyping }) }
      changed()
    }, typingFadesAfterMs)
    typingTimers.set(key, timer)
  }

  function sendOpen(conversationId: string) {
    const timeline = desk.opened.get(conversationId)?.timeline
    send({ type: 'open', conversationId, after: timeline ? endOf(timeline) : 0 })
  }

  const post = (conversationId: string, content: Outgoing, quote?: Quote, id = nextMessageId(outbox.lastId)) => {
    // An earlier page may have come this far with it.
    if (!outbox.entries.some((entry) => entry.id === id)) {
      outbox.add({ id, lane: conversationId, ...quoting(content, quote), at: new Date().toISOString() })
    }
    return id
  }

  const client: AgentClient = {
    get state() {
      snapshot = snapshot ?? { ...desk, connection: connection.state }
      return snapshot
    },
    subscribe: notifier.subscribe,
    on: emitter.on,
    open(conversationId) {
      if (wanted.has(conversationId)) return
      wanted.add(conversationId)
      sendOpen(conversationId)
    },
    leave(conversationId) {
      if (!wanted.delete(conversationId)) return
      send({ type: 'leave', conversationId })
      desk = leave(desk, conversationId)
      listOf.delete(conversationId)
      changed()
    },
    watch(agentIds) {
      if (agentIds.length === watching.length && agentIds.every((id) => watching.includes(id))) return
      watching = [...agentIds]
      send({ type: 'watch', agentIds: [...watching] })
      desk = watchOnly(desk, watching)
      changed()
    },
    messages(conversationId) {
      const timeline = desk.opened.get(conversationId)?.timeline
      if (!timeline) return none
      const held = listOf.get(conversationId)
      const { entries } = outbox
      if (held?.timeline === timeline && held.entries === entries) return held.list
      const list = shownMessages(timeline, entries, desk.agentId)
      listOf.set(conversationId, { timeline, entries, list })
      return list
    },
    sendText: (conversationId, text, quote) => post(conversationId, outgoingText(text), quote),
    sendNote: (conversationId, text, mentions, quote) => post(conversationId, outgoingNote(text, mentions), quote),
    sendCard: (conversationId, card, quote) => post(conversationId, outgoingCard(card), quote),
    sendAppointment: (conversationId, content) => post(conversationId, outgoingAppointment(content)),
    sendVoice: (conversationId, file, recording, quote, id) =>
      post(conversationId, outgoingVoice(file, recording), quote, id),
    sendFile: (conversationId, file, quote, id) => post(conversationId, outgoingFile(file), quote, id),
    resend: outbox.resend,
    discard: outbox.discard,
    typing(conversationId) {
      let throttled = typing.get(conversationId)
      if (!throttled) {
        throttled = throttle<string>(typingIntervalMs, () => void send({ type: 'typing', conversationId }))
        typing.set(conversationId, throttled)
      }
      throttled.call('')
    },
    looking(isLooking) {
      if (isLooking === isSeen) return
      isSeen = isLooking
      send({ type: 'looking', isLooking })
    },
    read(conversationId, seq) {
      const row = desk.inbox.get(conversationId) ?? desk.opened.get(conversationId)?.conversation
      if (!row || seq <= row.readSeq) return
      send({ type: 'read', conversationId, seq })
      apply({ type: 'read', conversationId, by: 'agent', agentId: desk.agentId, seq })
    },
    loadEarlier(conversationId) {
      const timeline = desk.opened.get(conversationId)?.timeline
      if (!timeline?.hasEarlier || loading.has(conversationId)) return
      const id = earlierPageId(++earlierRequests)
      if (send({ type: 'fetch', id, conversationId, before: timeline.floor + 1 })) loading.set(conversationId, id)
    },
    follow(feed, listener) {
      followed.set(feed, listener as unknown as FeedListener<Feed>)
      send({ type: 'follow', feed })
      return () => {
        if (followed.get(feed) !== (listener as unknown)) return
        followed.delete(feed)
        send({ type: 'unfollow', feed })
      }
    },
    reconnect: connection.reconnect,
    close() {
      for (const timer of Array.from(typingTimers.values())) clearTimeout(timer)
      connection.close()
    },
  }

  connection.start()
  return client
}

const none: readonly ShownMessage[] = []

function shownMessages(timeline: Timeline, entries: readonly OutboxEntry[], agentId: string | null): ShownMessage[] {
  const list = timeline.messages.map(shown)
  // One's own words do not vanish while those of others before them are being fetched.
  for (const message of timeline.ahead) if (message.senderId === agentId) list.push(shown(message))
  for (const entry of entries) {
    if (entry.lane === timeline.conversationId) list.push(shownEntry(entry, speaksAs(entry), agentId))
  }
  return list
}

/** A note is for colleagues. */
const speaksAs = ({ shown: { type } }: OutboxEntry) => (type === 'note' ? 'colleague' : 'agent')

const durable = (
  entry: OutboxEntry,
  { id, conversationId, seq, at, body = entry.shown }: Extract<AgentFrameOut, { type: 'ack' }>,
  senderId: string,
): Message => ({ id, conversationId, seq, at, from: speaksAs(entry), senderId, body })
