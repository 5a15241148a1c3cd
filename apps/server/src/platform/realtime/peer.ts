import { randomUUID } from 'node:crypto'
import { type CloseCode, protocolVersion } from '@youwen/contract/realtime'
import { Refusal } from '../errors.ts'
import type { Turnstile } from '../turnstile/index.ts'
import type { Decoded, Decoder } from './decode.ts'
import type { Connection, Endpoint, Frame } from './endpoint.ts'
import type { Limits } from './limits.ts'
import type { Outgoing, SharedFrame } from './shared-frame.ts'

/** What carries a connection's frames: a WebSocket or an event stream. */
export interface Transport {
  readonly kind: 'webSocket' | 'eventStream'
  /** In order, in one write. */
  write(frames: readonly Outgoing[]): void
  /** Written and not yet taken by the other side. */
  backlogBytes(): number
  /** Tells the other side why, then closes. */
  end(code: CloseCode, reason: string): void
}

/** What all connections of an endpoint share. */
export interface Host {
  readonly endpoint: Endpoint<Frame, unknown>
  readonly decoder: Decoder<Frame>
  readonly limits: Limits
  /**
   * How many greetings are at work at once. Ten thousand clients that come back together are greeted in the order in
   * which they came; all at once, none would be ready before its patience ends, and all would come again.
   */
  readonly greetings: Turnstile
  /** Calls `peer.flush()` before the turn of the event loop ends. */
  flushSoon(peer: Peer): void
  joined(peer: Peer, topic: string): void
  left(peer: Peer, topic: string): void
  ended(peer: Peer, code: CloseCode | 0): void
  /** Its socket is gone as well. */
  gone(peer: Peer): void
  heard(): void
  sent(frames: number): void
  refused(): void
  failed(cause: unknown, doing: string, peer: Peer): void
}

export interface PeerAddress {
  readonly ip: string
  readonly userAgent: string
  readonly origin: string
  readonly host: string
  readonly cookieHeader: string
}

/** What a refusal says beside its code. */
interface RefusedMore {
  readonly retryAfterMs?: number
  readonly words?: readonly string[]
}

type State =
  /** Nothing but hello may come. */
  | { readonly name: 'expected' }
  | { readonly name: 'greeting' }
  | { readonly name: 'live'; readonly session: unknown; checkedAt: number }
  | { readonly name: 'closed' }

type Hello = Frame & { readonly type: 'hello' }

const expected: State = { name: 'expected' }
const greeting: State = { name: 'greeting' }
const closed: State = { name: 'closed' }
const pong = JSON.stringify({ type: 'pong' })
const noCookies: Readonly<Record<string, string>> = Object.freeze({})

/**
 * A connection from inside: order, limits, and what happens when. There may be a hundred thousand of these in a process,
 * hence one object with few fields and no closures.
 */
export class Peer implements Connection {
  readonly id = randomUUID()
  readonly ip: string
  readonly userAgent: string
  readonly origin: string
  readonly host: string
  /** Set by whoever delivers to several topics, so that each is told once. */
  mark = 0
  readonly #host: Host
  readonly #transport: Transport
  #cookieHeader: string
  #state: State = expected
  /** Frames that wait because an earlier one is at work; undefined when none is. */
  #held: Frame[] | undefined
  /** What was published meanwhile. */
  #published: SharedFrame[] | undefined
  #topics: string[] = []
  #outbox: Outgoing[] = []
  #outboxLength = 0
  /** At most how much of the backlog is an answer longer than a backlog may be. */
  #longAnswerBytes = 0
  #heardAt: number
  #tokens: number
  #tokensAt: number

  constructor(host: Host, transport: Transport, address: PeerAddress, now: number) {
    this.#host = host
    this.#transport = transport
    this.ip = address.ip
    this.userAgent = address.userAgent
    this.origin = address.origin
    this.host = address.host
    this.#cookieHeader = address.cookieHeader
    this.#heardAt = now
    this.#tokens = host.limits.framesBurst
    this.#tokensAt = now
  }

  get cookies() {
    return this.#cookieHeader === '' ? noCookies : parseCookies(this.#cookieHeader)
  }

  get transport(): Transport['kind'] {
    return this.#transport.kind
  }

  get path() {
    return this.#host.endpoint.path
  }

  // ---- what comes in -------------------------------------------------------------------------------------------

  receiveText(text: string) {
    if (this.#mayReceive()) this.#take(this.#host.decoder.text(text))
  }

  receiveValue(value: unknown) {
    if (this.#mayReceive()) this.#take(this.#host.decoder.value(value))
  }

  /** What cannot be a frame: binary data. */
  receiveGarbage(title: string) {
    if (this.#state !== closed) this.#take({ name: 'broken', title })
  }

  /** Something arrived that is no frame and shows that the client lives. */
  isAlive(now: number) {
    if (this.#state !== expected) this.#heardAt = now
  }

  #mayReceive(): boolean {
    if (this.#state === closed) return false
    this.#host.heard()
    const now = Date.now()
    const { framesBurst, framesPerSecond } = this.#host.limits
    this.#heardAt = now
    this.#tokens = Math.min(framesBurst, this.#tokens + ((now - this.#tokensAt) * framesPerSecond) / 1_000)
    this.#tokensAt = now
    if (this.#tokens >= 1) {
      this.#tokens -= 1
      return true
    }
    this.#refuse(null, 'realtime.too_fast', 'Frames come faster than allowed.', { retryAfterMs: 1_000 })
    this.close(4429, 'too fast')
    return false
  }

  #take(decoded: Decoded<Frame>) {
    switch (decoded.name) {
      case 'broken':
        this.#refuse(null, 'realtime.protocol_error', decoded.title)
        return this.close(4400, decoded.title)
      case 'refused':
        this.#refuse(decoded.id, decoded.code, decoded.title)
        // Without a valid hello there is nothing to go on with.
        return this.#state === expected ? this.close(4400, decoded.title) : undefined
      case 'frame':
        // A ping asks whether we live, not whether the work before it is done.
        if (decoded.frame.type === 'ping' && this.#state !== expected) return this.sendText(pong)
        if (this.#held === undefined) return this.#handle(decoded.frame)
        if (this.#held.length < this.#host.limits.maxHeldFrames) return void this.#held.push(decoded.frame)
        this.#refuse(null, 'realtime.too_fast', 'Too many frames wait for an earlier one.', { retryAfterMs: 1_000 })
        return this.close(4429, 'too many frames wait')
      default:
        return decoded satisfies never
    }
  }

  #handle(frame: Frame) {
    const state = this.#state
    switch (state.name) {
      case 'expected':
        if (frame.type === 'hello') return void this.#greet(frame)
        return this.receiveGarbage('The first frame is hello.')
      case 'live':
        if (frame.type === 'hello') return this.receiveGarbage('There is one hello a connection.')
        return this.#pass(frame, state.session)
      case 'greeting': // frames are held meanwhile
      case 'closed':
        return
      default:
        return state satisfies never
    }
  }

  async #greet(frame: Frame) {
    const { endpoint, greetings } = this.#host
    this.#state = greeting
    this.#held = []
    if ('protocol' in frame && frame.protocol !== protocolVersion) {
      this.#refuse(null, 'realtime.unsupported_version', `This server speaks protocol ${protocolVersion}.`)
      return this.close(4426, 'unsupported protocol version')
    }
    try {
      // Whoever goes away while he waits for his turn costs nothing more.
      const greet = async () => (this.#isOpen() ? { session: await endpoint.hello(this, frame as Hello) } : undefined)
      const greeted = await greetings(greet)
      if (!greeted) return
      const { session } = greeted
      if (!this.#isOpen()) return endpoint.closed(this, session)
      this.#cookieHeader = ''
      this.#state = { name: 'live', session, checkedAt: Date.now() }
      this.#release()
    } catch (cause) {
      if (!this.#isOpen()) return
      if (cause instanceof Refusal) {
        this.#answerRefusal(null, cause)
        return this.close(closeCodeOf(cause), cause.code)
      }
      this.#host.failed(cause, 'hello', this)
      this.#refuse(null, 'realtime.failed', 'Something is wrong on our side.', { retryAfterMs: 5_000 })
      this.close(4503, 'hello failed')
    }
  }

  /** Compared by a call, because a state may change behind an await. */
  #isOpen() {
    return this.#state !== closed
  }

  #pass(frame: Frame, session: unknown) {
    try {
      const work = this.#host.endpoint.receive(this, session, frame)
      if (work) {
        this.#held = []
        void this.#waitFor(work, frame)
      }
    } catch (cause) {
      this.#answerFailure(frame, cause)
    }
  }

  async #waitFor(work: Promise<void>, frame: Frame) {
    try {
      await work
    } catch (cause) {
      this.#answerFailure(frame, cause)
    }
    this.#release()
  }

  /** Goes on with what waited, up to the next frame that takes its time. */
  #release() {
    const held = this.#held
    this.#held = undefined
    this.#sendPublished()
    if (held === undefined || held.length === 0) return
    for (const [index, frame] of held.entries()) {
      this.#handle(frame)
      // Re-read: handling a frame may have begun new work, behind which the rest waits again.
      const behind = this.#heldNow()
      if (behind) return void behind.push(...held.slice(index + 1))
    }
  }

  #heldNow() {
    return this.#held
  }

  #answerFailure(frame: Frame, cause: unknown) {
    if (!this.#isOpen()) return
    const id = 'id' in frame && typeof frame.id === 'string' ? frame.id : null
    if (cause instanceof Refusal) return this.#answerRefusal(id, cause)
    this.#host.failed(cause, frame.type, this)
    this.#refuse(id, 'realtime.failed', 'Something is wrong on our side.', { retryAfterMs: 5_000 })
  }

  #answerRefusal(id: string | null, { code, message, more }: Refusal) {
    this.#refuse(id, code, message, {
      ...(more.retryAfter !== undefined && { retryAfterMs: more.retryAfter * 1_000 }),
      ...(more.words && { words: more.words }),
    })
  }

  #refuse(id: string | null, code: string, title: string, more: RefusedMore = {}) {
    this.#host.refused()
    this.send({ type: 'refused', id, code, title, ...more })
  }

  // ---- what goes out -------------------------------------------------------------------------------------------

  send(frame: object) {
    this.sendText(JSON.stringify(frame))
  }

  sendText(json: string) {
    this.#put(json, json.length)
  }

  /**
   * What was published. While a frame of this client is at work (hello, opening a conversation) it waits: the answer is a
   * picture read from the database, and what happens after that reading must reach the client after the picture.
   */
  sendShared(frame: SharedFrame) {
    if (this.#held === undefined) return this.#put(frame, frame.json.length)
    if (this.#state === closed) return
    this.#published ??= []
    this.#published.push(frame)
    if (this.#published.length > this.#host.limits.maxHeldPublished) this.#cut()
  }

  #sendPublished() {
    const published = this.#published
    this.#published = undefined
    if (published) for (const frame of published) this.#put(frame, frame.json.length)
  }

  /** All frames of a turn leave together: one system call for a batch of acknowledgements. */
  #put(frame: Outgoing, length: number) {
    if (this.#state === closed) return
    if (this.#outbox.length === 0) this.#host.flushSoon(this)
    this.#outbox.push(frame)
    this.#outboxLength += length
    if (this.#outboxLength > this.#host.limits.maxTurnBytes) this.#cut()
  }

  flush() {
    if (this.#outbox.length === 0) return
    // Looked at before writing: a long answer to a client that reads is no backlog, and while it is on its way to him
    // what follows it is none either.
    const { maxBacklogBytes } = this.#host.limits
    const backlogBytes = this.#transport.backlogBytes()
    if (backlogBytes > maxBacklogBytes + this.#longAnswerBytes) return this.#cut()
    if (backlogBytes <= maxBacklogBytes) {
      // A character may take three bytes.
      this.#longAnswerBytes = this.#outboxLength > maxBacklogBytes ? 3 * this.#outboxLength : 0
    }
    const outbox = this.#outbox
    this.#outbox = []
    this.#outboxLength = 0
    this.#host.sent(outbox.length)
    this.#transport.write(outbox)
  }

  /** The client does not read: it gets nothing more, comes back and resumes. */
  #cut() {
    this.#outbox = []
    this.#outboxLength = 0
    this.close(4413, 'too slow')
  }

  join(topic: string) {
    if (this.#state === closed || this.#topics.includes(topic)) return
    this.#topics.push(topic)
    this.#host.joined(this, topic)
  }

  leave(topic: string) {
    const index = this.#topics.indexOf(topic)
    if (index < 0) return
    this.#topics.splice(index, 1)
    this.#host.left(this, topic)
  }

  // ---- the end -------------------------------------------------------------------------------------------------

  close(code: CloseCode, reason = '') {
    if (this.#state === closed) return
    this.flush()
    // The flush may have found that the client is too slow, and closed.
    if (!this.#isOpen()) return
    this.#end(code)
    this.#transport.end(code, reason)
  }

  /** The transport is gone. */
  gone() {
    if (this.#state !== closed) this.#end(0)
    this.#host.gone(this)
  }

  #end(code: CloseCode | 0) {
    const state = this.#state
    this.#state = closed
    this.#held = undefined
    this.#published = undefined
    this.#outbox = []
    const topics = this.#topics
    this.#topics = []
    for (const topic of topics) this.#host.left(this, topic)
    this.#host.ended(this, code)
    if (state.name !== 'live') return
    try {
      this.#host.endpoint.closed(this, state.session)
    } catch (cause) {
      this.#host.failed(cause, 'closed', this)
    }
  }

  /** Called every second: what must not take for ever. */
  check(now: number) {
    const state = this.#state
    const { limits, endpoint } = this.#host
    const silentMs = now - this.#heardAt
    if (state.name === 'expected' && silentMs > limits.helloTimeoutMs) return this.close(4408, 'no hello')
    if (silentMs > limits.silentMs) return this.close(4408, 'silent')
    if (state.name !== 'live' || !endpoint.recheck || now - state.checkedAt < limits.recheckMs) return
    state.checkedAt = now
    void this.#recheck(state.session)
  }

  async #recheck(session: unknown) {
    try {
      await this.#host.endpoint.recheck?.(this, session)
    } catch (cause) {
      this.#host.failed(cause, 'recheck', this)
    }
  }
}

function closeCodeOf(refusal: Refusal): CloseCode {
  switch (refusal.kind) {
    case 'unauthenticated':
      return 4401
    case 'rate_limited':
      return 4429
    case 'unavailable':
      return 4503
    default:
      return 4403
  }
}

function parseCookies(header: string): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null)
  for (const part of header.split(';')) {
    const equals = part.indexOf('=')
    if (equals < 0) continue
    const name = part.slice(0, equals).trim()
    const value = part.slice(equals + 1).trim()
    // The first one counts: a browser sends the more specific path first.
    cookies[name] ??= decode(value)
  }
  return cookies
}

function decode(value: string) {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
