import { closeCodes, pingIntervalMs, pongTimeoutMs, protocolVersion } from '@youwen/contract/limits'
import type { ConnectionState, StopCause } from './connection-state.ts'
import { eventStreamTransport, type OpenTransport, type Transport, webSocketTransport } from './transport.ts'

/** Durations in milliseconds; tests shorten them. */
export interface Timing {
  readonly firstDelay: number
  readonly maxDelay: number
  /** From the attempt to the server's greeting. */
  readonly greeting: number
  readonly ping: number
  readonly pong: number
}
const usualTiming: Timing = {
  firstDelay: 300,
  maxDelay: 15_000,
  greeting: 15_000,
  ping: pingIntervalMs,
  pong: pongTimeoutMs,
}

/** A connection that held this long was a good one: the next loss is answered as quickly as a first one. */
const steadyAfterMs = 5_000
/** A timer that is this late means that the computer slept, or that the page was frozen. */
const sleptAfterMs = 5_000
/** How often in a ping interval the clock is looked at. */
const looksPerPing = 5
/** WebSocket is tried this often before the fallback takes its turns. */
const attemptsBeforeFallback = 2
/** No server keeps us away for longer than this by saying so. */
const maxToldDelayMs = 60_000
/** With "go away for a while", the delays start where they are after this many failures. */
const backOffAttempt = 4

export interface ConnectionOptions<Out> {
  readonly url: string
  readonly role: 'visitor' | 'agent'
  /** Called for each attempt; `type` and `protocol` are added. */
  readonly hello: () => object
  readonly frame: (frame: Out) => void
  readonly changed: () => void
  /** The server does not know us. True: there is another way to say hello, try that. */
  readonly rejected?: () => boolean
  readonly openWebSocket?: ((url: string) => WebSocket) | undefined
  readonly openEventSource?: ((url: string) => EventSource) | undefined
  readonly timing?: Partial<Timing> | undefined
  readonly random?: () => number
}

type Timer = ReturnType<typeof setTimeout>

/**
 * Keeps one conversation with the server going: connects, greets, finds out when the other side is gone, connects
 * again. `docs/realtime.md` has the rules.
 */
export function createConnection<Out extends { readonly type: string }>(options: ConnectionOptions<Out>) {
  const timing = { ...usualTiming, ...options.timing }
  const random = options.random ?? Math.random
  const transports = transportsOf(options)

  let state: ConnectionState = { status: 'connecting', attempt: 0 }
  let transport: Transport | null = null
  /** Failures in a row. */
  let attempt = 0
  let openedAt = 0
  let webSocketFailures = 0
  let usesWebSocket = true
  /** What the server said before it closed: the code and reason of the close itself may get lost on the way. */
  let bye: { code?: number | undefined; reconnectAfterMs?: number | undefined; reason: string } | null = null
  /** False while the server asked for patience: then not even a network that returns makes us come earlier. */
  let mayHurry = true
  let isPaused = false

  let retryTimer: Timer | undefined
  let greetingTimer: Timer | undefined
  let beatTimer: Timer | undefined
  let pongTimer: Timer | undefined

  const become = (next: ConnectionState) => {
    state = next
    options.changed()
  }

  const clearTimers = () => {
    clearTimeout(retryTimer)
    clearTimeout(greetingTimer)
    clearTimeout(beatTimer)
    clearTimeout(pongTimer)
    pongTimer = undefined
  }

  function connect() {
    clearTimers()
    bye = null
    mayHurry = true
    // Once the fallback is in play the two take turns: WebSocket at odd counts, the event stream at even ones.
    usesWebSocket = webSocketFailures < attemptsBeforeFallback || webSocketFailures % 2 === 1 || !transports.fallback
    become({ status: 'connecting', attempt })
    greetingTimer = setTimeout(() => lost(1006, 'no greeting'), timing.greeting)
    const hello = JSON.stringify({ type: 'hello', protocol: protocolVersion, ...options.hello() })
    const open = usesWebSocket ? transports.webSocket : (transports.fallback as OpenTransport)
    transport = open(hello, { frame: heard, closed: lost })
  }

  function heard(text: string) {
    clearTimeout(pongTimer)
    pongTimer = undefined
    const frame = JSON.parse(text)
    if (frame.type === 'pong') return
    if (frame.type === 'bye') {
      bye = frame
      return
    }
    if (frame.type === 'welcome') {
      clearTimeout(greetingTimer)
      openedAt = Date.now()
      if (usesWebSocket) webSocketFailures = 0
      become({ status: 'open', via: usesWebSocket ? 'websocket' : 'sse' })
      scheduleBeat()
    } else if (frame.type === 'refused' && frame.id === null) {
      bye = { reason: frame.title, reconnectAfterMs: frame.retryAfterMs }
    }
    options.frame(frame)
  }

  function lost(code: number, reason: string) {
    const wasOpen = state.status === 'open'
    clearTimers()
    transport?.close()
    transport = null
    if (wasOpen) {
      if (Date.now() - openedAt > steadyAfterMs) attempt = 0
      // Perhaps it was the server that was away, and not WebSocket that was forbidden.
      if (!usesWebSocket) webSocketFailures = attemptsBeforeFallback - 1
    } else {
      webSocketFailures++
    }
    const known = code in closeCodes ? code : (bye?.code ?? 0)
    const next = known in closeCodes ? closeCodes[known as keyof typeof closeCodes].next : 'reconnect'
    const told = reason || bye?.reason || ''
    if (next === 'stop') return stop(known === 4426 ? 'outdated' : 'refused', told)
    // Only who was inside and is sent away is told why by a person; at the door the reason is a code.
    if (next === 'authenticate' && !options.rejected?.()) return stop('authenticate', known === 4440 ? told : '')
    if (next === 'back_off') {
      attempt = Math.max(attempt, backOffAttempt)
      mayHurry = false
    }
    const delay = Math.min(timing.maxDelay, timing.firstDelay * 2 ** attempt) * (0.5 + random() / 2)
    attempt++
    wait(bye?.reconnectAfterMs === undefined ? delay : Math.min(bye.reconnectAfterMs, maxToldDelayMs))
  }

  function wait(ms: number) {
    become({ status: 'waiting', attempt, retryAt: Date.now() + ms })
    retryTimer = setTimeout(connect, ms)
  }

  function stop(cause: StopCause, reason: string) {
    clearTimers()
    transport?.close()
    transport = null
    become({ status: 'stopped', cause, reason })
  }

  const send = (frame: object): boolean => {
    if (state.status !== 'open' || !transport) return false
    transport.send(JSON.stringify(frame))
    return true
  }

  /** Any frame answers; none in time means that the other side, or the way back, is gone. */
  function ask() {
    if (pongTimer !== undefined || !send({ type: 'ping' })) return
    const dueAt = Date.now() + timing.pong
    pongTimer = setTimeout(() => {
      pongTimer = undefined
      // After a sleep the answer may lie unread behind this timer: ask once more instead of judging.
      if (Date.now() - dueAt > sleptAfterMs) ask()
      else lost(1006, 'no answer')
    }, timing.pong)
  }

  function scheduleBeat(looks = 1) {
    const dueAt = Date.now() + timing.ping / looksPerPing
    beatTimer = setTimeout(() => {
      const isTime = looks === looksPerPing || Date.now() - dueAt > sleptAfterMs
      if (isTime) ask()
      scheduleBeat(isTime ? 1 : looks + 1)
    }, timing.ping / looksPerPing)
  }

  /** Something happened that often goes with a changed network. */
  function hurry() {
    if (state.status === 'open') ask()
    else if (state.status === 'waiting' && mayHurry) connect()
  }

  const stopWatching = watchPage({
    awake: hurry,
    hidden() {
      // An open socket would keep the page out of the back-forward cache.
      if (state.status === 'stopped') return
      isPaused = true
      clearTimers()
      transport?.close()
      transport = null
      become({ status: 'paused' })
    },
    shown() {
      if (!isPaused || state.status === 'stopped') return
      isPaused = false
      connect()
    },
  })

  return {
    get state() {
      return state
    },
    /** Separate from creation, because the greeting may ask for what its owner is still building. */
    start: connect,
    /** False when nothing can be sent now. */
    send,
    /** Finds out whether the other side is still there. */
    ask,
    /** Tries now instead of later; from a stop, too. */
    reconnect() {
      if (state.status === 'waiting' || state.status === 'stopped') connect()
    },
    close() {
      stopWatching()
      stop('closed', '')
    },
  }
}

export type Connection = ReturnType<typeof createConnection>

function transportsOf<Out>(options: ConnectionOptions<Out>) {
  const base = `${options.url.replace(/\/$/, '')}/realtime/${options.role}`
  const openWebSocket = options.openWebSocket ?? ((url: string) => new WebSocket(url))
  const openEventSource =
    options.openEventSource ?? (typeof EventSource === 'undefined' ? null : (url: string) => new EventSource(url))
  return {
    webSocket: webSocketTransport(() => openWebSocket(base.replace(/^http/, 'ws'))),
    fallback: openEventSource && eventStreamTransport(base, openEventSource),
  }
}

/** The page's own life, where there is a page. */
function watchPage(on: { awake(): void; hidden(): void; shown(): void }): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {}
  const visible = () => {
    if (document.visibilityState === 'visible') on.awake()
  }
  window.addEventListener('online', on.awake)
  window.addEventListener('offline', on.awake)
  window.addEventListener('pagehide', on.hidden)
  window.addEventListener('pageshow', on.shown)
  document.addEventListener('visibilitychange', visible)
  return () => {
    window.removeEventListener('online', on.awake)
    window.removeEventListener('offline', on.awake)
    window.removeEventListener('pagehide', on.hidden)
    window.removeEventListener('pageshow', on.shown)
    document.removeEventListener('visibilitychange', visible)
  }
}
