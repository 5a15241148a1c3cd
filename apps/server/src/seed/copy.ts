import { once } from 'node:events'
import pg from 'pg'
import { from } from 'pg-copy-streams'

const bufferLength = 256 * 1024

export type Value = string | number | null | undefined

const special = /[\\\n\r\t]/
/** Text as COPY's text format takes it. */
const field = (value: Value) =>
  value === null || value === undefined
    ? '\\N'
    : typeof value === 'number'
      ? String(value)
      : !special.test(value)
        ? value
        : value.replace(/[\\\n\r\t]/g, (char) => `\\${{ '\n': 'n', '\r': 'r', '\t': 't' }[char] ?? char}`)

export interface TableCopy {
  /** How many rows were handed over. */
  readonly rows: number
  add(values: readonly Value[]): void
  /** To be awaited now and then: resolves when the database has caught up. */
  caughtUp(): Promise<void>
  finish(): Promise<void>
}

/**
 * Rows for one table by COPY, on a connection of its own. Foreign keys are not checked and nothing waits for the disk:
 * who copies vouches for his rows, and a crash costs only made-up data.
 */
export async function openCopy(url: string, table: string, columns: string): Promise<TableCopy> {
  const client = new pg.Client({ connectionString: url, application_name: 'youwen seed' })
  await client.connect()
  await client.query('set statement_timeout = 0; set synchronous_commit = off')
  await client.query('set session_replication_role = replica').catch((cause: unknown) => {
    throw new Error('Generating data needs a superuser of the database, to skip checks that would take hours.', {
      cause,
    })
  })
  const stream = client.query(from(`copy ${table} (${columns.replaceAll(' ', ', ')}) from stdin`))
  const failed = new Promise<never>((_, reject) => stream.once('error', reject))
  failed.catch(() => {})
  let buffer = ''
  let rows = 0
  return {
    get rows() {
      return rows
    },
    add(values) {
      rows++
      let line = field(values[0])
      for (let index = 1; index < values.length; index++) line += `\t${field(values[index])}`
      buffer += `${line}\n`
      if (buffer.length < bufferLength) return
      stream.write(buffer)
      buffer = ''
    },
    async caughtUp() {
      if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), failed])
    },
    async finish() {
      stream.end(buffer)
      try {
        await Promise.race([once(stream, 'finish'), failed])
      } finally {
        await client.end()
      }
    },
  }
}
