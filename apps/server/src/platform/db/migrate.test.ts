import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../testing/database.ts'
import { migrate } from './migrate.ts'

async function emptyDatabase(): Promise<string> {
  const server = inject('templateUrl')
  const url = await createDatabase(server)
  onTestFinished(() => dropDatabase(url, server))
  return url
}

async function migrations(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'youwen-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const write = async (more: Record<string, string>) => {
    for (const [name, sql] of Object.entries(more)) await writeFile(join(folder, name), sql)
  }
  await write(files)
  return { folder: pathToFileURL(`${folder}/`), write }
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

const applied = 'select name from schema_migration order by name'

test('four nodes that start at once on an empty database run every migration once', async () => {
  const url = await emptyDatabase()
  await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)])
  const files = (await readdir(new URL('../../../migrations/', import.meta.url))).filter((name) => /^\d/.test(name))
  expect(await ask(url, applied)).toEqual(files.sort())
})

test('a start without new migrations changes nothing, and one with a new one runs only that', async () => {
  const url = await emptyDatabase()
  const { folder, write } = await migrations({ '0001_a.sql': 'create table a (x int)' })
  await migrate(url, folder)
  await migrate(url, folder)
  await write({ '0002_b.sql': 'insert into a values (1)' })
  await migrate(url, folder)
  expect(await ask(url, 'select x from a')).toEqual([1])
})

test('a migration that fails leaves nothing of itself, keeps those before it, and can run again once mended', async () => {
  const url = await emptyDatabase()
  const { folder, write } = await migrations({
    '0001_a.sql': 'create table a (x int)',
    '0002_b.sql': 'create table b (x int); select 1 / 0',
    '0003_c.sql': 'create table c (x int)',
  })
  await expect(migrate(url, folder)).rejects.toThrow('Migration 0002_b.sql failed: division by zero')
  expect(await ask(url, applied)).toEqual(['0001_a.sql'])
  expect(await ask(url, "select to_regclass('b')::text")).toEqual([null])
  await write({ '0002_b.sql': 'create table b (x int)' })
  await migrate(url, folder)
  expect(await ask(url, applied)).toEqual(['0001_a.sql', '0002_b.sql', '0003_c.sql'])
})

test('a migration that was changed after it ran stops the start', async () => {
  const url = await emptyDatabase()
  const { folder, write } = await migrations({ '0001_a.sql': 'create table a (x int)' })
  await migrate(url, folder)
  await write({ '0001_a.sql': 'create table a (x bigint)' })
  await expect(migrate(url, folder)).rejects.toThrow('0001_a.sql was changed after it ran')
})

test('an older version starts on a database that a newer one has migrated', async () => {
  const url = await emptyDatabase()
  const newer = await migrations({ '0001_a.sql': 'create table a (x int)', '0002_b.sql': 'create table b (x int)' })
  const older = await migrations({ '0001_a.sql': 'create table a (x int)' })
  await migrate(url, newer.folder)
  await migrate(url, older.folder)
  expect(await ask(url, applied)).toEqual(['0001_a.sql', '0002_b.sql'])
})
