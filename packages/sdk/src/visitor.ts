import type {
  AgentProfile,
  DeviceInfo,
  FileUrls,
  Message,
  PageInfo,
  Quote,
  StoredFile,
  StyleLook,
  VisitorConversation,
  VisitorFrameIn,
  VisitorFrameOut,
  VisitorSendBody,
  VisitorWelcome,
} from '@youwen/contract'
import { createConnection, type Timing } from './connection.ts'
import type { ConnectionState } from './connection-state.ts'
import { earlierPageId, isEarlierPage } from './earlier.ts'
import { createFileUrls } from './file-urls.ts'
import { createGapRepair } from './gap-repair.ts'
import { createEmitter, createNotifier } from './listeners.ts'
import { createMessageIds } from './message-ids.ts'
import { createOutbox, type OutboxEntry } from './outbox.ts'
import { type Outgoing, outgoingFile, outgoingText, quoting, shown, shownEntry } from './outgoing.ts'
import type { ShownMessage } from './shown-message.ts'
import { browserStorage, type KeyValueStorage } from './storage.ts'
import { throttle } from './throttle.ts'
import { endOf } from './timeline.ts'
import { type Upload, UploadFailed, upload } from './upload.ts'
import {
  applyVisitorFrame,
  arrivals,
  emptyVisitorModel,
  unreadOf,
  type VisitorModel,
  withOwnMessage,
  withRead,
} from './visitor-model.ts'

export interface VisitorOptions {
  /** Where the server is: `https://chat.example.com`. */
  readonly url: string
  readonly site: string
  readonly styleId?: string
  /** `page`: presence, page views, unread count. `chat`: somebody reads and writes. */
  readonly role: 'page' | 'chat'
  /** From an earlier `token` event. Left out: the one in `storage`, if any. */
  readonly token?: string
  /** For the token and for what was not sent yet. Left out: the browser's, or memory where it is blocked. */
  readonly storage?: KeyValueStorage
  readonly page?: PageInfo
  readonly device?: DeviceInfo
  /** Defaults are the browser's. Node's own WebSocket sends no Origin: pass one made with the `ws` package. */
  readonly openWebSocket?: (url: string) => WebSocket
  readonly openEventSource?: (url: string) => EventSource
  /** For tests. */
  readonly timing?: Partial<Timing>
}

/** Everything a chat window draws. A new object whenever anything changed, the same one while nothing did. */
export interface VisitorState {
  readonly connection: ConnectionState
  /** Null until the server has greeted once. */
  readonly site: {
    readonly name: string
    readonly styleId: string
    readonly look: StyleLook
    /** Who speaks where a message is from the robot. */
    readonly robot: VisitorWelcome['robot']
  } | null
  readonly visitorId: string | null
  readonly isStaffed: boolean
  readonly conversation: VisitorConversation | null
  /** In order: what was said, in earlier conversations too as far as loaded, then what is on its way. */
  readonly messages: readonly ShownMessage[]
  readonly hasEarlier: boolean
  readonly isLoadingEarlier: boolean
  /** Who speaks in `messages`, by agent id. */
  readonly agents: ReadonlyMap<string, AgentProfile>
  readonly isAgentTyping: boolean
  /** Messages from our side that the visitor has not seen. */
  readonly unread: number
}

export interface VisitorEvents {
  /** A message arrived while connected, or was missed and is now made up for; never history, never one's own. */
  message: Message
  /** Keep it where the visitor will be recognised by it; it is also in `storage`. */
  token: string
  /** What the company has to say about the visitor's last message. */
  notice: string
  /** The server refused something that is not a message (those are marked in `messages`). */
  refused: { readonly code: string; readonly title: string }
}

export interface VisitorClient {
  readonly state: VisitorState
  /** Calls after every change (several changes of one moment are told once). Answers how to stop it. */
  subscribe(listener: () => void): () => void
  on<Name extends keyof VisitorEvents>(name: Name, listener: (event: VisitorEvents[Name]) => void): () => void
  /** Shown at once, kept until durable. Answers the message's id. */
  sendText(text: string, quote?: Quote): string
  /** Sends what `upload` stored, as an image when it is one. */
  sendFile(file: StoredFile, quote?: Quote): string
  /** Takes back what the visitor said within the last two minutes. */
  recall(conversationId: string, messageId: string): void
  resend(messageId: string): void
  discard(messageId: string): void
  upload(file: File, onProgress?: (sentBytes: number, totalBytes: number) => void): Upload
  /** Addresses of files by file id; kept and renewed shortly before they run out. Unknown ids are missing. */
  fileUrls(fileIds: readonly string[]): Promise<ReadonlyMap<string, FileUrls>>
  /** What is in the input box now; call on every change. */
  typing(text: string): void
  /** The visitor has seen the conversation up to here. */
  read(seq: number): void
  /** Asks the HTTP API as this visitor, for what stands beside the chat; GET without an input. Rejects with `UploadFailed`. */
  request(path: string, input?: object): Promise<unknown>
  /** The page in which the widget lives has changed. */
  page(page: PageInfo): void
  /** The visitor ends the conversation. */
  end(): void
  /** Loads what was said before the first of `messages`. */
  loadEarlier(): void
  /** Tries now, when waiting to connect. */
  reconnect(): void
  close(): void
}

/** The server throttles a person, not a page: this is what the typing preview costs at most. */
const typingIntervalMs = 200
/** "Is typing" fades unless it is said again. */
const typingFadesAfterMs = 4_000

export function createVisitorClient(options: VisitorOptions): VisitorClient {
  const { site, role } = options
  const base = options.url.replace(/\/$/, '')
  const storage = options.storage ?? browserStorage()
  const tokenKey = `youwen:${site}`
  const notifier = createNotifier()
  const emitter = createEmitter<VisitorEvents>()
  const nextMessageId = createMessageIds()

  let model: VisitorModel = emptyVisitorModel(role)
  let token = options.token ?? readToken()
  let page = options.page
  let isAgentTyping = false
  let typingTimer: ReturnType<typeof setTimeout> | undefined
  let earlierRequests = 0
  let isLoadingEarlier = false
  let wantsEnd: string | null = null
  let snapshot: VisitorState | null = null

  const changed = () => {
    snapshot = null
    notifier.changed()
  }

  const connection = createConnection<VisitorFrameOut>({
    url: base,
    role: 'visitor',
    hello: () => {
      const last = role === 'chat' ? model.stream[model.stream.length - 1] : undefined
      return {
        site,
        role,
        styleId: options.styleId,
        token,
        page,
        device: options.device,
        resume: last && { conversationId: last.conversationId, seq: endOf(last) },
      }
    },
    frame: heard,
    changed: () => {
      if (connection.state.status !== 'open') {
        outbox.closed()
        repair.reset()
        isLoadingEarlier = false
      }
      changed()
    },
    // A token that is not accepted is worth less than none: with none the visitor is a new one.
    rejected: () => {
      const hadToken = token !== undefined
      keepToken(undefined)
      return hadToken
    },
    openWebSocket: options.openWebSocket,
    openEventSource: options.openEventSource,
    timing: options.timing,
  })
  const send = (frame: VisitorFrameIn) => connection.send(frame)

  const outbox = createOutbox({
    // Nothing else is ever put in here.
    send: ({ id, body }) => send({ type: 'send', id, body: body as VisitorSendBody }),
    changed,
    late: () => connection.ask(),
  })
  const repair = createGapRepair({ timelines: () => model.stream, send })
  const typing = throttle<string>(typingIntervalMs, (text) => void send({ type: 'typing', text }))

  function heard(frame: VisitorFrameOut) {
    const before = model
    model = applyVisitorFrame(model, frame)
    switch (frame.type) {
      case 'welcome':
        welcomed(before)
        break
      case 'ack': {
        const entry = outbox.entries.find(({ id }) => id === frame.id)
        if (entry) model = withOwnMessage(model, { ...ownMessage(entry), ...omitType(frame) })
        outbox.settled(frame.id)
        if (frame.notice) emitter.emit('notice', frame.notice)
        break
      }
      case 'message':
        outbox.settled(frame.message.id)
        if (frame.message.from !== 'visitor') showTyping(false)
        break
      case 'messages':
        for (const { id } of frame.messages) outbox.settled(id)
        if (isEarlierPage(frame.id)) isLoadingEarlier = false
        else repair.answered(frame.id)
        break
      case 'refused':
        refused(frame)
        break
      case 'typing':
        showTyping(true)
        break
    }
    if (model !== before) {
      repair.check()
      changed()
    }
    const isNews = frame.type === 'welcome' ? frame.resumed : !('id' in frame && isEarlierPage(frame.id ?? ''))
    if (isNews)
      for (const message of arrivals(before, model))
        if (message.from !== 'visitor' && !isHidden(message)) emitter.emit('message', message)
  }

  function welcomed(before: VisitorModel) {
    const { welcome, conversation } = model
    if (!welcome) return
    if (welcome.token !== token) {
      keepToken(welcome.token)
      emitter.emit('token', welcome.token)
    }
    for (const { id } of welcome.messages) outbox.settled(id)
    const read = before.conversation
    if (conversation && read?.conversationId === conversation.conversationId) {
      const seq = read.visitorReadSeq
      model = withRead(model, seq)
      // What was said of it while the line was broken did not arrive.
      if ((welcome.conversation?.visitorReadSeq ?? 0) < seq) {
        send({ type: 'read', conversationId: conversation.conversationId, seq })
      }
    }
    if (wantsEnd !== null) client.end()
    outbox.opened()
  }

  function refused({ id, code, title, retryAfterMs }: Extract<VisitorFrameOut, { type: 'refused' }>) {
    if (id !== null) {
      if (outbox.refused(id, { code, title, retryAfterMs }) || repair.refused(id, retryAfterMs)) return
      if (isEarlierPage(id)) isLoadingEarlier = false
    }
    changed()
    emitter.emit('refused', { code, title })
  }

  function showTyping(isTyping: boolean) {
    clearTimeout(typingTimer)
    if (isTyping) typingTimer = setTimeout(() => showTyping(false), typingFadesAfterMs)
    if (isAgentTyping === isTyping) return
    isAgentTyping = isTyping
    changed()
  }

  const ownMessage = (entry: OutboxEntry) =>
    ({ from: 'visitor', senderId: model.welcome?.visitorId ?? null, body: entry.shown }) as const

  const post = (content: Outgoing, quote?: Quote) => {
    const id = nextMessageId(outbox.lastId)
    typing.cancel()
    outbox.add({ id, lane: '', ...quoting(content, quote), at: new Date().toISOString() })
    return id
  }

  const request = (path: string, input?: object) =>
    fetch(`${base}/api${path}`, {
      method: input ? 'POST' : 'GET',
      headers: { authorization: `Visitor ${token ?? ''}`, ...(input && { 'content-type': 'application/json' }) },
      ...(input && { body: JSON.stringify(input) }),
    }).then(async (response) => {
      const answer = await response.json()
      if (!response.ok) throw new UploadFailed(answer.code, answer.title)
      return answer
    })

  function readToken() {
    try {
      return storage.getItem(tokenKey) ?? undefined
    } catch {
      return undefined
    }
  }
  function keepToken(next: string | undefined) {
    token = next
    try {
      if (next === undefined) storage.removeItem(tokenKey)
      else storage.setItem(tokenKey, next)
    } catch {
      // The visitor is a new one on the next page; there is nothing better to do.
    }
  }

  const client: VisitorClient = {
    get state() {
      snapshot = snapshot ?? {
        connection: connection.state,
        site: siteOf(model),
        visitorId: model.welcome?.visitorId ?? null,
        isStaffed: model.isStaffed,
        conversation: model.conversation,
        messages: shownMessages(model, outbox.entries),
        hasEarlier: model.hasEarlier,
        isLoadingEarlier,
        agents: model.agents,
        isAgentTyping,
        unread: unreadOf(model),
      }
      return snapshot
    },
    subscribe: notifier.subscribe,
    on: emitter.on,
    sendText: (text, quote) => post(outgoingText(text), quote),
    sendFile: (file, quote) => post(outgoingFile(file), quote),
    recall: (conversationId, messageId) => void send({ type: 'recall', id: messageId, conversationId }),
    resend: outbox.resend,
    discard: outbox.discard,
    upload: (file, progress) =>
      upload(
        file,
        () =>
          request('/files', { name: file.name, sizeBytes: file.size, purpose: 'message' }).then(({ uploadUrl }) => ({
            uploadUrl: new URL(uploadUrl, `${base}/`).href,
          })),
        progress,
      ),
    fileUrls: createFileUrls((fileIds) => request('/files/urls', { fileIds })),
    typing: typing.call,
    read(seq) {
      const { conversation } = model
      if (!conversation) return
      const next = withRead(model, seq)
      if (next === model) return
      model = next
      changed()
      send({ type: 'read', conversationId: conversation.conversationId, seq })
    },
    request,
    page(info) {
      page = info
      send({ type: 'page', page: info })
    },
    end() {
      const { conversation } = model
      const isSame = wantsEnd === null || wantsEnd === conversation?.conversationId
      wantsEnd = null
      if (!conversation || conversation.status === 'closed' || !isSame) return
      if (!send({ type: 'end' })) wantsEnd = conversation.conversationId
    },
    loadEarlier() {
      const first = model.stream[0]
      if (!first || !model.hasEarlier || isLoadingEarlier) return
      const id = earlierPageId(++earlierRequests)
      isLoadingEarlier = send({
        type: 'history',
        id,
        conversationId: first.conversationId,
        before: first.floor + 1,
      })
      changed()
    },
    reconnect: connection.reconnect,
    close() {
      clearTimeout(typingTimer)
      connection.close()
    },
  }

  outbox.keepIn(storage, site)
  connection.start()
  return client
}

const siteOf = ({ welcome }: VisitorModel): VisitorState['site'] =>
  welcome && {
    name: welcome.siteName,
    styleId: welcome.style.styleId,
    look: welcome.style.look,
    robot: welcome.robot,
  }

function shownMessages({ stream, welcome }: VisitorModel, entries: readonly OutboxEntry[]): ShownMessage[] {
  const list: ShownMessage[] = []
  for (const timeline of stream)
    for (const message of timeline.messages) if (!isHidden(message)) list.push(shown(message))
  // One's own words do not vanish while those of others before them are being fetched.
  for (const timeline of stream)
    for (const message of timeline.ahead) if (message.from === 'visitor') list.push(shown(message))
  for (const entry of entries) list.push(shownEntry(entry, 'visitor', welcome?.visitorId ?? null))
  return list
}

/** What colleagues tell each other has a position in the stream, and nothing to show. */
const isHidden = ({ body }: Message) => body.type === 'event' && body.event === 'hidden'

function omitType({ id, conversationId, seq, at, body }: Extract<VisitorFrameOut, { type: 'ack' }>) {
  return { id, conversationId, seq, at, ...(body && { body }) }
}
