import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'
import ipaddr from 'ipaddr.js'
import type { Endpoint, Frame } from './endpoint.ts'
import type { Limits } from './limits.ts'
import type { PeerAddress } from './peer.ts'

export type Verdict = { readonly address: PeerAddress } | { readonly status: 403 | 429 | 503 }

export interface Guard {
  allows(endpoint: Endpoint<Frame, unknown>, request: IncomingMessage): boolean
  /** By what is known without looking anything up: who may have one more connection. */
  admit(endpoint: Endpoint<Frame, unknown>, request: IncomingMessage): Verdict
  addressOf(request: IncomingMessage): PeerAddress
  entered(ip: string): void
  left(ip: string): void
  /** Nobody is admitted any more. */
  shut(): void
  /** Connections that are not quite gone yet. */
  size(): number
  refusals(): number
}

export function createGuard({ limits, trustProxy }: { limits: Limits; trustProxy: readonly string[] }): Guard {
  const isTrusted = trustProxy.length > 0 ? proxyAddress.compile([...trustProxy]) : () => false
  const byIp = new Map<string, number>()
  let size = 0
  let refusals = 0
  let isShut = false

  const allows = (endpoint: Endpoint<Frame, unknown>, { headers }: IncomingMessage) =>
    endpoint.allows({ origin: headers.origin, host: headers.host ?? '', headers })

  const verdictOn = (endpoint: Endpoint<Frame, unknown>, request: IncomingMessage): Verdict => {
    if (!allows(endpoint, request)) return { status: 403 }
    if (isShut || size >= limits.maxConnections) return { status: 503 }
    const address = addressOf(request)
    if ((byIp.get(address.ip) ?? 0) >= limits.maxConnectionsPerIp && isPublic(address.ip)) return { status: 429 }
    return { address }
  }

  const addressOf = (request: IncomingMessage): PeerAddress => ({
    ip: proxyAddress(request, isTrusted),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 400),
    origin: request.headers.origin ?? '',
    host: request.headers.host ?? '',
    cookieHeader: request.headers.cookie ?? '',
  })

  return {
    allows,
    admit(endpoint, request) {
      const verdict = verdictOn(endpoint, request)
      if ('status' in verdict) refusals++
      return verdict
    },
    addressOf,
    entered(ip) {
      size++
      byIp.set(ip, (byIp.get(ip) ?? 0) + 1)
    },
    left(ip) {
      size--
      const rest = (byIp.get(ip) ?? 0) - 1
      if (rest > 0) byIp.set(ip, rest)
      else byIp.delete(ip)
    },
    shut() {
      isShut = true
    },
    size: () => size,
    refusals: () => refusals,
  }
}

/** Many clients behind one public address are an office; behind a private one, our own proxy or a load generator. */
const isPublic = (ip: string) => ipaddr.isValid(ip) && ipaddr.process(ip).range() === 'unicast'
