import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

/** A row of schema_migration. */
export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
}

interface Migration extends AppliedMigration {
  readonly sql: string
}

const ownMigrations = new URL('../../../migrations/', import.meta.url)

/**
 * Brings the database to the schema of this code: runs each file of `migrations/` that it has not seen, in order, each in
 * a transaction of its own. Nodes that start at once take turns. Forward only: a file that ran may not change any more.
 */
export async function migrate(url: string, folder: URL = ownMigrations): Promise<void> {
  await runMigrations(url, await readMigrations(folder))
}

/** Brings an empty database to an earlier schema, for data that was saved when those migrations had run. */
export async function migrateTo(url: string, applied: readonly AppliedMigration[]): Promise<void> {
  const migrations = new Map((await readMigrations(ownMigrations)).map((migration) => [migration.name, migration]))
  const wanted = applied.map(({ name, checksum }) => {
    const migration = migrations.get(name)
    if (!migration)
      throw new Error(`The data was saved by a newer version (migration ${name}). Update, then try again.`)
    if (migration.checksum !== checksum)
      throw new Error(`Migration ${name} differs from the one the data was saved with.`)
    return migration
  })
  await runMigrations(url, wanted)
}

async function runMigrations(url: string, migrations: Migration[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'youwen migration' })
  client.on('error', () => {}) // a lost connection also rejects the running query
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(
      `create table if not exists schema_migration (
        name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
    )
    const { rows } = await client.query<AppliedMigration>('select name, checksum from schema_migration order by name')
    for (const migration of missing(migrations, rows)) await apply(client, migration)
  } finally {
    await client.end() // and with it the lock
  }
}

const migrationLock = 7_268_944

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex') }
    }),
  )
}

function missing(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of applied) {
    // A newer version has migrated already: this older one still runs on its schema (expand, then contract).
    const migration = known.get(name)
    if (migration && migration.checksum !== checksum) {
      throw new Error(`Migration ${name} was changed after it ran on this database. Put the change into a new file.`)
    }
  }
  const done = new Set(applied.map(({ name }) => name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    throw new Error(`Migration ${name} failed: ${(cause as Error).message}`, { cause })
  }
}
