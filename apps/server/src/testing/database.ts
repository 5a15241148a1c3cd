import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createDb, type Db, type DomainEvent } from '../platform/db/index.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly url: string
  readonly db: Db
  /** What was announced and committed, in order. */
  readonly events: DomainEvent[]
}

/** A database of this test's own with the current schema and no rows. `await using database = await testDatabase()` */
export async function testDatabase(): Promise<TestDatabase> {
  const template = inject('templateUrl')
  const url = await createDatabase(template, template)
  const events: DomainEvent[] = []
  const db = createDb({ url, poolSize: 5, onCommit: (committed) => void events.push(...committed) })
  return {
    url,
    db,
    events,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await dropDatabase(url, template)
    },
  }
}

export async function createDatabase(server: string, template?: string): Promise<string> {
  const name = `youwen_${randomBytes(6).toString('hex')}`
  const source = template ? ` template "${new URL(template).pathname.slice(1)}"` : ''
  await administer(server, `create database ${name}${source}`)
  return on(server, name)
}

export async function dropDatabase(url: string, server: string): Promise<void> {
  await administer(server, `drop database if exists "${new URL(url).pathname.slice(1)}" with (force)`)
}

function on(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** From the database `postgres`: a template must have no connections. */
async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: on(server, 'postgres') })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
