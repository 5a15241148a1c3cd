// npm run schema: after a migration was added, writes what is derived from the schema.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describeTables } from '../platform/db/describe-tables.ts'
import { dumpSchema } from '../platform/db/dump-schema.ts'
import { startEmbedded } from '../platform/db/embedded/index.ts'
import { migrate } from '../platform/db/migrate.ts'

const folder = await mkdtemp(join(tmpdir(), 'youwen-schema-'))
try {
  await using database = await startEmbedded({ dataDir: folder, isDurable: false })
  await migrate(database.url)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await writeFile(new URL('../platform/db/tables.ts', import.meta.url), await describeTables(client))
    await writeFile(new URL('../../migrations/schema.sql', import.meta.url), await dumpSchema(client))
  } finally {
    await client.end()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
