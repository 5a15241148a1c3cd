import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { CloseCode } from '@youwen/contract/realtime'
import type { Logger } from 'pino'
import type { Bus } from '../bus/index.ts'
import { Refusal } from '../errors.ts'
import { createTurnstile } from '../turnstile/index.ts'
import { createAudience } from './audience.ts'
import { createDecoder } from './decode.ts'
import type { Endpoint, Frame, Gateway } from './endpoint.ts'
import { createFallback } from './fallback.ts'
import { createGuard } from './guard.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { type Host, Peer, type PeerAddress, type Transport } from './peer.ts'
import { createWebSocketDoor } from './websocket.ts'

export interface GatewayOptions {
  readonly bus: Bus
  readonly endpoints: readonly Endpoint<Frame, unknown>[]
  readonly log: Pick<Logger, 'error'>
  /** Addresses and CIDR ranges of proxies whose X-Forwarded-For is believed; nobody else's is. */
  readonly trustProxy?: readonly string[]
  readonly limits?: Partial<Limits>
  readonly random?: () => number
}

const checkEveryMs = 1_000

export function createGateway(options: GatewayOptions): Gateway {
  const { bus, log, random = Math.random, trustProxy = [] } = options
  const limits = { ...defaultLimits, ...options.limits }
  const audience = createAudience({ bus })
  const guard = createGuard({ limits, trustProxy })
  const door = createWebSocketDoor(limits)
  const peers = new Set<Peer>()
  const closes: Record<number, number> = {}
  const counts = { framesIn: 0, framesOut: 0, refusals: 0 }
  let whenEmpty: (() => void) | undefined
  let unflushed: Peer[] = []

  const flush = () => {
    const waiting = unflushed
    unflushed = []
    for (const peer of waiting) peer.flush()
  }

  const hosts = new Map(
    options.endpoints.map((endpoint): [string, Host] => [
      endpoint.path,
      {
        endpoint,
        decoder: createDecoder(endpoint.frames),
        limits,
        greetings: createTurnstile({
          atOnce: limits.greetingsAtOnce,
          maxWaiting: limits.maxWaitingGreetings,
          refusal: () => new Refusal('unavailable', 'realtime.overloaded', 'Too many come at once.', { retryAfter: 5 }),
        }),
        flushSoon(peer) {
          if (unflushed.push(peer) === 1) setImmediate(flush)
        },
        joined: audience.joined,
        left: audience.left,
        ended(peer, code) {
          peers.delete(peer)
          closes[code] = (closes[code] ?? 0) + 1
        },
        gone(peer) {
          guard.left(peer.ip)
          if (guard.size() === 0) whenEmpty?.()
        },
        heard: () => void counts.framesIn++,
        sent(frames) {
          counts.framesOut += frames
        },
        refused: () => void counts.refusals++,
        failed: (cause, doing, peer) =>
          log.error({ err: cause, doing, connectionId: peer.id }, 'a frame handler failed'),
      },
    ]),
  )

  const open = (host: Host, transport: Transport, address: PeerAddress) => {
    const peer = new Peer(host, transport, address, Date.now())
    peers.add(peer)
    guard.entered(peer.ip)
    return peer
  }

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', ignore)
    const host = hosts.get(pathOf(request))
    const verdict = host ? guard.admit(host.endpoint, request) : { status: 404 as const }
    if (!host || 'status' in verdict) return turnAway(stream, 'status' in verdict ? verdict.status : 404)
    let isOpen = false
    door.enter(request, stream, head, (transport) => {
      isOpen = true
      return open(host, transport, verdict.address)
    })
    if (isOpen) stream.off('error', ignore) // `ws` listens from here on
  }

  const fallback = createFallback({ bus, hosts, guard, limits, open })

  const timer = setInterval(() => {
    const now = Date.now()
    for (const peer of peers) peer.check(now)
  }, checkEveryMs)
  timer.unref()

  /** Spread over time, so that ten thousand clients do not come back in the same instant. */
  const resumeAll = (reason: string) => {
    const { reconnectShortestMs, reconnectLongestMs } = limits
    const spreadMs = Math.min(reconnectLongestMs, reconnectShortestMs + peers.size)
    const code: CloseCode = 1012
    for (const peer of [...peers]) {
      peer.send({ type: 'bye', code, reason, reconnectAfterMs: Math.round(random() * spreadMs) })
      peer.close(code, reason)
    }
  }

  // Whoever stayed connected while the bus was away may have missed something, and cannot know.
  const stopCatchingUp = bus.onGap(() => resumeAll('catching up'))

  const drain = async () => {
    guard.shut()
    fallback.shut()
    resumeAll('restarting')
    if (guard.size() === 0) return
    await new Promise<void>((resolve) => {
      whenEmpty = resolve
      setTimeout(resolve, limits.closeTimeoutMs + 1_000).unref()
    })
  }

  return {
    publish: audience.publish,
    publishHere: audience.publishHere,
    closeAll: audience.closeAll,
    isFollowed: (topic) => audience.topics.has(topic),
    *followed(prefix) {
      for (const topic of audience.topics.names()) if (topic.startsWith(prefix)) yield topic
    },
    settled: () => bus.settled(),
    attach: (server) => void server.on('upgrade', upgrade),
    routes: fallback.routes,
    resumeAll,
    drain,
    stats() {
      const byEndpoint: Record<string, number> = Object.fromEntries([...hosts.keys()].map((path) => [path, 0]))
      const connections = { webSocket: 0, eventStream: 0 }
      for (const peer of peers) {
        connections[peer.transport]++
        byEndpoint[peer.path] = (byEndpoint[peer.path] ?? 0) + 1
      }
      const topics = audience.topics.size
      return { connections, byEndpoint, topics, ...counts, handshakesRefused: guard.refusals(), closes: { ...closes } }
    },
    async [Symbol.asyncDispose]() {
      stopCatchingUp()
      await drain()
      fallback[Symbol.dispose]()
      clearInterval(timer)
    },
  }
}

function ignore() {}

function pathOf(request: IncomingMessage) {
  const url = request.url ?? '/'
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

const reasons = { 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' } as const

function turnAway(stream: Duplex, status: keyof typeof reasons) {
  const retry = status === 429 || status === 503 ? 'Retry-After: 5\r\n' : ''
  stream.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${retry}\r\n`)
}
