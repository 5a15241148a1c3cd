import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Bus, createRequests } from '../bus/index.ts'
import { createEventStream } from './event-stream.ts'
import type { Guard } from './guard.ts'
import type { Limits } from './limits.ts'
import type { Host, Peer, PeerAddress, Transport } from './peer.ts'

/** An opening that no stream has taken yet. */
interface Opening {
  readonly path: string
  /** Of `open`: a stream of the same origin does not name it. */
  readonly origin: string
  /** In the order they came: hello first. */
  readonly frames: unknown[]
  readonly expiresAt: number
}

interface Stream {
  readonly path: string
  readonly peer: Peer
  beat(): void
}

const beatEveryMs = 15_000
const maxOpenings = 10_000
const maxFramesBeforeStream = 32

/**
 * The same frames where WebSockets are blocked: `open` leaves hello with whatever node it reaches, `stream` carries what
 * the server says, `frames` what the client says. The three requests may reach three nodes; the node that holds the
 * stream is the connection's, the others find it over the bus by its secret.
 */
export function createFallback({
  bus,
  hosts,
  guard,
  limits,
  open,
}: {
  bus: Bus
  hosts: ReadonlyMap<string, Host>
  guard: Guard
  limits: Limits
  open: (host: Host, transport: Transport, address: PeerAddress) => Peer
}) {
  const requests = createRequests({ bus })
  const openings = new Map<string, Opening>()
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

  /** Frames for a connection of this node; undefined when it is not of this node. */
  const takeFrames = (path: string, secret: string, frames: readonly unknown[]): boolean | undefined => {
    const stream = streams.get(secret)
    if (stream?.path === path) {
      for (const frame of frames) stream.peer.receiveValue(frame)
      return true
    }
    const opening = openings.get(secret)
    if (opening?.path !== path) return undefined
    if (opening.frames.length + frames.length > maxFramesBeforeStream) return false
    opening.frames.push(...frames)
    return true
  }

  const answerFrames = (secret: string) => (question: string) => {
    const space = question.indexOf(' ')
    const isTaken = takeFrames(question.slice(0, space), secret, JSON.parse(question.slice(space + 1)))
    return isTaken ? 'taken' : 'refused'
  }

  const takeOpening = (secret: string): Opening | undefined => {
    const opening = openings.get(secret)
    if (!opening) return undefined
    openings.delete(secret)
    forgetAnswers(secret)
    return opening
  }

  /** From here, or handed over by the node that `open` reached. Whoever takes it is the only one. */
  const findOpening = async (secret: string): Promise<Opening | undefined> => {
    const here = takeOpening(secret)
    if (here) return here
    const answer = await requests.ask(`stream.take.${secret}`, '')
    return answer ? (JSON.parse(answer) as Opening) : undefined
  }

  const timer = setInterval(() => {
    for (const stream of streams.values()) stream.beat()
  }, beatEveryMs)
  timer.unref()

  const expire = setInterval(() => {
    const now = Date.now()
    for (const [secret, opening] of openings) if (opening.expiresAt < now) takeOpening(secret)
  }, 1_000)
  expire.unref()

  /** Cross-origin pages may ask when the endpoint allows their origin; nothing here looks at their cookies for them. */
  const allowOrigin = (request: FastifyRequest, reply: FastifyReply) => {
    const { origin } = request.headers
    if (origin !== undefined) reply.header('access-control-allow-origin', origin).header('vary', 'Origin')
    reply.header('cache-control', 'no-store')
  }

  const serve = (fastify: FastifyInstance, path: string, host: Host) => {
    const admit = (request: FastifyRequest, reply: FastifyReply) => {
      const verdict = guard.admit(host.endpoint, request.raw)
      if ('address' in verdict) {
        allowOrigin(request, reply)
        return verdict.address
      }
      void reply.code(verdict.status).send(problem(verdict.status, 'realtime.not_admitted', 'Not admitted.'))
      return undefined
    }

    fastify.post(`${path}/open`, { bodyLimit: limits.maxFrameBytes }, async (request, reply) => {
      const address = admit(request, reply)
      if (!address) return reply
      if (openings.size >= maxOpenings) {
        return reply.code(503).send(problem(503, 'realtime.overloaded', 'Too many connections are being opened.'))
      }
      const secret = randomBytes(32).toString('base64url')
      const expiresAt = Date.now() + limits.helloTimeoutMs
      openings.set(secret, { path, origin: address.origin, frames: [request.body], expiresAt })
      answerFor(secret, {
        take: () => JSON.stringify(takeOpening(secret) ?? null),
        frames: answerFrames(secret),
      })
      await bus.settled()
      return reply.send({ connection: secret })
    })

    fastify.get<{ Querystring: { c?: string } }>(`${path}/stream`, async (request, reply) => {
      // A same-origin EventSource names no origin; the secret shows that its opener was admitted.
      const secret = request.query.c ?? ''
      const hasOrigin = request.headers.origin !== undefined
      const address = hasOrigin ? admit(request, reply) : guard.addressOf(request.raw)
      if (!address) return reply
      const opening = isSecret(secret) ? await findOpening(secret) : undefined
      if (opening?.path !== path) {
        return reply.code(410).send(problem(410, 'realtime.connection_unknown', 'Open a new connection.'))
      }
      reply.hijack()
      const { raw } = reply
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
      const transport = createEventStream(raw)
      const peer = open(host, transport, { ...address, origin: opening.origin })
      streams.set(secret, { path, peer, beat: transport.beat })
      answerFor(secret, { frames: answerFrames(secret) })
      raw.on('error', () => {})
      raw.on('close', () => {
        streams.delete(secret)
        forgetAnswers(secret)
        peer.gone()
      })
      for (const frame of opening.frames) peer.receiveValue(frame)
    })

    fastify.post(`${path}/frames`, { bodyLimit: limits.maxFrameBytes }, async (request, reply) => {
      if (!admit(request, reply)) return reply
      const secret = request.headers['x-connection']
      const { body } = request
      if (!Array.isArray(body)) {
        return reply.code(422).send(problem(422, 'validation.failed', 'The body is an array of frames.'))
      }
      const isTaken = isSecret(secret)
        ? (takeFrames(path, secret, body) ?? (await passOn(path, secret, body)))
        : undefined
      if (isTaken === undefined) {
        return reply.code(410).send(problem(410, 'realtime.connection_unknown', 'Open a new connection.'))
      }
      return isTaken
        ? reply.code(202).send()
        : reply.code(429).send(problem(429, 'realtime.too_fast', 'Open the stream first.'))
    })

    fastify.options(`${path}/*`, async (request, reply) => {
      if (!admit(request, reply)) return reply
      reply.header('access-control-allow-methods', 'GET, POST').header('access-control-max-age', '600')
      return reply.header('access-control-allow-headers', 'content-type, x-connection').code(204).send()
    })
  }

  const passOn = async (path: string, secret: string, frames: readonly unknown[]) => {
    const answer = await requests.ask(`stream.frames.${secret}`, `${path} ${JSON.stringify(frames)}`)
    return answer === undefined ? undefined : answer === 'taken'
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
    [Symbol.dispose]() {
      clearInterval(timer)
      clearInterval(expire)
      for (const secret of [...stopAnswering.keys()]) forgetAnswers(secret)
      requests[Symbol.dispose]()
    },
  }
}

const isSecret = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{43}$/.test(value)

const problem = (status: number, code: string, title: string) => ({ type: 'about:blank', status, code, title })
