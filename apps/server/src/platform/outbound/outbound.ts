import type { LookupAddress } from 'node:dns'
import { lookup as lookUp } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import { readBody } from './body.ts'
import { createNetworks } from './networks.ts'
import { admit, readTarget } from './target.ts'
import { type OutboundTrouble, Stopped, troubleOf } from './trouble.ts'

export interface OutboundOptions {
  /** Networks of the operator's own, where requests may go as well, and without https if need be. */
  readonly ownNetworks: readonly string[]
  /** How names become addresses; the system's way by default. */
  readonly resolve?: (hostname: string) => Promise<LookupAddress[]>
  /** Requests on their way to one host at a time; one more is told `busy`. */
  readonly perTarget?: number
}

export interface OutboundRequest {
  /** As somebody typed it. */
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** From the name's lookup to the answer's last byte. */
  readonly timeoutMs: number
  /** Of the answer, unpacked. */
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

export type OutboundAnswer =
  | {
      readonly outcome: 'answered'
      readonly status: number
      /** Lower case; of repeated ones the first. */
      readonly headers: Readonly<Record<string, string>>
      readonly body: Buffer
      readonly tookMs: number
    }
  | { readonly outcome: 'failed'; readonly trouble: OutboundTrouble; readonly tookMs: number }

const connectTimeoutMs = 5_000
const maxHeaderBytes = 16 * 1024

/**
 * The one door for HTTP requests to addresses that people typed in. Whoever can type an address could otherwise make
 * the server ask its own machine and the networks around it. A name is resolved once, by the connection that uses the
 * result, so no second lookup can turn out differently. Redirects are not followed, cookies and passwords not sent.
 */
export function createOutbound({ ownNetworks, resolve = resolveAll, perTarget = 8 }: OutboundOptions) {
  const networks = createNetworks(ownNetworks)
  const agents = { 'https:': agentFor(false), 'http:': agentFor(true) }
  const underWay = new Map<string, number>()

  function agentFor(isHttp: boolean): Agent {
    const lookup: LookupFunction = (hostname, { all }, callback) => {
      resolve(hostname)
        .then((found) => {
          for (const { address } of found) admit(address, { isHttp, networks })
          const [first] = found
          if (!first) throw new Stopped('unresolved')
          return { found, first }
        }, unresolved)
        .then(
          ({ found, first }) => (all ? callback(null, found) : callback(null, first.address, first.family)),
          (error: Error) => callback(error, ''),
        )
    }
    return new Agent({
      connect: { lookup, timeout: connectTimeoutMs },
      connections: perTarget,
      allowH2: false,
      maxHeaderSize: maxHeaderBytes,
    })
  }

  async function ask(url: URL, request: OutboundRequest): Promise<Omit<Answered, 'tookMs'>> {
    const timeout = AbortSignal.timeout(request.timeoutMs)
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
    try {
      const answer = await agents[url.protocol === 'http:' ? 'http:' : 'https:'].request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: { 'user-agent': 'Youwen', 'accept-encoding': 'gzip', ...request.headers },
        body: request.body ?? null,
        signal,
        // The one limit is the whole request's.
        headersTimeout: 0,
        bodyTimeout: 0,
      })
      return await received(answer, request.maxBytes)
    } catch (error) {
      if (request.signal?.aborted) throw new Stopped('cancelled')
      if (timeout.aborted) throw new Stopped('timed_out')
      throw error
    }
  }

  return {
    /** Whether an address could be asked at all, without asking it; for the form in which it is typed. */
    faultOf(address: string): OutboundTrouble | undefined {
      try {
        readTarget(address, networks)
        return undefined
      } catch (error) {
        return knownTrouble(error)
      }
    },

    async send(request: OutboundRequest): Promise<OutboundAnswer> {
      const begunAt = performance.now()
      const tookMs = () => Math.round(performance.now() - begunAt)
      try {
        const url = readTarget(request.url, networks)
        const before = underWay.get(url.host) ?? 0
        if (before >= perTarget) throw new Stopped('busy')
        underWay.set(url.host, before + 1)
        try {
          return { ...(await ask(url, request)), tookMs: tookMs() }
        } finally {
          const left = (underWay.get(url.host) ?? 1) - 1
          if (left > 0) underWay.set(url.host, left)
          else underWay.delete(url.host)
        }
      } catch (error) {
        return { outcome: 'failed', trouble: knownTrouble(error), tookMs: tookMs() }
      }
    },

    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(agents).map((agent) => agent.destroy()))
    },
  }
}
export type Outbound = ReturnType<typeof createOutbound>

type Answered = Extract<OutboundAnswer, { outcome: 'answered' }>

async function received(answer: Dispatcher.ResponseData, maxBytes: number): Promise<Omit<Answered, 'tookMs'>> {
  const { statusCode: status, body: source } = answer
  try {
    if (status >= 300 && status < 400 && status !== 304) throw new Stopped('redirected')
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) ?? '']),
    )
    const body = await readBody(source, headers['content-encoding']?.trim().toLowerCase() ?? '', maxBytes)
    return { outcome: 'answered', status, headers, body }
  } finally {
    // What is not wanted is not waited for, and a stream that fails while nobody listens would end the process.
    source.on('error', () => {}).destroy()
  }
}

const resolveAll = (hostname: string) => lookUp(hostname, { all: true })

function unresolved(): never {
  throw new Stopped('unresolved')
}

function knownTrouble(error: unknown): OutboundTrouble {
  const trouble = troubleOf(error)
  if (!trouble) throw error
  return trouble
}
