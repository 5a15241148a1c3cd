import type { FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'
import type { AgentCaller, Caller, VisitorCaller } from './caller.ts'
import { changesSomething, isFromForeignPages, isFromOurPages } from './origin.ts'

/** Who knows what a token is worth. */
export interface Authenticators {
  readonly sessionCookie: string
  agentByToken(token: string): Promise<AgentCaller | null>
  visitorByToken(token: string): Promise<VisitorCaller | null>
}

const anonymous: Caller = { kind: 'anonymous' }

/** Who sends this request. A token that is worth nothing makes an anonymous caller. */
export async function callerOf(
  request: FastifyRequest,
  publicOrigin: string,
  { sessionCookie, agentByToken, visitorByToken }: Authenticators,
): Promise<Caller> {
  const { headers, host, method } = request
  const [scheme, token] = (headers.authorization ?? '').split(' ')
  if (token && scheme === 'Bearer') return (await agentByToken(token)) ?? anonymous
  if (token && scheme === 'Visitor') return (await visitorByToken(token)) ?? anonymous

  const cookie = request.cookies[sessionCookie]
  if (changesSomething(method)) {
    // A page elsewhere could also log the browser in, as somebody it knows; so this is asked with and without a cookie.
    const isForeign = cookie
      ? !isFromOurPages(headers, host, publicOrigin)
      : isFromForeignPages(headers, host, publicOrigin)
    if (isForeign) {
      throw new Refusal('forbidden', 'security.foreign_page', 'This may only be asked for by pages of this server.')
    }
  }
  return cookie ? ((await agentByToken(cookie)) ?? anonymous) : anonymous
}
