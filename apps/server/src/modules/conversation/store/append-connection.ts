import type pg from 'pg'
import { insertNumbered, type NumberedRow } from './append.ts'

/**
 * One connection of its own for the append pipeline: its scope is set once, not with each batch, and no other query ever
 * stands before a batch. It is opened again after it broke.
 */
export function createAppendConnection(pool: pg.Pool) {
  let connecting: Promise<pg.PoolClient> | undefined
  let current: pg.PoolClient | undefined
  const ended = new WeakSet<pg.PoolClient>()

  async function open(): Promise<pg.PoolClient> {
    const client = await pool.connect()
    current = client
    client.on('error', () => end(client))
    try {
      await client.query("select set_config('app.scope', 'all', false)")
    } catch (error) {
      end(client)
      throw error
    }
    return client
  }

  /** A connection that breaks says so twice: by itself, and by the query that it was at. */
  function end(client: pg.PoolClient) {
    if (ended.has(client)) return
    ended.add(client)
    if (current === client) connecting = undefined
    // Never back into the pool: it sees every company.
    client.release(true)
  }

  return {
    async insertNumbered(rows: readonly NumberedRow[]): Promise<Date> {
      connecting ??= open().catch((error: unknown) => {
        connecting = undefined
        throw error
      })
      const client = await connecting
      try {
        return await insertNumbered(client, rows)
      } catch (error) {
        // An answer from PostgreSQL has a code, and the connection lives on; anything else is the end of it.
        if (!/^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code)) || isFatal(error)) end(client)
        throw error
      }
    },
    close() {
      const last = connecting
      connecting = undefined
      void last?.then(end).catch(() => {})
    },
  }
}

/** Classes 08 (connection) and 57P (shutdown). */
const isFatal = (error: unknown) => /^(08|57P)/.test(String((error as { code?: unknown }).code))
