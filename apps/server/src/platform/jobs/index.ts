import { EventEmitter } from 'node:events'
import { run, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import type { Tx } from '../db/index.ts'
import type { Logger } from '../log/index.ts'

/** Throwing means: try again later, with growing pauses. A job may run twice (a node can die after its work). */
export type Task = (payload: unknown) => Promise<void>

export interface JobOptions {
  /** A later job of the same key takes the place of one that has not started. */
  readonly key?: string
  readonly runAt?: Date
  /** 25 by default: about three days. */
  readonly maxAttempts?: number
  /** Jobs of one queue run one after the other. Few names: each costs. */
  readonly queue?: string
}

export interface Jobs extends AsyncDisposable {
  /** With a transaction: the job exists if and only if that commits. With null: at once. */
  add(tx: Tx | null, task: string, payload: unknown, options?: JobOptions): Promise<void>
  /** By which name its jobs are held while they run. */
  readonly worker: string
  /** What these nodes had begun when they died is done by others, now and not when the hold on it has aged. */
  releaseOf(nodeIds: readonly string[]): Promise<void>
}

export interface JobsOptions {
  /** The owner's address: graphile-worker keeps its own schema. */
  readonly url: string
  readonly tasks: Readonly<Record<string, Task>>
  /** Lines such as `0 3 * * * remove-unfinished-uploads`, in UTC; of all nodes one runs each. */
  readonly crontab?: string
  readonly log: Logger
  /** A job failed so often that it is not tried again; one succeeded. */
  readonly onGivenUp?: (task: string, attempts: number) => void
  readonly onDone?: (task: string) => void
  readonly concurrency?: number
  readonly pollIntervalMs?: number
}

/** The job exists if and only if the transaction commits. Needs no runner: whichever node has one runs it. */
export async function addJob(
  tx: Tx,
  task: string,
  payload: unknown,
  { key, runAt, maxAttempts, queue }: { [Option in keyof JobOptions]?: JobOptions[Option] | undefined } = {},
): Promise<void> {
  await sql`select add_job(${task}, ${JSON.stringify(payload)}, ${key ?? null}, ${runAt ?? null},
    ${maxAttempts ?? null}, ${queue ?? null})`.execute(tx.q)
}

/** Durable jobs in PostgreSQL. Disposing lets running jobs finish. */
export async function createJobs(options: JobsOptions): Promise<Jobs> {
  const { url, tasks, crontab = '', log, concurrency = 2, pollIntervalMs = 2_000 } = options
  // One listens for new jobs; each running job holds none, tasks use the application's own connections.
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 2, application_name: 'youwen jobs' })
  // A broken connection is replaced by the worker; without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const events: WorkerEvents = new EventEmitter()
  let worker = ''
  events.on('pool:create', ({ workerPool }) => {
    worker = workerPool.id
  })
  const runner = await run({
    pgPool: pool,
    events,
    taskList: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, (payload) => task(payload)])),
    crontab,
    concurrency,
    pollInterval: pollIntervalMs,
    noHandleSignals: true, // the server decides when it shuts down
    logger: workerLogger(log),
  })
  if (worker === '') throw new Error('The jobs run under no name.')
  events.on('job:failed', ({ job }) => options.onGivenUp?.(job.task_identifier, job.attempts))
  events.on('job:success', ({ job }) => options.onDone?.(job.task_identifier))
  let stopping: Promise<void> | undefined
  return {
    async add(tx, task, payload, { key, runAt, maxAttempts, queue } = {}) {
      if (tx) return addJob(tx, task, payload, { key, runAt, maxAttempts, queue })
      await runner.addJob(task, payload, {
        ...(key && { jobKey: key }),
        ...(runAt && { runAt }),
        ...(maxAttempts && { maxAttempts }),
        ...(queue && { queueName: queue }),
      })
    },
    worker,
    async releaseOf(nodeIds) {
      await pool.query(
        `select graphile_worker.force_unlock_workers(array_agg(job_worker)) from node
         where node_id = any($1) and job_worker is not null`,
        [nodeIds],
      )
    },
    [Symbol.asyncDispose]: () => (stopping ??= runner.stop().finally(() => pool.end())),
  }
}

/** What the worker reports without its details: they hold payloads. */
function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message) => {
    const about = { task: scope.taskIdentifier, jobId: scope.jobId }
    if (level === 'error') log.error(about, `jobs: ${message}`)
    else if (level === 'warning') log.warn(about, `jobs: ${message}`)
    else log.debug(about, `jobs: ${message}`)
  })
}
