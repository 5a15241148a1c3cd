import type pg from 'pg'
import { insertNumbered, type NumberedRow } from './append.ts'

/**
 * One connection of its own for the append pipeline: its scope is set once, not with each batch, and no other query ever
 * stands before a batch. It is opened again after it broke.
 */
export function createAppendConnection(pool: pg.Pool) {
  let connecting: Promise<pg.PoolClient> | undefined

  async function open(): Promise<pg.PoolClient> {
    const client = await pool.connect()
    client.on('error', () => drop(client))
    await client.query("select set_config('app.scope', 'all', false)")
    return client
  }
  function drop(client?: pg.PoolClient) {
    connecting = undefined
    // Never back into the pool: it sees every company.
    client?.release(true)
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
        if (!/^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code)) || isFatal(error)) drop(client)
        throw error
      }
    },
    close() {
      const last = connecting
      connecting = undefined
      void last?.then((client) => client.release(true)).catch(() => {})
    },
  }
}

/** Classes 08 (connection) and 57P (shutdown). */
const isFatal = (error: unknown) => /^(08|57P)/.test(String((error as { code?: unknown }).code))
