import { randomUUID } from 'node:crypto'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import fastify, { errorCodes, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { maxBodyBytes, parseJson } from './json.ts'
import { isOurFault, problemOf } from './problem.ts'
import { commonHeaders, consolePolicy, type PageOrigins } from './security-headers.ts'

export interface HttpOptions {
  readonly publicUrl: URL
  readonly filesOrigin?: string | undefined
  /** Addresses and CIDR ranges of proxies whose X-Forwarded-* headers are believed; nobody else's are. */
  readonly trustProxy: readonly string[]
  readonly log: Logger
}

/** An upload route overrides this with its own time. */
const handlerTimeoutMs = 30_000
const slowestUploadMs = 20 * 60_000

/** A Fastify server with our limits, headers and error answers, and no routes yet. */
export function createHttpServer({ publicUrl, filesOrigin, trustProxy, log }: HttpOptions): FastifyInstance {
  const isHttps = publicUrl.protocol === 'https:'
  const headers = commonHeaders(isHttps)

  const server: FastifyInstance = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    bodyLimit: maxBodyBytes,
    handlerTimeout: handlerTimeoutMs,
    requestTimeout: slowestUploadMs,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    http: { headersTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    routerOptions: { maxParamLength: 200 },
  })

  server.register(cookie)
  server.register(compress, {
    globalDecompression: false,
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })

  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : parseJson(String(body)))
    } catch (error) {
      done(error instanceof Error ? error : new Error('parsing failed', { cause: error }))
    }
  })

  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') {
      reply.header('connection', 'close')
      throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(encoding)
    }
  })

  server.addHook('onSend', async (request, reply) => {
    for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) reply.header(name, value)
    if (!reply.hasHeader('content-security-policy')) {
      const origins = pageOrigins(publicUrl, request.host, filesOrigin)
      reply.header('content-security-policy', consolePolicy(origins)).header('x-frame-options', 'DENY')
    }
  })

  server.addHook('onResponse', async (request, reply) => {
    // The pattern, not the address: addresses carry ids and signatures.
    const route = request.routeOptions.url ?? 'none'
    const ms = Math.round(reply.elapsedTime)
    request.log.debug({ method: request.method, route, status: reply.statusCode, ms }, 'answered')
  })

  server.setErrorHandler((error, request, reply) => {
    if (isOurFault(error)) request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    const problem = problemOf(error, request.id)
    if (problem.retryAfter !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfter))
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  })

  return server
}

/** Where the pages of this answer may open sockets and load files: the address it was asked under, and the public one. */
export function pageOrigins(publicUrl: URL, host: string, files: string | undefined): PageOrigins {
  const hosts = new Set([publicUrl.host, ...(/^[a-z0-9.[\]:-]+$/i.test(host) ? [host] : [])])
  const scheme = publicUrl.protocol === 'https:' ? 'wss' : 'ws'
  return { sockets: [...hosts].map((name) => `${scheme}://${name}`).join(' '), files }
}
