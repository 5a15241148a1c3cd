import type pg from 'pg'

/** PostgreSQL type → what a query gives and takes. An array of any of them is that array. */
const typeScriptOf: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  float8: 'number',
  inet: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  interval: 'never', // not read anywhere: say what you need when you need it
  json: 'Json',
  jsonb: 'Json',
  numeric: 'string',
  text: 'string',
  timestamptz: 'Timestamp',
  tsvector: 'string',
  uuid: 'string',
}

const head = `// Written by \`npm run schema\` from the migrated database; a test compares. Do not edit.
import type { ColumnType } from 'kysely'

/** A column the database fills when an insert leaves it out. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
type Timestamp = ColumnType<Date, Date | string, Date | string>
/** Read as what it holds, to be checked; written as JSON text (the driver would turn an array into a SQL array). */
type Json = ColumnType<unknown, string, string>
`

interface Column {
  table: string
  column: string
  type: string
  isNullable: boolean
  isGenerated: boolean
}

/** The TypeScript file that tells Kysely which tables and columns there are. */
export async function describeTables(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as "isNullable",
      a.atthasdef or a.attidentity <> '' as "isGenerated"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname collate "C", a.attnum`)
  const tables = Map.groupBy(rows, ({ table }) => table)
  const interfaces = [...tables].map(
    ([table, columns]) => `interface ${pascal(table)} {\n${columns.map(lineOf).join('\n')}\n}\n`,
  )
  const all = `export interface DB {\n${[...tables.keys()].map((name) => `  ${name}: ${pascal(name)}`).join('\n')}\n}\n`
  return [head, ...interfaces, all].join('\n')
}

function lineOf({ table, column, type, isNullable, isGenerated }: Column): string {
  const isArray = type.startsWith('_')
  const base = typeScriptOf[isArray ? type.slice(1) : type]
  if (!base) throw new Error(`${table}.${column}: say in describe-tables.ts what ${type} is in TypeScript.`)
  const value = `${base}${isArray ? '[]' : ''}${isNullable ? ' | null' : ''}`
  return `  ${column}: ${isGenerated ? `Generated<${value}>` : value}`
}

const pascal = (name: string) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
