import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Db } from '../db/index.ts'

const leaseSeconds = 20
const renewEveryMs = 5_000

/**
 * This running server among the others. What a node holds in the database (connections, open pages) names the node;
 * it counts as long as the node renews its lease, and is released by any living node once the lease ran out.
 */
export interface Node extends AsyncDisposable {
  readonly nodeId: string
  /** @param jobWorker by which name it holds jobs, for whoever releases them. */
  start(jobWorker?: string): Promise<void>
  /**
   * Releases what these nodes held. They are forgotten when all handlers succeeded, else the handlers are called again:
   * a handler must bear being called twice for the same node.
   */
  onDead(handler: (nodeIds: readonly string[]) => Promise<void>): void
  /** This node was itself taken for dead (it was frozen, or lost the database): what it held has been released. */
  onRevived(handler: () => void): void
  /** Both happen every 5 s by themselves. */
  renew(): Promise<void>
  sweep(): Promise<void>
}

export function createNode({ db, log }: { db: Pick<Db, 'pool'>; log: Pick<Logger, 'warn'> }): Node {
  const nodeId = randomUUID()
  const deadHandlers: ((nodeIds: readonly string[]) => Promise<void>)[] = []
  const revivedHandlers: (() => void)[] = []
  let worker: string | null = null
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> | undefined

  /** Answers whether the lease had to be made anew. */
  const takeLease = async () => {
    const { rows } = await db.pool.query<{ is_new: boolean }>(
      `insert into node (node_id, lease_until, job_worker) values ($1, now() + $2 * interval '1 second', $3)
       on conflict (node_id) do update set lease_until = excluded.lease_until
       returning xmax = 0 as is_new`,
      [nodeId, leaseSeconds, worker],
    )
    return rows[0]?.is_new === true
  }

  const renew = async () => {
    if (await takeLease()) for (const handler of revivedHandlers) handler()
  }

  /** The row locks keep a second node from releasing the same ones at the same time. */
  const sweep = async () => {
    const client = await db.pool.connect()
    try {
      await client.query('begin')
      const { rows } = await client.query<{ node_id: string }>(
        'select node_id from node where lease_until < now() for update skip locked',
      )
      if (rows.length > 0) {
        const dead = rows.map((row) => row.node_id)
        for (const handler of deadHandlers) await handler(dead)
        await client.query('delete from node where node_id = any($1)', [dead])
      }
      await client.query('commit')
    } catch (cause) {
      await client.query('rollback').catch(() => {})
      throw cause
    } finally {
      client.release()
    }
  }

  const takeTurn = async () => {
    try {
      await renew()
      await sweep()
    } catch (cause) {
      log.warn({ err: cause }, 'the lease of this node could not be renewed, or dead nodes not be released')
    }
  }

  return {
    nodeId,
    onDead: (handler) => void deadHandlers.push(handler),
    onRevived: (handler) => void revivedHandlers.push(handler),
    renew,
    sweep,
    async start(jobWorker) {
      worker = jobWorker ?? null
      await takeLease()
      await sweep()
      timer = setInterval(() => {
        turn ??= takeTurn().finally(() => {
          turn = undefined
        })
      }, renewEveryMs)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await turn
      // Whatever was left behind is released by the next node that looks.
      if (timer) await db.pool.query('update node set lease_until = now() where node_id = $1', [nodeId])
    },
  }
}
