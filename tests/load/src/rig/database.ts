import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createDb, type Db, migrate, startEmbedded } from '../../../../apps/server/src/platform/db/index.ts'

export interface RigDatabase extends AsyncDisposable {
  /** Servers that are given this folder share the database. */
  readonly dataDir: string
  readonly url: string
  readonly db: Db
  /**
   * Lets PostgreSQL count its rows, as it does by itself within minutes: until then it plans as if there were none, and a
   * rig would measure that.
   */
  analyse(): Promise<void>
  /** Statements as the owner of all tables, whom no row-level security binds; answers the rows of the last one. */
  asOwner<Row extends object>(statements: string): Promise<Row[]>
}

/** An embedded PostgreSQL as the server runs it, durable, in a folder that goes when the rig goes. */
export async function startDatabase({ port }: { port?: number } = {}): Promise<RigDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'youwen-rig-'))
  const embedded = await startEmbedded({ dataDir, ...(port && { port }) })
  await migrate(embedded.url)
  const db = createDb({ url: embedded.url, poolSize: 4, onCommit: () => {} })
  const asOwner = async <Row extends object>(statements: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: embedded.url })
    await client.connect()
    try {
      const answers = [await client.query(statements)].flat()
      return answers.at(-1)?.rows ?? []
    } finally {
      await client.end()
    }
  }
  return {
    dataDir,
    url: embedded.url,
    db,
    asOwner,
    async analyse() {
      await asOwner('vacuum analyze')
    },
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await embedded[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
