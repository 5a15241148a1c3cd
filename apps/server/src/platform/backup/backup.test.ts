import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDb, migrate, startEmbedded } from '../db/index.ts'
import { createJobs } from '../jobs/index.ts'
import { createLog } from '../log/index.ts'
import { backUp, restore } from './index.ts'
import { collect, readTar, tarEnd, tarEntry } from './tar.ts'

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'youwen-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const companyId = randomUUID()
const name = '云舟家居\t"\\N\n😀'

/** An installation with rows that are hard to carry, a job that waits, a file and a secret. */
async function install(dataDir: string) {
  const stack = new AsyncDisposableStack()
  const { url } = stack.use(await startEmbedded({ dataDir, isDurable: false }))
  await migrate(url)
  const db = stack.use(createDb({ url, onCommit: () => {} }))
  const jobs = stack.use(await createJobs({ url, tasks: {}, log: createLog('silent') }))
  await db.company(companyId, async (tx) => {
    await tx.q.insertInto('company').values({ company_id: companyId, code: 'demo', name }).execute()
    const roleId = randomUUID()
    const groups = [randomUUID(), randomUUID()] as const
    const role = { company_id: companyId, role_id: roleId, name: '客服', data_scope: 'own' }
    await tx.q
      .insertInto('team_role')
      .values({ ...role, permissions: ['a', 'b,"c"', '{}'] })
      .execute()
    // The first group refers to the second one, which stands after it.
    const group = { company_id: companyId, name: '组' }
    await tx.q
      .insertInto('team_group')
      .values({ ...group, group_id: groups[1] })
      .execute()
    await tx.q
      .insertInto('team_group')
      .values({ ...group, group_id: groups[0], parent_id: groups[1] })
      .execute()
    await jobs.add(tx, 'remind', { text: name }, { runAt: new Date(Date.now() + 3_600_000) })
  })
  await mkdir(join(dataDir, 'files', 'ab'), { recursive: true })
  await writeFile(join(dataDir, 'files', 'ab', 'cd'), Buffer.from([0, 255, 10, 13]))
  await writeFile(join(dataDir, 'files', 'ab', '.unfinished'), 'half')
  await writeFile(join(dataDir, 'secret'), 's'.repeat(43))
  return { url, db, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Every row of every table of ours, and the jobs. */
async function contentOf(url: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind = 'r'
        and relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace) order by 1`,
    )
    const found: Record<string, unknown> = {}
    for (const { name: table } of tables.rows) {
      const volatile = table.endsWith('migrations') || table === 'schema_migration'
      const columns = table === 'schema_migration' ? 'name, checksum' : volatile ? 'id' : '*'
      found[table] = (await client.query(`select to_jsonb(t) from (select ${columns} from ${table}) t order by 1`)).rows
    }
    return found
  } finally {
    await client.end()
  }
}

test('a backup taken while a server works brings everything back, on another machine too', async () => {
  const [from, to] = [await emptyFolder(), await emptyFolder()]
  const file = join(from, 'backup.tar.gz')
  let before: unknown
  {
    await using installation = await install(from)
    before = await contentOf(installation.url)
    await backUp(from, file)
    await installation.db.company(companyId, ({ q }) => q.updateTable('company').set({ name: 'later' }).execute())
  }
  expect((await stat(file)).mode & 0o077).toBe(0)
  expect(await restore(to, file)).toEqual({ keptIn: undefined })
  await using database = await startEmbedded({ dataDir: to, isDurable: false })
  expect(await contentOf(database.url)).toEqual(before)
  expect(await readFile(join(to, 'files', 'ab', 'cd'))).toEqual(Buffer.from([0, 255, 10, 13]))
  expect(await readFile(join(to, 'secret'), 'utf8')).toBe('s'.repeat(43))
  expect(await readdir(join(to, 'files', 'ab'))).toEqual(['cd'])
  await migrate(database.url)
  await using db = createDb({ url: database.url, onCommit: () => {} })
  expect(await db.company(companyId, ({ q }) => q.selectFrom('company').select('name').execute())).toEqual([{ name }])
  expect(await db.company(randomUUID(), ({ q }) => q.selectFrom('company').select('name').execute())).toEqual([])
})

test('restoring keeps what was there before, and a stopped installation can be backed up as well', async () => {
  const folder = await emptyFolder()
  const file = join(folder, 'backup.tar.gz')
  {
    await using _installation = await install(folder)
  }
  await backUp(folder, file)
  await writeFile(join(folder, 'secret'), 'changed')
  const { keptIn } = await restore(folder, file)
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('s'.repeat(43))
  expect(await readFile(join(keptIn ?? '', 'secret'), 'utf8')).toBe('changed')
  expect((await readdir(folder)).filter((entry) => entry.startsWith('restore-'))).toEqual([])
})

test('under a running server nothing is restored', async () => {
  const folder = await emptyFolder()
  await using _installation = await install(folder)
  await expect(restore(folder, 'any')).rejects.toThrow('Stop it first')
})

test('a backup that is cut off, changed or something else changes nothing', { timeout: 120_000 }, async () => {
  const [from, to] = [await emptyFolder(), await emptyFolder()]
  const file = join(from, 'backup.tar.gz')
  {
    await using _installation = await install(from)
    await backUp(from, file)
  }
  const tar = gunzipSync(await readFile(file))
  const damaged = {
    'cut off': async (path: string) => {
      await writeFile(path, await readFile(file))
      await truncate(path, Math.floor((await stat(file)).size / 2))
    },
    'without its end': (path: string) => writeFile(path, gzipSync(tar.subarray(0, tar.indexOf('complete.json')))),
    'with a row less': (path: string) => writeFile(path, gzipSync(replaceOnce(tar, '"team_role":1', '"team_role":2'))),
    'leading outside': (path: string) => writeFile(path, gzipSync(rename(tar, 'files/ab/cd', '../out/cd.'))),
    'something else': (path: string) => writeFile(path, 'hello'),
  }
  for (const [kind, write] of Object.entries(damaged)) {
    const path = join(from, 'damaged.tar.gz')
    await write(path)
    await expect(restore(to, path), kind).rejects.toThrow('cannot be restored')
    expect(await readdir(to), kind).toEqual([])
  }
  expect(existsSync(join(to, '..', 'out'))).toBe(false)
})

test('any tar can look into a backup, and long names come back whole', async () => {
  const long = `files/${'a'.repeat(90)}/${'访'.repeat(20)}`
  const tar = await collect(
    (async function* () {
      yield* tarEntry(long, 3, [Buffer.from('abc')])
      yield* tarEntry('secret', 0, [])
      yield tarEnd()
    })(),
  )
  const found: Record<string, string> = {}
  // One byte at a time: chunks never fall where entries do.
  for await (const { name, content } of readTar(Readable.from([...tar].map((byte) => Buffer.from([byte]))))) {
    found[name] = (await collect(content)).toString()
  }
  expect(found).toEqual({ [long]: 'abc', secret: '' })
  const listed = spawnSync('tar', ['--list', '--quoting-style=literal'], { input: tar, encoding: 'utf8' })
  expect(listed.stdout.trim().split('\n')).toEqual([long, 'secret'])
})

function replaceOnce(bytes: Buffer, search: string, replacement: string): Buffer {
  const at = bytes.indexOf(search)
  if (at < 0) throw new Error(`${search} is not there`)
  const changed = Buffer.from(bytes)
  changed.write(replacement, at)
  return changed
}

/** Gives a tar entry another name of the same length, with the right checksum. */
function rename(tar: Buffer, from: string, to: string): Buffer {
  const changed = replaceOnce(tar, from, to)
  const header = changed.subarray(changed.indexOf(to), changed.indexOf(to) + 512)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return changed
}
