import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import type { DB } from './tables.ts'

const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/**
 * Kysely on one client for the length of one transaction. `close` ends it: a query that was not awaited would otherwise
 * run in the next transaction of that client, which may serve another company.
 */
export function openQueries(client: pg.ClientBase): { q: Kysely<DB>; close: () => void } {
  let isOpen = true
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      if (!isOpen) throw new Error('The transaction is over: await its queries inside it.')
      const { command, rowCount, rows } = await client.query(sql, parameters as unknown[])
      return changes.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows }
    },
    streamQuery: refuse('Streaming'),
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: refuse('A transaction inside a transaction'),
    commitTransaction: refuse('A commit by hand'),
    rollbackTransaction: refuse('A rollback by hand'),
    destroy: async () => {},
  }
  const q = new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return { q, close: () => (isOpen = false) }
}

function refuse(what: string) {
  return (): never => {
    throw new Error(`${what} is not offered: throw to roll back, return to commit.`)
  }
}
