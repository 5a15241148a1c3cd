import type { Kysely } from 'kysely'
import pg from 'pg'
import { openQueries } from './connection.ts'
import { parsers } from './parsers.ts'
import type { DB } from './tables.ts'

/** What happened, told to other modules and to clients. */
export interface DomainEvent {
  readonly type: string
  readonly companyId: string
}

/** One transaction. */
export interface Tx {
  readonly q: Kysely<DB>
  /** Heard after the commit, or never. */
  announce(event: DomainEvent): void
}

export interface Db extends AsyncDisposable {
  /** One transaction that sees and changes this company's rows only; row-level security holds it to that. */
  company<T>(companyId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction over every company: for sweepers and the append pipeline. */
  all<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Connections of the application's role without a scope (they see no company's rows): for the append pipeline. */
  readonly pool: pg.Pool
}

export interface DbOptions {
  readonly url: string
  readonly poolSize?: number
  /** Given the announced events of each committed transaction, in order. Must not throw: the commit stands. */
  readonly onCommit: (events: DomainEvent[]) => void
}

/** Not the owner of any table, so that row-level security binds it. Made by the first migration. */
export const applicationRole = 'youwen_app'

const sessionSettings = {
  role: applicationRole,
  statement_timeout: '10s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '15s',
}

export function createDb({ url, poolSize = 10, onCommit }: DbOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'youwen',
    options: Object.entries(sessionSettings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    types: parsers,
    connectionTimeoutMillis: 5_000,
    // Longer than the server's own limit: only reached when the server can no longer answer at all.
    query_timeout: 15_000,
    keepAlive: true,
  })
  // A connection broke. A running query rejects, an idle one is dropped by the pool; without listeners we would crash.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  async function transact<T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const { q, close } = openQueries(client)
    const events: DomainEvent[] = []
    let broken: Error | undefined
    let result: T
    try {
      await client.query(begin)
      result = await work({ q, announce: (event) => void events.push(event) })
      close()
      const { command } = await client.query('commit')
      // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed, even if that error was caught.
      if (command !== 'COMMIT') throw new Error('Nothing was written: a query failed and its error was swallowed.')
    } catch (error) {
      close()
      broken = await rollBack(client)
      throw error
    } finally {
      client.release(broken)
    }
    if (events.length > 0) onCommit(events)
    return result
  }

  return {
    company: (companyId, work) => {
      if (!uuid.test(companyId)) throw new TypeError('A company id is a UUID.')
      return transact(`begin; set local app.company_id = '${companyId}'`, work)
    },
    all: (work) => transact("begin; set local app.scope = 'all'", work),
    pool,
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Returns why the connection cannot be used again, if it cannot. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error as Error
  }
}
