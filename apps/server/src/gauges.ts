import type { Conversations } from './modules/conversation/index.ts'
import type { Db } from './platform/db/index.ts'
import type { ApiAnswer } from './platform/http/index.ts'
import type { Metrics } from './platform/metrics/index.ts'
import type { Gateway } from './platform/realtime/index.ts'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What tells `/metrics` of things as they happen. */
export function createMeters(metrics: Metrics) {
  const answered = metrics.histogram('http_seconds', 'Time to answer an API request', {
    buckets: seconds,
    labels: ['operation', 'status'],
  })
  const stored = metrics.counter('messages_total', 'Messages that were committed or refused')
  const batch = metrics.histogram('append_seconds', 'Time to commit a batch of messages', { buckets: seconds })
  return {
    answered: ({ operation, status, seconds: took }: ApiAnswer) =>
      answered(took, { operation: operation ?? 'none', status }),
    appended: ({ messages, seconds: took }: { messages: number; seconds: number }) => {
      stored({}, messages)
      batch(took)
    },
  }
}

export interface Measured {
  readonly gateway: Gateway
  readonly conversations: Pick<Conversations, 'queued' | 'waiting'>
  readonly db: Pick<Db, 'pool'>
}

/** What `/metrics` reads when it is asked, beside the process itself. */
export function createGauges(metrics: Metrics, { gateway, conversations, db }: Measured): void {
  const connections = () => gateway.stats().connections
  const byEndpoint = () => gateway.stats().byEndpoint
  const labelled = (name: string, counts: object) =>
    Object.entries(counts).map(([value, count]) => [{ [name]: value }, Number(count)] as const)

  metrics.gauge('sockets', 'Realtime connections by what carries them', () => labelled('transport', connections()), [
    'transport',
  ])
  metrics.gauge('endpoint_sockets', 'Realtime connections by endpoint', () => labelled('endpoint', byEndpoint()), [
    'endpoint',
  ])
  metrics.gauge('topics', 'Topics that somebody on this node follows', () => gateway.stats().topics)
  metrics.total('frames_in_total', 'Realtime frames received', () => gateway.stats().framesIn)
  metrics.total('frames_out_total', 'Realtime frames sent', () => gateway.stats().framesOut)
  metrics.total('frames_refused_total', 'Realtime frames refused', () => gateway.stats().refusals)
  metrics.gauge('messages_waiting', 'Messages that wait to be committed', () => conversations.queued)
  metrics.gauge(
    'conversations_waiting',
    'Conversations that wait for an agent, of all companies',
    conversations.waiting,
  )
  metrics.gauge(
    'database_connections',
    'Connections of the pool',
    () => labelled('state', { idle: db.pool.idleCount, busy: db.pool.totalCount - db.pool.idleCount }),
    ['state'],
  )
  metrics.gauge('database_waiting', 'Transactions that wait for a connection', () => db.pool.waitingCount)
}
