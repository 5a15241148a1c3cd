import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import type { Db, Tx } from './index.ts'

const addCompany = (companyId: string) => (tx: Tx) =>
  tx.q
    .insertInto('company')
    .values({ company_id: companyId, code: `c-${companyId.slice(0, 8)}`, name: 'Yunzhou Home' })
    .execute()

const idsSeen = async (tx: Tx) =>
  (await tx.q.selectFrom('company').select('company_id').execute()).map((row) => row.company_id)

async function withTwoCompanies(db: Db) {
  const [ours, theirs] = [randomUUID(), randomUUID()]
  for (const id of [ours, theirs]) await db.company(id, addCompany(id))
  return { ours, theirs }
}

test('a company sees its own rows and nobody else’s', async () => {
  await using database = await testDatabase()
  const { ours, theirs } = await withTwoCompanies(database.db)
  expect(await database.db.company(ours, idsSeen)).toEqual([ours])
  expect(await database.db.company(theirs, idsSeen)).toEqual([theirs])
  expect(await database.db.all(idsSeen)).toHaveLength(2)
})

test('a company can neither write, change nor remove a row of another company', async () => {
  await using database = await testDatabase()
  const { ours, theirs } = await withTwoCompanies(database.db)
  await expect(database.db.company(ours, addCompany(randomUUID()))).rejects.toMatchObject({ code: '42501' })
  const changed = await database.db.company(ours, async ({ q }) => [
    await q.updateTable('company').set({ name: 'Mine now' }).where('company_id', '=', theirs).executeTakeFirst(),
    await q.deleteFrom('company').where('company_id', '=', theirs).executeTakeFirst(),
  ])
  expect(changed).toMatchObject([{ numUpdatedRows: 0n }, { numDeletedRows: 0n }])
  await expect(
    database.db.company(ours, ({ q }) => q.updateTable('company').set({ company_id: theirs }).execute()),
  ).rejects.toMatchObject({ code: '42501' })
})

test('a query without a scope finds nothing, also right after a company used the same connection', async () => {
  await using database = await testDatabase()
  const { ours } = await withTwoCompanies(database.db)
  for (let i = 0; i < 5; i++) {
    await database.db.company(ours, idsSeen)
    expect((await database.db.pool.query('select * from company')).rows).toEqual([])
  }
})

test('the application can turn row-level security off in no way of its own', async () => {
  await using database = await testDatabase()
  const { ours } = await withTwoCompanies(database.db)
  for (const statement of [
    'alter table company disable row level security',
    'alter table company no force row level security',
    'drop policy own_company on company',
    'create table stray (x int)',
    'set local session authorization default; set local row_security = off',
  ]) {
    const attempt = database.db.company(ours, async (tx) => {
      await sql.raw(statement).execute(tx.q)
      return idsSeen(tx)
    })
    await expect(attempt, statement).rejects.toMatchObject({ code: expect.stringMatching(/^42501|0A000$/) })
  }
})

test('events are heard in order after the commit, and never after a rollback', async () => {
  await using database = await testDatabase()
  const companyId = randomUUID()
  await database.db.company(companyId, async (tx) => {
    tx.announce({ type: 'first', companyId })
    await addCompany(companyId)(tx)
    tx.announce({ type: 'second', companyId })
    expect(database.events).toEqual([])
  })
  const failing = database.db.company(companyId, async (tx) => {
    tx.announce({ type: 'never', companyId })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(database.events.map(({ type }) => type)).toEqual(['first', 'second'])
})

test('a swallowed query error is not taken for success', async () => {
  await using database = await testDatabase()
  const companyId = randomUUID()
  const swallowing = database.db.company(companyId, async (tx) => {
    tx.announce({ type: 'never', companyId })
    await addCompany(companyId)(tx)
    await sql`select 1 / 0`.execute(tx.q).catch(() => {})
  })
  await expect(swallowing).rejects.toThrow('swallowed')
  expect(database.events).toEqual([])
  expect(await database.db.all(idsSeen)).toEqual([])
})

test('a query that outlives its transaction is refused instead of running in somebody else’s', async () => {
  await using database = await testDatabase()
  const { q } = await database.db.company(randomUUID(), async (tx) => tx)
  await expect(q.selectFrom('company').selectAll().execute()).rejects.toThrow('The transaction is over')
})

test('a company id that is no UUID never reaches the database', async () => {
  await using database = await testDatabase()
  expect(() => database.db.company("'; drop table company; --", idsSeen)).toThrow('UUID')
})

test('a broken connection is replaced by the next transaction', async () => {
  await using database = await testDatabase()
  const { ours } = await withTwoCompanies(database.db)
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  const broken = database.db.company(ours, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.q)
    await owner.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    return idsSeen(tx)
  })
  await expect(broken).rejects.toThrow()
  await owner.end()
  expect(await database.db.company(ours, idsSeen)).toEqual([ours])
})

test('columns arrive as the types say: bigint as number, time as Date, arrays as arrays', async () => {
  await using database = await testDatabase()
  const { rows } = await database.db.pool.query(
    "select 5000000000::bigint as big, array[1::bigint] as bigs, '2026-02-03'::date as day, to_timestamp(0) as at, array['a'] as words",
  )
  expect(rows[0]).toEqual({ big: 5_000_000_000, bigs: [1], day: '2026-02-03', at: new Date(0), words: ['a'] })
})
