import { performance } from 'node:perf_hooks'
import { filterDepth, maxConditions } from '@youwen/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type Operation, operations } from './operations.ts'
import { samplesOf } from './sample.ts'
import { type FurnishedCompany, furnishCompany, type Server, startServer } from './world.ts'

/**
 * X15: what people filter, search and sort by is data. That a filter means the same to the database and to a client,
 * however it is put together, is proved beside it (apps/server/src/modules/filter/filter.test.ts).
 */
let server: Server
let company: FurnishedCompany
let owner: pg.Client
beforeAll(async () => {
  server = await startServer()
  company = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await company[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

interface JsonSchema {
  readonly properties?: Readonly<Record<string, { readonly type?: string; readonly enum?: readonly string[] }>>
}
const fieldsOf = ({ input }: Operation) =>
  Object.entries(
    input ? ((z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema).properties ?? {}) : {},
  )
const having = (name: string) => operations.filter((operation) => fieldsOf(operation).some(([field]) => field === name))

const filtering = having('filter')
const searching = operations.filter((operation) => fieldsOf(operation).some(([field]) => field === 'words'))
const sorting = having('sort')
const asked = (operation: Operation, more: object) =>
  server.ask(
    operation.name,
    { ...(samplesOf(operation.input as z.ZodType, company.ids)[0] as object), ...more },
    company.admin.headers,
  )

/** Texts that mean something to SQL, to LIKE, to regular expressions and to a text search. */
const meaning = [
  "'; drop table conversation; --",
  "' or '1'='1",
  "') or true --",
  '$1',
  '$$; select pg_sleep(60); $$',
  "\\'; select pg_sleep(60); --",
  '%',
  '_',
  '%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%a',
  '\\',
  '\\%',
  '.*',
  '(a+)+$',
  '(?=(a+))\\1{50}b',
  '[[:alpha:]]{999}',
  `${'a'.repeat(55)}!`,
  'a & b',
  'a | !b',
  'a <-> b',
  "'a' & ('b",
  'a:*',
  ':*',
  '!',
  '&&&&',
  '()',
  "''''",
  '"',
  '\u202e',
  '＇；ｄｒｏｐ',
  '龘'.repeat(30),
]
const condition = { field: 'card', is: true }

test('the contract has what is attacked here', () => {
  for (const found of [filtering, searching, sorting]) expect(found.length).toBeGreaterThan(0)
  expect(filtering.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['conversation.find', 'conversation.recent', 'conversation.search', 'filter.add']),
  )
})

describe.each(filtering)('the filter of $method $path', (operation) => {
  const name = fieldsOf(operation).some(([field]) => field === 'name') && { name: `X15 ${operation.method}` }
  const statusFor = async (filter: unknown) => (await asked(operation, { filter, ...name })).status

  test('is refused when it is larger or deeper than anybody means, and costs nothing', async () => {
    const startedAt = performance.now()
    const many = (count: number) => ({ op: 'or', of: Array.from({ length: count }, () => condition) })
    const nested = (depth: number): unknown => (depth === 0 ? condition : { op: 'not', of: [nested(depth - 1)] })
    expect(await statusFor(many(maxConditions))).toBeLessThan(300)
    for (const filter of [
      many(maxConditions + 1),
      many(5_000),
      { op: 'and', of: [many(maxConditions), many(1)] },
      { op: 'and', of: [] },
      nested(filterDepth + 1),
      nested(1_000),
      { field: 'keyword', contains: 'a'.repeat(61) },
      { field: 'searchEngine', is: Array.from({ length: 10_000 }, () => 'a') },
    ]) {
      expect(await statusFor(filter), JSON.stringify(filter).slice(0, 80)).toBe(422)
    }
    // Ten thousand are more than a body may hold.
    expect(await statusFor(many(10_000))).toBe(413)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('asks for no other column, table or operator than the contract has', async () => {
    for (const field of [
      'password_hash',
      'c.agent_id',
      'keyword) or (true',
      'constructor',
      '__proto__',
      'toString',
      '',
    ]) {
      expect(await statusFor({ field, is: ['a'] }), field).toBe(422)
      expect(await statusFor({ field, contains: 'a' }), field).toBe(422)
    }
    for (const op of ['union', 'AND', 'and true or', 'constructor', '']) {
      expect(await statusFor({ op, of: [condition] }), op).toBe(422)
    }
    for (const field of ['status', 'source', 'terminal', 'site', 'agent', 'class', 'messages', 'startedAt']) {
      expect(await statusFor({ field, is: ["' or true --"] }), field).toBe(422)
    }
  })

  test('takes every text for itself', async () => {
    for (const text of meaning) {
      const words = text.slice(0, 60)
      for (const filter of [
        { field: 'keyword', contains: words },
        { field: 'searchEngine', is: [words] },
        { field: 'channel', is: [words] },
        { field: 'region', is: [{ country: words.slice(0, 40), province: words.slice(0, 40), city: '' }] },
      ]) {
        expect([200, 422], `${JSON.stringify(filter)}`).toContain(await statusFor(filter))
      }
    }
    expect((await owner.query('select from conversation')).rowCount).toBeGreaterThan(0)
  })
})

describe.each(searching)('the words of $method $path', (operation) => {
  test('are looked for as they are', async () => {
    for (const words of meaning) {
      const { status } = await asked(operation, { words })
      expect([200, 404, 422], words).toContain(status)
    }
  })
})

describe.each(sorting)('the order of $method $path', (operation) => {
  test('is one of those that it has', async () => {
    const [, schema] = fieldsOf(operation).find(([name]) => name === 'sort') ?? []
    for (const sort of schema?.enum ?? []) expect((await asked(operation, { sort })).status).toBe(200)
    for (const sort of [
      'password_hash',
      '1; drop table ticket',
      'changed desc, (select pg_sleep(60))',
      '',
      'constructor',
    ]) {
      expect((await asked(operation, { sort })).status, sort).toBe(422)
    }
  })
})

describe('a question that takes too long', () => {
  test('is given up by the database, refused for now, and holds nobody else up', async () => {
    // As a search would be that no index helps: the text of the function is the only thing that is changed.
    const { rows } = await owner.query<{ made: string }>(
      `select pg_get_functiondef(oid) as made from pg_proc where proname = 'search_messages'`,
    )
    const made = rows[0]?.made ?? ''
    const [head] = made.split('AS $function$')
    await owner.query(`${head} AS $function$ begin perform pg_sleep(600); end $function$`)
    try {
      const startedAt = performance.now()
      const waiting = Promise.all(
        Array.from({ length: 3 }, () => server.ask('conversation.search', { words: 'first' }, company.owner.headers)),
      )
      for (let round = 0; round < 20; round++) {
        const before = performance.now()
        const { status } = await server.ask('conversation.find', { filter: condition }, company.owner.headers)
        expect(status).toBe(200)
        expect(performance.now() - before).toBeLessThan(3_000)
      }
      for (const { status, body, headers } of await waiting) {
        expect(status).toBe(503)
        expect(body).toMatchObject({ code: 'server.overloaded' })
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect(performance.now() - startedAt).toBeLessThan(15_000)
      const { rowCount } = await owner.query(
        `select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
      )
      expect(rowCount).toBe(0)
    } finally {
      await owner.query(made)
    }
    expect((await server.ask('conversation.search', { words: 'first' }, company.owner.headers)).status).toBe(200)
  }, 30_000)
})
