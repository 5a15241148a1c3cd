import type { FastifyInstance } from 'fastify'

/** What must answer before this node may be given work: `database`, `bus`. Throws when it does not. */
export type ReadyChecks = Record<string, () => Promise<unknown>>

const checkTimeoutMs = 2_000

/** `/healthz`: the process lives. `/readyz`: it can serve, and is not on its way out. */
export function serveHealth(server: FastifyInstance, checks: ReadyChecks, isDraining: () => boolean): void {
  server.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))

  server.get('/readyz', async (_request, reply) => {
    const answers = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, (await answersInTime(check)) ? 'ok' : 'failed'] as const,
      ),
    )
    const isReady = !isDraining() && answers.every(([, answer]) => answer === 'ok')
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ok' : isDraining() ? 'draining' : 'failed', checks: Object.fromEntries(answers) })
  })
}

async function answersInTime(check: () => Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>()
  const timer = setTimeout(() => resolve(false), checkTimeoutMs)
  try {
    return await Promise.race([check().then(() => true), late])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
