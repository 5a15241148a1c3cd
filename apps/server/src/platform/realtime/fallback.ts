import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Bus, createRequests } from '../bus/index.ts'
import { createEventStream } from './event-stream.ts'
import type { Guard } from './guard.ts'
import type { Limits } from './limits.ts'
import { createOpenings, type Opening } from './openings.ts'
import type { Host, Peer, PeerAddress, Transport } from './peer.ts'

interface Stream {
  readonly path: string
  readonly peer: Peer
  beat(): void
}

const beatEveryMs = 15_000
/** A hello, with room for long addresses of pages. */
const maxHelloBytes = 16 * 1024

export interface FallbackParts {
  readonly bus: Bus
  readonly hosts: ReadonlyMap<string, Host>
  readonly guard: Guard
  readonly limits: Limits
  readonly open: (host: Host, transport: Transport, address: PeerAddress) => Peer
}

/**
 * The same frames where WebSockets are blocked: `open` leaves hello with whatever node it reaches, `stream` carries what
 * the server says, `frames` what the client says. The three requests may reach three nodes; the node that holds the
 * stream is the connection's, the others find it over the bus by its secret.
 */
export function createFallback({ bus, hosts, guard, limits, open }: FallbackParts) {
  const requests = createRequests({ bus })
  const openings = createOpenings({ limits, guard })
  const streams = new Map<string, Stream>()
  const stopAnswering = new Map<string, (() => void)[]>()

  const answerFor = (secret: string, answers: Record<string, (question: string) => string>) => {
    forgetAnswers(secret)
    const stops = Object.entries(answers).map(([what, answer]) => requests.answer(`stream.${what}.${secret}`, answer))
    stopAnswering.set(secret, stops)
  }

  const forgetAnswers = (secret: string) => {
    for (const stop of stopAnswering.get(secret) ?? []) stop()
    stopAnswering.delete(secret)
  }
  openings.onGone(forgetAnswers)

  /** Frames for a connection of this node; undefined when it is not of this node. */
  const takeFrames = (path: string, secret: string, frames: readonly unknown[]): boolean | undefined => {
    const stream = streams.get(secret)
    if (stream?.path !== path) return openings.push(path, secret, frames)
    for (const frame of frames) stream.peer.receiveValue(frame)
    return true
  }

  const answerFrames = (secret: string) => (question: string) => {
    const space = question.indexOf(' ')
    const isTaken = takeFrames(question.slice(0, space), secret, JSON.parse(question.slice(space + 1)))
    return isTaken ? 'taken' : 'refused'
  }

  const passOn = async (path: string, secret: string, frames: readonly unknown[]) => {
    const answer = await requests.ask(`stream.frames.${secret}`, `${path} ${JSON.stringify(frames)}`)
    return answer === undefined ? undefined : answer === 'taken'
  }

  /** From here, or handed over by the node that `open` reached. Whoever takes it is the only one. */
  const takeOpening = async (secret: string): Promise<Opening | undefined> => {
    const here = openings.take(secret)
    if (here) return here
    const answer = await requests.ask(`stream.take.${secret}`, '')
    return answer ? (JSON.parse(answer) as Opening) : undefined
  }

  const timer = setInterval(() => {
    for (const stream of streams.values()) stream.beat()
  }, beatEveryMs)
  timer.unref()

  const serve = (fastify: FastifyInstance, path: string, host: Host) => {
    /** Only pages whose origin the endpoint allows; their browsers are told so. */
    const isAllowed = (request: FastifyRequest, reply: FastifyReply) => {
      const { origin } = request.headers
      reply.header('cache-control', 'no-store')
      if (!guard.allows(host.endpoint, request.raw)) {
        void refuse(reply, 403, 'realtime.origin_not_allowed', 'This page may not connect here.')
        return false
      }
      if (origin !== undefined) reply.header('access-control-allow-origin', origin).header('vary', 'Origin')
      return true
    }

    fastify.post(`${path}/open`, { bodyLimit: maxHelloBytes }, async (request, reply) => {
      if (!isAllowed(request, reply)) return reply
      const verdict = guard.admit(host.endpoint, request.raw)
      if ('status' in verdict || openings.isFull()) {
        const status = 'status' in verdict ? verdict.status : 503
        return refuse(reply.header('retry-after', 5), status, 'realtime.overloaded', 'Too many connections.')
      }
      const { ip, origin } = verdict.address
      const secret = openings.add({ path, ip, origin, frames: [request.body] })
      answerFor(secret, {
        take: () => JSON.stringify(openings.take(secret) ?? null),
        frames: answerFrames(secret),
      })
      await bus.settled()
      return reply.send({ connection: secret })
    })

    fastify.get<{ Querystring: { c?: string } }>(`${path}/stream`, async (request, reply) => {
      // A same-origin EventSource names no origin; the secret shows that its opener was admitted.
      if (request.headers.origin !== undefined && !isAllowed(request, reply)) return reply
      const secret = request.query.c ?? ''
      const opening = isSecret(secret) ? await takeOpening(secret) : undefined
      if (opening?.path !== path) return refuse(reply, 410, 'realtime.connection_unknown', 'Open a new connection.')
      reply.hijack()
      const { raw } = reply
      if (raw.destroyed) return
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value)
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      })
      raw.socket?.setNoDelay(true)
      raw.write(':\n\n')
      const transport = createEventStream(raw, limits)
      const peer = open(host, transport, { ...guard.addressOf(request.raw), origin: opening.origin })
      streams.set(secret, { path, peer, beat: transport.beat })
      answerFor(secret, { frames: answerFrames(secret) })
      raw.on('error', () => {}) // followed by close
      raw.on('close', () => {
        streams.delete(secret)
        forgetAnswers(secret)
        peer.gone()
      })
      for (const frame of opening.frames) peer.receiveValue(frame)
    })

    fastify.post(`${path}/frames`, { bodyLimit: limits.maxFrameBytes }, async (request, reply) => {
      if (!isAllowed(request, reply)) return reply
      const { body } = request
      if (!Array.isArray(body)) return refuse(reply, 422, 'validation.failed', 'The body is an array of frames.')
      const secret = request.headers['x-connection']
      const isTaken = isSecret(secret)
        ? (takeFrames(path, secret, body) ?? (await passOn(path, secret, body)))
        : undefined
      if (isTaken === undefined) return refuse(reply, 410, 'realtime.connection_unknown', 'Open a new connection.')
      return isTaken ? reply.code(202).send() : refuse(reply, 429, 'realtime.too_fast', 'Open the stream first.')
    })

    fastify.options(`${path}/*`, async (request, reply) => {
      if (!isAllowed(request, reply)) return reply
      reply.header('access-control-allow-methods', 'GET, POST').header('access-control-max-age', '600')
      return reply.header('access-control-allow-headers', 'content-type, x-connection').code(204).send()
    })
  }

  return {
    routes(fastify: FastifyInstance) {
      void fastify.register(async (scope) => {
        // Bodies are frames: parsed here, checked where all frames are, whatever type the client declares.
        scope.removeAllContentTypeParsers()
        scope.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => {
          try {
            done(null, JSON.parse(String(body)))
          } catch {
            done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }))
          }
        })
        for (const [path, host] of hosts) serve(scope, path, host)
      })
    },
    shut: openings.clear,
    [Symbol.dispose]() {
      clearInterval(timer)
      openings[Symbol.dispose]()
      for (const secret of [...stopAnswering.keys()]) forgetAnswers(secret)
      requests[Symbol.dispose]()
    },
  }
}

const isSecret = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{43}$/.test(value)

const refuse = (reply: FastifyReply, status: number, code: string, title: string) =>
  reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, code, title }))
