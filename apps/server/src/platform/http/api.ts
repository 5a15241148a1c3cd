import { StandardOpenAPIHandler } from '@orpc/openapi/standard'
import type { Router } from '@orpc/server'
import type { contract } from '@youwen/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'
import type { AuditEntry, CookieOptions, RequestContext } from './context.ts'
import { type Authenticators, callerOf } from './credentials.ts'
import { checkQuery } from './json.ts'

/** Every route of the contract, implemented. */
export type ApiRouter = Router<typeof contract, RequestContext>

/** One answered request, as metrics see it; `operation` is `phrase.save`, or null when no route fits. */
export interface ApiAnswer {
  readonly operation: string | null
  readonly status: number
  readonly seconds: number
}

export interface ApiOptions {
  readonly router: ApiRouter
  readonly publicUrl: URL
  readonly authenticators: Authenticators
  recordAudit(entry: AuditEntry): Promise<void>
  readonly isAppOn: RequestContext['isAppOn']
  observe(answer: ApiAnswer): void
}

/** What is learnt of a request while it is served. */
interface Trace {
  operation: string | null
  error?: unknown
}
type TracedContext = RequestContext & { readonly trace: Trace }

/** Serves the contract under `/api`. Whatever is thrown goes on to the server's error handler. */
export function serveApi(server: FastifyInstance, options: ApiOptions): void {
  const { publicUrl, authenticators, recordAudit, isAppOn, observe } = options
  const isHttps = publicUrl.protocol === 'https:'

  const handler = new StandardOpenAPIHandler<TracedContext>(options.router, {
    clientInterceptors: [
      ({ context, path, next }) => {
        context.trace.operation = path.join('.')
        return next()
      },
    ],
    interceptors: [
      async ({ context, next }) => {
        try {
          return await next()
        } catch (error) {
          context.trace.error = error
          throw error
        }
      },
    ],
  })

  const contextOf = async (request: FastifyRequest, reply: FastifyReply, trace: Trace): Promise<TracedContext> => ({
    caller: await callerOf(request, publicUrl.origin, authenticators),
    ip: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 400),
    requestId: request.id,
    setCookie: (name, value, { maxAgeSeconds }: CookieOptions = {}) =>
      void reply.setCookie(name, value, {
        ...cookieAttributes(isHttps),
        ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
      }),
    clearCookie: (name) => void reply.clearCookie(name, cookieAttributes(isHttps)),
    recordAudit,
    isAppOn,
    trace,
  })

  server.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/api/*',
    handler: async (request, reply) => {
      const trace: Trace = { operation: null }
      reply.raw.once('close', () =>
        observe({ operation: trace.operation, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 }),
      )
      const url = new URL(request.url, publicUrl)
      checkQuery(url.searchParams)
      const { matched, response } = await handler.handle(
        { method: request.method, url, headers: request.headers, body: async () => request.body, signal: undefined },
        { prefix: '/api', context: await contextOf(request, reply, trace) },
      )
      if ('error' in trace) throw trace.error
      if (!matched) throw new Refusal('not_found', 'route.not_found', 'There is no such address.')
      reply.code(response.status).header('cache-control', 'no-store')
      return response.body === undefined
        ? reply.send()
        : reply.type('application/json; charset=utf-8').send(JSON.stringify(response.body))
    },
  })
}

const cookieAttributes = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure }) as const
