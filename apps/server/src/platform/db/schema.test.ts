import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { applicationRole } from './db.ts'
import { describeTables } from './describe-tables.ts'
import { dumpSchema } from './dump-schema.ts'

/** Tables that hold no company's rows, or are read before a company is known. This list only shrinks. */
const withoutCompany = {
  company_directory: 'finds the company from what a person types; it holds a code and an id only',
  node: 'running servers',
  schema_migration: 'which migrations ran',
  security_throttle: 'counts failed logins, also for companies that do not exist; its keys are hashes',
}

async function withOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  await using database = await testDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const committed = (path: string) => readFile(new URL(path, import.meta.url), 'utf8')

test('schema.sql and tables.ts say what the migrations make (npm run schema writes them)', async () => {
  const [schema, tables] = await withOwner(async (client) => [await dumpSchema(client), await describeTables(client)])
  expect(schema).toBe(await committed('../../../migrations/schema.sql'))
  expect(tables).toBe(await committed('./tables.ts'))
})

test('every table is a company’s: its key begins with company_id, and row-level security is on and forced', async () => {
  const tables = await withOwner(async (client) => {
    const { rows } = await client.query<{
      name: string
      key: string | null
      isProtected: boolean
      policies: string[]
    }>(`
      select c.relname as name, a.attname as key, c.relrowsecurity and c.relforcerowsecurity as "isProtected",
        array(select pg_get_expr(p.polqual, c.oid) || ' | ' || pg_get_expr(p.polwithcheck, c.oid)
              from pg_policy p where p.polrelid = c.oid and not p.polroles = array[c.relowner]) as policies
      from pg_class c
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      order by c.relname`)
    return rows
  })
  // A policy for the owner alone (what a function that runs as the owner may read) binds nobody else.
  const rule = '((company_id = app_company()) OR app_serves_all())'
  const rest = tables.filter(({ name }) => !(name in withoutCompany))
  expect(rest.length).toBeGreaterThan(15)
  for (const table of rest) {
    expect(table).toMatchObject({ key: 'company_id', isProtected: true, policies: [`${rule} | ${rule}`] })
  }
  expect(Object.keys(withoutCompany).sort()).toEqual(
    tables.map(({ name }) => name).filter((name) => name in withoutCompany),
  )
})

test('the application’s role owns nothing, cannot bypass row-level security and cannot log in by itself', async () => {
  const role = await withOwner(async (client) => {
    const { rows } = await client.query(
      `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where relowner = r.oid) as owned,
        pg_has_role(r.oid, (select datdba from pg_database where datname = current_database()), 'member') as "isOwner"
      from pg_roles r where rolname = $1`,
      [applicationRole],
    )
    return rows[0]
  })
  expect(role).toEqual({
    ...{ rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, rolcreatedb: false },
    ...{ owned: 0, isOwner: false },
  })
})

test('what was recorded for the audit can be neither changed nor removed by the application', async () => {
  await using database = await testDatabase()
  for (const table of ['security_audit', 'security_login']) {
    for (const statement of [`update ${table} set at = now()`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(database.db.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    }
  }
})
