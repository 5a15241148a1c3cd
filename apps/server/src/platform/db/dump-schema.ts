import type pg from 'pg'

const head = `-- Written by \`npm run schema\` from the migrated database, so that a review sees what a migration does; a test compares.
-- Do not edit, do not run.
`

/** The whole schema as text that only changes when the schema does. */
export async function dumpSchema(client: pg.ClientBase): Promise<string> {
  const parts = [...(await readRoutines(client)), ...(await readTables(client))]
  return [head, ...parts].join('\n')
}

async function readRoutines(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(`
    select pg_get_functiondef(p.oid) as text from pg_proc p
    where p.pronamespace = 'public'::regnamespace order by p.proname collate "C", p.oid::regprocedure::text collate "C"`)
  return rows.map(({ text }) => `${text.trim()};\n`)
}

/** One row a line of the dump; \`rank\` orders the lines inside a table. */
const linesOfTables = `
  with shown as (
    select oid, relname, relowner, relrowsecurity, relforcerowsecurity, reloptions, relacl from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  )
  select s.relname as table, 1 as rank, lpad(a.attnum::text, 4, '0') as key,
    format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as text
  from shown s join pg_attribute a on a.attrelid = s.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = s.oid and d.adnum = a.attnum
  union all
  select s.relname, 2, c.contype::text || c.conname, format('  %s: %s', c.conname, pg_get_constraintdef(c.oid))
  from shown s join pg_constraint c on c.conrelid = s.oid and c.contype <> 'n'
  union all
  select s.relname, 3, i.relname, '  ' || replace(pg_get_indexdef(x.indexrelid), 'CREATE ', '')
  from shown s join pg_index x on x.indrelid = s.oid join pg_class i on i.oid = x.indexrelid
  where not exists (select from pg_constraint c where c.conindid = x.indexrelid)
  union all
  select s.relname, 4, p.polname, format('  policy %s (%s%s): using %s check %s', p.polname, p.polcmd,
    case when p.polroles = array[s.relowner] then ' by the owner' else '' end,
    pg_get_expr(p.polqual, s.oid), coalesce(pg_get_expr(p.polwithcheck, s.oid), 'the same'))
  from shown s join pg_policy p on p.polrelid = s.oid
  union all
  select s.relname, 5, '', '  row level security' || case when relforcerowsecurity then ', forced' else '' end
  from shown s where relrowsecurity
  union all
  select s.relname, 6, '', '  with ' || array_to_string(reloptions, ', ') from shown s where reloptions is not null
  union all
  select s.relname, 7, '', format('  youwen_app may %s', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type))
  from shown s, aclexplode(s.relacl) g where g.grantee = 'youwen_app'::regrole group by s.relname
  order by 1, 2, 3`

async function readTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string; text: string }>(linesOfTables)
  const tables = Map.groupBy(rows, ({ table }) => table)
  return [...tables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([table, lines]) => `table ${table}\n${lines.map(({ text }) => text).join('\n')}\n`)
}
