import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDb, type Db, migrate, startEmbedded } from '../../../../apps/server/src/platform/db/index.ts'

export interface RigDatabase extends AsyncDisposable {
  /** Servers that are given this folder share the database. */
  readonly dataDir: string
  readonly url: string
  readonly db: Db
}

/** An embedded PostgreSQL as the server runs it, durable, in a folder that goes when the rig goes. */
export async function startDatabase({ port }: { port?: number } = {}): Promise<RigDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'youwen-rig-'))
  const embedded = await startEmbedded({ dataDir, ...(port && { port }) })
  await migrate(embedded.url)
  const db = createDb({ url: embedded.url, poolSize: 4, onCommit: () => {} })
  return {
    dataDir,
    url: embedded.url,
    db,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await embedded[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
