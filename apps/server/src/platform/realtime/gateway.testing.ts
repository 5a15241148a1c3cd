import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type CloseCode, protocolVersion } from '@youwen/contract/realtime'
import Fastify from 'fastify'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { type Bus, createBus } from '../bus/index.ts'
import { Refusal } from '../errors.ts'
import type { Connection, Endpoint, Gateway } from './endpoint.ts'
import { createGateway, type GatewayOptions } from './gateway.ts'

/** A small endpoint on which everything that the gateway promises can be observed. */
const EchoFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    protocol: z.int(),
    name: z.string().max(20),
    topics: z.array(z.string()).default([]),
    /** Finishes only when the test says so. */
    isSlow: z.boolean().default(false),
    refuseAs: z.enum(['unauthenticated', 'forbidden', 'rate_limited', 'unavailable', 'not_found', 'defect']).optional(),
  }),
  z.object({ type: z.literal('say'), id: z.string().max(40), text: z.string().max(100) }),
  /** Answered only when the test says so. */
  z.object({ type: z.literal('slow'), id: z.string() }),
  z.object({ type: z.literal('fail'), id: z.string(), how: z.enum(['refusal', 'throw', 'reject']) }),
  z.object({ type: z.literal('ping') }),
])
type EchoFrame = z.infer<typeof EchoFrame>

export interface EchoNode extends AsyncDisposable {
  readonly gateway: Gateway
  readonly port: number
  /** What the endpoint saw, in order. */
  readonly seen: string[]
  readonly connections: Map<string, Connection>
  readonly failures: unknown[]
  /** Lets everything slow go on. */
  release(): void
}

export async function startEchoNode({
  bus = createBus({ log: { warn: () => {}, info: () => {} } }),
  allows = () => true,
  recheck,
  ...options
}: Partial<GatewayOptions> & {
  bus?: Bus
  allows?: Endpoint<EchoFrame, string>['allows']
  recheck?: Endpoint<EchoFrame, string>['recheck']
} = {}): Promise<EchoNode> {
  const seen: string[] = []
  const failures: unknown[] = []
  const connections = new Map<string, Connection>()
  let slow: (() => void)[] = []
  const whenReleased = () => new Promise<void>((resolve) => void slow.push(resolve))

  const echo: Endpoint<EchoFrame, string> = {
    path: '/realtime/echo',
    frames: EchoFrame,
    allows,
    async hello(connection, { name, topics, isSlow, refuseAs }) {
      seen.push(`hello ${name}`)
      for (const topic of topics) connection.join(topic)
      await gateway.settled()
      if (isSlow) await whenReleased()
      if (refuseAs === 'defect') throw new Error('a defect')
      if (refuseAs) throw new Refusal(refuseAs, `echo.${refuseAs}`, 'No.', { retryAfter: 3 })
      connections.set(name, connection)
      connection.send({ type: 'welcome', name })
      return name
    },
    receive(connection, name, frame) {
      seen.push(`${frame.type} ${'id' in frame ? frame.id : ''} by ${name}`)
      switch (frame.type) {
        case 'say':
          return connection.send({ type: 'said', id: frame.id, text: frame.text })
        case 'slow':
          return whenReleased().then(() => connection.send({ type: 'done', id: frame.id }))
        case 'fail':
          if (frame.how === 'refusal') throw new Refusal('conflict', 'echo.refused', 'Not so.', { retryAfter: 2 })
          if (frame.how === 'reject') return Promise.reject(new Refusal('conflict', 'echo.rejected', 'Not so either.'))
          throw new Error('a defect')
        default:
          return undefined
      }
    },
    closed(_, name) {
      seen.push(`closed ${name}`)
      connections.delete(name)
    },
    ...(recheck ? { recheck } : {}),
  }

  const gateway: Gateway = createGateway({
    bus,
    endpoints: [echo],
    log: { error: (fields: unknown) => void failures.push(fields) },
    random: () => 0.5,
    ...options,
  })
  const fastify = Fastify({ forceCloseConnections: true })
  gateway.routes(fastify)
  gateway.attach(fastify.server)
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const { port } = fastify.server.address() as AddressInfo

  return {
    gateway,
    port,
    seen,
    failures,
    connections,
    release() {
      const waiting = slow
      slow = []
      for (const resolve of waiting) resolve()
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await fastify.close()
      await bus[Symbol.asyncDispose]()
    },
  }
}

export const hello = (name: string, more: object = {}) => ({ type: 'hello', protocol: protocolVersion, name, ...more })
export const say = (id: string, text = '你好') => ({ type: 'say', id, text })

type Received = { readonly type: string } & Record<string, unknown>

/** Whatever carries the frames, a client is what it sent and what it got. */
export interface EchoClient extends AsyncDisposable {
  readonly frames: Received[]
  readonly closed: { readonly code: number; readonly reason: string } | undefined
  send(...frames: readonly object[]): Promise<void>
  /** Resolves with the first `count` frames of a type. */
  got(type: string, count?: number): Promise<Received[]>
  gone(): Promise<{ readonly code: number; readonly reason: string }>
}

export interface WebSocketEchoClient extends EchoClient {
  readonly socket: WebSocket
  raw(data: string | Buffer): void
}

const waiting = (client: Pick<EchoClient, 'frames' | 'closed'>) => ({
  got: (type: string, count = 1) =>
    vi.waitFor(
      () => {
        const found = client.frames.filter((frame) => frame.type === type)
        if (found.length < count) throw new Error(`${found.length} of ${count} ${type}: ${summary(client)}`)
        return found
      },
      { timeout: 5_000, interval: 5 },
    ),
  gone: () =>
    vi.waitFor(
      () => {
        if (!client.closed) throw new Error(`not closed: ${summary(client)}`)
        return client.closed
      },
      { timeout: 5_000, interval: 5 },
    ),
})

const summary = ({ frames, closed }: Pick<EchoClient, 'frames' | 'closed'>) =>
  JSON.stringify({ frames: frames.slice(-5), closed })

export async function connectEcho(
  { port }: Pick<EchoNode, 'port'>,
  options: { origin?: string; headers?: Record<string, string>; path?: string } = {},
): Promise<WebSocketEchoClient> {
  const { path = '/realtime/echo', ...rest } = options
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, rest)
  const frames: Received[] = []
  const state = { frames, closed: undefined as EchoClient['closed'] }
  socket.on('message', (data) => void frames.push(JSON.parse(data.toString())))
  socket.on('close', (code, reason) => {
    state.closed = { code, reason: reason.toString() }
  })
  await once(socket, 'open')
  socket.on('error', () => {})
  return {
    socket,
    frames,
    get closed() {
      return state.closed
    },
    raw: (data) => socket.send(data),
    async send(...out) {
      for (const frame of out) socket.send(JSON.stringify(frame))
    },
    ...waiting(state),
    async [Symbol.asyncDispose]() {
      socket.terminate()
    },
  }
}

/** Opens, listens and sends at three addresses, as a load balancer may have it. */
export async function connectByEvents(
  nodes: { open: EchoNode; stream: EchoNode; frames: EchoNode },
  first: object,
): Promise<
  EchoClient & { readonly headers: Headers; readonly connection: string; post(body: string): Promise<Response> }
> {
  const at = ({ port }: EchoNode, what: string) => `http://127.0.0.1:${port}/realtime/echo/${what}`
  const opened = await fetch(at(nodes.open, 'open'), { method: 'POST', body: JSON.stringify(first) })
  if (!opened.ok) throw new Error(`open was answered by ${opened.status}`)
  const { connection } = (await opened.json()) as { connection: string }
  const aborting = new AbortController()
  const stream = await fetch(`${at(nodes.stream, 'stream')}?c=${connection}`, { signal: aborting.signal })
  const frames: Received[] = []
  const state = { frames, closed: undefined as EchoClient['closed'] }
  const reading = read(stream, (event, data) => {
    if (event === 'close') state.closed = JSON.parse(data) as { code: CloseCode; reason: string }
    else frames.push(JSON.parse(data))
  }).catch(() => {})
  const post = (body: string) =>
    fetch(at(nodes.frames, 'frames'), { method: 'POST', body, headers: { 'x-connection': connection } })
  return {
    connection,
    headers: stream.headers,
    frames,
    get closed() {
      return state.closed
    },
    post,
    async send(...out) {
      const { status } = await post(JSON.stringify(out))
      if (status !== 202) throw new Error(`frames were answered by ${status}`)
    },
    ...waiting(state),
    async [Symbol.asyncDispose]() {
      aborting.abort()
      await reading
    },
  }
}

async function read({ body }: Response, heard: (event: string, data: string) => void) {
  let buffered = ''
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    buffered += chunk
    for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
      const fields = new Map(
        buffered
          .slice(0, end)
          .split('\n')
          .map((line) => line.split(/: (.*)/s) as [string, string]),
      )
      buffered = buffered.slice(end + 2)
      const data = fields.get('data')
      if (data !== undefined) heard(fields.get('event') ?? 'message', data)
    }
  }
}
