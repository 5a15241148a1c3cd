import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type EmbeddedOptions, startEmbedded } from './index.ts'
import { findPostmaster, type Postmaster } from './postmaster.ts'

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'youwen-embedded-'))
  onTestFinished(async () => {
    // A test that fails half-way must not leave a PostgreSQL behind.
    const left = findPostmaster(join(folder, 'postgres'))
    if (left) process.kill(left.pid, 'SIGKILL')
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  return folder
}

const start = (dataDir: string, options?: Partial<EmbeddedOptions>) =>
  startEmbedded({ dataDir, isDurable: false, ...options })

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

function postmasterOf(dataDir: string): Postmaster {
  const postmaster = findPostmaster(join(dataDir, 'postgres'))
  if (!postmaster) throw new Error('No PostgreSQL runs there.')
  return postmaster
}

/** A server process of its own that holds the database, so that it can be killed. */
async function startElsewhere(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const code = `
    import { startEmbedded } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    const { url } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, isDurable: false })
    process.stdout.write(url + '\\n')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: line.toString().trim() }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('what was written is there after a stop and a new start, and nothing runs in between', async () => {
  const folder = await emptyFolder()
  {
    await using database = await start(folder)
    await ask(database.url, 'create table kept (word text)')
    await ask(database.url, "insert into kept values ('有问')")
  }
  expect(findPostmaster(join(folder, 'postgres'))).toBeUndefined()
  await using database = await start(folder)
  expect(await ask(database.url, 'select * from kept')).toEqual([{ word: '有问' }])
})

test('data checksums are on, commits are durable, and the log holds no statement', async () => {
  const folder = await emptyFolder()
  await using database = await start(folder, { isDurable: true })
  const [settings] = await ask(
    database.url,
    `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commits, current_setting('listen_addresses') as addresses`,
  )
  expect(settings).toMatchObject({ checksums: 'on', fsync: 'on', commits: 'on', addresses: '' })
  await ask(database.url, "select 'a secret' from nowhere").catch(() => {})
  expect(await readFile(join(folder, 'postgres.log'), 'utf8')).not.toContain('a secret')
})

test('the data is readable by its owner only', async () => {
  const folder = await emptyFolder()
  await using _database = await start(folder)
  expect((await stat(join(folder, 'postgres'))).mode & 0o077).toBe(0)
  expect((await stat(join(folder, 'postgres', 'youwen.password'))).mode & 0o077).toBe(0)
  expect((await stat(postmasterOf(folder).host)).mode & 0o077).toBe(0)
})

test('a server killed with -9 leaves PostgreSQL running, and the next one takes it over', async () => {
  const folder = await emptyFolder()
  const { child, url } = await startElsewhere(folder)
  await ask(url, 'create table kept (x int)')
  await kill(child)
  const orphan = postmasterOf(folder)
  {
    await using database = await start(folder)
    expect(postmasterOf(folder).pid).toBe(orphan.pid)
    expect(database.url).toBe(url)
    await ask(database.url, 'select * from kept')
  }
  expect(findPostmaster(join(folder, 'postgres'))).toBeUndefined()
})

test('server and PostgreSQL killed at once: the lock file left behind stops nobody', async () => {
  const folder = await emptyFolder()
  const { child, url } = await startElsewhere(folder)
  await ask(url, 'create table kept (x int)')
  await Promise.all([kill(child), process.kill(postmasterOf(folder).pid, 'SIGKILL')])
  await using database = await start(folder)
  await ask(database.url, 'select * from kept')
})

test('a lock file whose process id now belongs to somebody else stops nobody', async () => {
  const folder = await emptyFolder()
  {
    await using _first = await start(folder)
  }
  writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n/elsewhere\n0\n5432\n\n\n\nready   \n`)
  await using database = await start(folder)
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('two servers that start at once on an empty folder share one PostgreSQL; the last to leave stops it', async () => {
  const folder = await emptyFolder()
  const [first, second] = await Promise.all([start(folder), start(folder)])
  expect(first.url).toBe(second.url)
  await first[Symbol.asyncDispose]()
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second[Symbol.asyncDispose]()
  expect(findPostmaster(join(folder, 'postgres'))).toBeUndefined()
  expect((await readdir(folder)).filter((name) => name.includes('.new-'))).toEqual([])
})

test('a server that starts while the other leaves gets a PostgreSQL that stays', async () => {
  const folder = await emptyFolder()
  for (let round = 0; round < 5; round++) {
    const leaving = await start(folder)
    const [arriving] = await Promise.all([start(folder), leaving[Symbol.asyncDispose]()])
    expect(await ask(arriving.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await arriving[Symbol.asyncDispose]()
  }
})

test.each(['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)(
  'PostgreSQL that dies of %s under a running server is started again at the same address',
  async (signal) => {
    const folder = await emptyFolder()
    const reasons: Error[] = []
    await using database = await start(folder, { onRestart: (reason) => reasons.push(reason) })
    await ask(database.url, 'create table kept (x int)')
    const { pid } = postmasterOf(folder)
    process.kill(pid, signal)
    await expect.poll(() => findPostmaster(join(folder, 'postgres'))?.pid ?? pid, { timeout: 20_000 }).not.toBe(pid)
    await expect
      .poll(() => ask(database.url, 'select * from kept').catch((error: Error) => error), { timeout: 20_000 })
      .toEqual([])
    expect(reasons).not.toEqual([])
  },
)

test.runIf(process.getuid?.() === 0)(
  'started by root it runs as somebody else, in a folder only root can reach',
  async () => {
    const folder = await emptyFolder()
    const hidden = join(folder, 'project', 'data')
    mkdirSync(hidden, { recursive: true })
    chmodSync(folder, 0o700)
    {
      await using database = await start(hidden)
      expect((await stat(`/proc/${postmasterOf(hidden).pid}`)).uid).not.toBe(0)
      await ask(database.url, 'create table kept as select generate_series(1, 1000) as x')
      await ask(database.url, 'checkpoint')
    }
    await using database = await start(hidden)
    expect(await ask(database.url, 'select count(*)::int from kept')).toEqual([{ count: 1000 }])
  },
)

test('with a port it listens on 127.0.0.1 for tools that know no sockets', async () => {
  const folder = await emptyFolder()
  const port = 20_000 + (process.pid % 20_000)
  await using database = await start(folder, { port })
  expect(new URL(database.url).port).toBe(String(port))
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('what cannot start says why', async () => {
  const folder = await emptyFolder()
  {
    await using _database = await start(folder)
  }
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '9.6\n')
  await expect(start(folder)).rejects.toThrow(/PostgreSQL does not start:.*incompatible/s)
  expect(existsSync(join(folder, 'postgres', 'base'))).toBe(true)
})
