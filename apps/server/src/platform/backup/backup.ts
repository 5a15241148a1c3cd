import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { startEmbedded } from '../db/index.ts'
import { noteBackup } from './last-backup.ts'
import { completionEntry, keptPaths, type Manifest, manifestEntry, type Table } from './manifest.ts'
import { tarEnd, tarEntry } from './tar.ts'

/** Tables are cut into entries of about this size: a tar entry begins with its length, which COPY does not know. */
const entryBytes = 4 * 1024 * 1024

/**
 * Writes the embedded database, the uploaded files and the secret to one file (a tar, gzipped), as they are at one
 * moment, while servers go on working. The database is read in a single snapshot, before the files: a file never
 * changes, so every one that a row of the snapshot names is there, but for those removed in the meantime.
 */
export async function backUp(dataDir: string, file: string): Promise<{ rows: number; files: number }> {
  if (!existsSync(join(dataDir, 'postgres'))) throw new Error(`There is no database in ${dataDir}.`)
  await using database = await startEmbedded({ dataDir })
  const unfinished = `${file}.unfinished`
  const counts = { rows: 0, files: 0 }
  try {
    const output = createWriteStream(unfinished, { mode: 0o600, flush: true })
    await pipeline(Readable.from(archive(database.url, dataDir, counts)), createGzip({ level: 5 }), output)
    await rename(unfinished, file)
    await noteBackup(dataDir, new Date())
    return counts
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function* archive(url: string, dataDir: string, counts: { rows: number; files: number }) {
  const client = new pg.Client({ connectionString: url, application_name: 'youwen backup' })
  client.on('error', () => {}) // the running query rejects as well
  await client.connect()
  const rows: Record<string, number> = {}
  try {
    await client.query('begin isolation level repeatable read, read only')
    const manifest = await describe(client)
    yield* text(manifestEntry, JSON.stringify(manifest, null, 2))
    for (const table of manifest.tables) {
      rows[table.name] = yield* tableEntries(client, table)
      counts.rows += rows[table.name] ?? 0
    }
  } finally {
    await client.end()
  }
  for (const path of keptPaths) {
    for await (const file of listFiles(dataDir, path)) {
      yield* tarEntry(file.path, file.sizeBytes, createReadStream(join(dataDir, file.path)))
      counts.files++
    }
  }
  yield* text(completionEntry, JSON.stringify({ rows, files: counts.files }))
  yield tarEnd()
}

async function describe(client: pg.Client): Promise<Manifest> {
  const ask = async <T extends pg.QueryResultRow>(sql: string) => (await client.query<T>(sql)).rows
  const tables = await ask<Table>(`
    select c.oid::regclass::text as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and a.attgenerated = '' and c.relname <> 'schema_migration'
      and (c.relnamespace = 'public'::regnamespace
        or c.relnamespace = to_regnamespace('graphile_worker') and c.relname <> 'migrations')
    group by c.oid order by 1`)
  const sequences = await ask<{ name: string; value: string }>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
    where schemaname in ('public', 'graphile_worker') and last_value is not null order by 1`)
  const migrations = await ask<{ name: string; checksum: string }>(
    'select name, checksum from schema_migration order by name',
  )
  const [jobs] = await ask<{ exists: boolean }>(
    `select to_regclass('graphile_worker.migrations') is not null as exists`,
  )
  const versions = jobs?.exists ? await ask<{ id: number }>('select max(id) as id from graphile_worker.migrations') : []
  const jobsVersion = versions[0]?.id ?? null
  const madeAt = new Date().toISOString()
  return { format: 'youwen-backup-1', madeAt, migrations, jobsVersion, tables, sequences }
}

/** Returns how many rows the table has. */
async function* tableEntries(client: pg.Client, { name, columns }: Table): AsyncGenerator<Buffer, number> {
  const stream = client.query(copyTo(`copy (select ${columns.join(', ')} from only ${name}) to stdout`))
  let waiting: Buffer[] = []
  let bytes = 0
  let part = 0
  const entry = () => {
    const [chunks, sizeBytes] = [waiting, bytes]
    waiting = []
    bytes = 0
    return tarEntry(`database/${name}/${String(++part).padStart(6, '0')}.copy`, sizeBytes, chunks)
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes >= entryBytes) yield* entry()
  }
  if (bytes > 0) yield* entry()
  return stream.rowCount ?? 0
}

/** The file itself, or the files below a folder; those removed meanwhile are left out. */
async function* listFiles(dataDir: string, path: string): AsyncGenerator<{ path: string; sizeBytes: number }> {
  const found = await stat(join(dataDir, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (found?.isFile()) yield { path, sizeBytes: found.size }
  if (!found?.isDirectory()) return
  for (const name of (await readdir(join(dataDir, path))).sort()) {
    // A name that begins with a dot is an upload that has not finished.
    if (!name.startsWith('.')) yield* listFiles(dataDir, `${path}/${name}`)
  }
}

function text(name: string, content: string) {
  const bytes = Buffer.from(content)
  return tarEntry(name, bytes.length, [bytes])
}
