import type { FastifyInstance } from 'fastify'
import { describeApi } from './openapi.ts'
import { renderReference } from './reference.ts'

/** `/api/openapi.json` and the pages under `/docs`. What they say depends on the code alone: made once, when asked for. */
export function serveDocs(server: FastifyInstance, { realtime }: { realtime: () => string }): void {
  let described: ReturnType<typeof describeApi> | undefined
  const document = () => (described ??= describeApi())

  server.get('/api/openapi.json', async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .send(await document()),
  )
  server.get('/docs/api', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(renderReference(await document())),
  )
  server.get('/docs/realtime', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(realtime()),
  )
}
