import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import stream from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { runMigrations as migrateJobs } from 'graphile-worker'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { isEmbeddedRunning, migrateTo, startEmbedded } from '../db/index.ts'
import { Completion, completionEntry, keptPaths, Manifest, manifestEntry, type Table } from './manifest.ts'
import { collect, readTar, type TarEntry } from './tar.ts'

/**
 * Makes the data folder what it was when the backup was written. Everything is built aside and moved into place at the
 * end, so a backup that turns out damaged changes nothing; what was there before is kept in a folder beside it, whose
 * path is returned. No server may run on the folder.
 */
export async function restore(dataDir: string, file: string): Promise<{ keptIn: string | undefined }> {
  const folder = resolve(dataDir)
  if (isEmbeddedRunning(folder)) throw new Error(`A server uses ${folder}. Stop it first.`)
  await mkdir(folder, { recursive: true })
  const workshop = await mkdtemp(join(folder, 'restore-'))
  try {
    await unpack(file, workshop)
    return { keptIn: await swap(folder, workshop) }
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

async function unpack(file: string, dataDir: string): Promise<void> {
  await using database = await startEmbedded({ dataDir })
  const loader = await createLoader(database.url)
  let isComplete = false
  let files = 0
  try {
    // By a pipeline, so that what is wrong with the file itself is thrown here too; `compose` now and then stood still
    // when that came while nobody was reading.
    const bytes = stream.pipeline(createReadStream(file), createGunzip(), () => {})
    for await (const entry of readTar(bytes)) {
      const { name } = entry
      if (name === manifestEntry) await loader.prepare(Manifest.parse(await readJson(entry)))
      else if (name === completionEntry) isComplete = await check(entry, { rows: await loader.finish(), files })
      else if (name.startsWith('database/')) await loader.load(entry)
      else {
        await unpackFile(entry, dataDir)
        files++
      }
    }
    if (!isComplete) throw new Error('it is not whole')
  } catch (cause) {
    throw new Error(`${file} cannot be restored: ${(cause as Error).message}`, { cause })
  } finally {
    await loader.close()
  }
}

async function check(entry: TarEntry, restored: { rows: Record<string, number>; files: number }): Promise<true> {
  const wanted = Completion.parse(await readJson(entry))
  for (const [table, count] of Object.entries(wanted.rows)) {
    if ((restored.rows[table] ?? 0) !== count)
      throw new Error(`${table} has ${restored.rows[table] ?? 0} of ${count} rows`)
  }
  if (restored.files !== wanted.files) throw new Error(`it has ${restored.files} of ${wanted.files} files`)
  return true
}

async function readJson({ content }: TarEntry): Promise<unknown> {
  return JSON.parse((await collect(content)).toString('utf8'))
}

async function unpackFile({ name, content }: TarEntry, dataDir: string): Promise<void> {
  const path = resolve(dataDir, name)
  const isOurs = keptPaths.some((kept) => path === join(dataDir, kept) || path.startsWith(join(dataDir, kept, '/')))
  if (!isOurs) throw new Error(`it holds ${name}, which is no part of a backup`)
  await mkdir(dirname(path), { recursive: true })
  await pipeline(content, createWriteStream(path, { mode: 0o600, flush: true }))
}

/** Fills the empty database: entries of one table follow each other and form one COPY. */
async function createLoader(url: string) {
  const client = new pg.Client({ connectionString: url, application_name: 'youwen restore' })
  client.on('error', () => {})
  await client.connect()
  let manifest: Manifest | undefined
  let current: { table: Table; stream: ReturnType<typeof copyFrom> } | undefined
  const rows: Record<string, number> = {}

  async function finishTable() {
    if (!current) return
    const { table, stream } = current
    current = undefined
    await new Promise<void>((resolve, reject) => stream.on('error', reject).on('finish', resolve).end())
    rows[table.name] = stream.rowCount ?? 0
  }

  return {
    async prepare(found: Manifest) {
      manifest = found
      await migrateTo(url, found.migrations)
      if (found.jobsVersion !== null) await prepareJobs(client, url, found.jobsVersion)
      // Rows come table by table: a row may arrive before the one it refers to. They fitted together when they were read.
      await client.query('set session_replication_role = replica')
      // Rows that a migration itself put in are in the backup too.
      for (const { name } of found.tables) await client.query(`truncate ${name} cascade`)
    },
    async load(entry: TarEntry) {
      const [, name] = entry.name.split('/')
      if (current?.table.name !== name) {
        await finishTable()
        const table = manifest?.tables.find((known) => known.name === name)
        if (!table) throw new Error(`it holds ${entry.name}, which its list of tables does not`)
        current = {
          table,
          stream: client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`)),
        }
      }
      if (current) await pipeline(entry.content, current.stream, { end: false })
    },
    async finish() {
      await finishTable()
      for (const { name, value } of manifest?.sequences ?? []) {
        await client.query('select setval($1::regclass, $2::bigint)', [name, value])
      }
      await client.query('analyze')
      return rows
    },
    close: () => client.end(),
  }
}

async function prepareJobs(client: pg.Client, url: string, wanted: number): Promise<void> {
  await migrateJobs({ connectionString: url })
  const { rows } = await client.query<{ id: number }>('select max(id) as id from graphile_worker.migrations')
  if (rows[0]?.id !== wanted) {
    throw new Error(
      `its jobs have schema ${wanted}, this version has ${rows[0]?.id}; restore with the version that made it`,
    )
  }
}

async function swap(folder: string, workshop: string): Promise<string | undefined> {
  const before = join(folder, `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  const paths = ['postgres', ...keptPaths]
  const isEmpty = !paths.some((path) => existsSync(join(folder, path)))
  if (!isEmpty) await mkdir(before)
  for (const path of paths) {
    if (existsSync(join(folder, path))) await rename(join(folder, path), join(before, path))
    if (existsSync(join(workshop, path))) await rename(join(workshop, path), join(folder, path))
  }
  return isEmpty ? undefined : before
}
