import type { Conversations } from './modules/conversation/index.ts'
import type { Db } from './platform/db/index.ts'
import type { ApiAnswer } from './platform/http/index.ts'
import type { Metrics } from './platform/metrics/index.ts'
import type { Gateway } from './platform/realtime/index.ts'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What `/metrics` tells of this node beside the process itself. Answers how to tell it of an answered request. */
export function measure(
  metrics: Metrics,
  { gateway, conversations, db }: { gateway: Gateway; conversations: Conversations; db: Db },
): (answer: ApiAnswer) => void {
  metrics.gauge('sockets', 'Realtime connections by what carries them', () =>
    Object.entries(gateway.stats().connections).map(([transport, count]) => [{ transport }, count]),
  )
  metrics.gauge('endpoint_sockets', 'Realtime connections by endpoint', () =>
    Object.entries(gateway.stats().byEndpoint).map(([endpoint, count]) => [{ endpoint }, count]),
  )
  metrics.gauge('topics', 'Topics that somebody on this node follows', () => gateway.stats().topics)
  metrics.total('frames_in_total', 'Realtime frames received', () => gateway.stats().framesIn)
  metrics.total('frames_out_total', 'Realtime frames sent', () => gateway.stats().framesOut)
  metrics.total('frames_refused_total', 'Realtime frames refused', () => gateway.stats().refusals)
  metrics.gauge('messages_waiting', 'Messages that wait to be committed', () => conversations.queued)
  metrics.gauge('database_connections', 'Connections of the pool', () => [
    [{ state: 'idle' }, db.pool.idleCount],
    [{ state: 'busy' }, db.pool.totalCount - db.pool.idleCount],
  ])
  metrics.gauge('database_waiting', 'Transactions that wait for a connection', () => db.pool.waitingCount)

  const answered = metrics.histogram('http_seconds', 'Time to answer an API request', {
    buckets: seconds,
    labels: ['operation', 'status'],
  })
  return ({ operation, status, seconds: took }) => answered(took, { operation: operation ?? 'none', status })
}
