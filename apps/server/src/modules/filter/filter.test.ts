import { Filter, type FilterField, filterDepth, maxConditions } from '@youwen/contract'
import { type FilterFacts, matchesFilter } from '@youwen/contract/filter-match'
import { asksNothing, type QualityRules, qualities, qualityOf } from '@youwen/contract/quality-of'
import fc from 'fast-check'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { compileFilter } from './index.ts'

/** X15, and what a filter means: the same in SQL and in a client's memory. */
let server: TestApp
let token: string
let companyId: string
const timeZone = 'Asia/Shanghai'
const [siteA, siteB, styleA] = [newId(), newId(), newId()]
const [parent, child, other] = [newId(), newId(), newId()]
const agentA = newId()
/** Every condition stands somewhere in it. */
const rules: QualityRules = {
  excellent: { ...asksNothing, visitorMessages: 3, phone: true },
  good: { ...asksNothing, agentMessages: 2, minutes: 5 },
  plain: { ...asksNothing, visitorMessages: 1, card: true },
}
const facts = new Map<string, FilterFacts>()

/** Texts that mean something to SQL, to LIKE and to people. */
const words = ['双人床', '100%_off', "o'neil", 'SOFA', 'é', '\\', '床 垫', 'a"b']
const places = [
  { country: '中国', province: '浙江', city: '杭州' },
  { country: '中国', province: '浙江', city: '宁波' },
  { country: '美国', province: '', city: '' },
]

beforeAll(async () => {
  server = await testApp()
  const company = await server.company('yunzhou')
  companyId = company.companyId
  token = company.owner
  const random = fc.sample(
    fc.record({
      site: fc.constantFrom(siteA, siteB),
      style: fc.constantFrom(styleA, null),
      agent: fc.constantFrom(agentA, null),
      terminal: fc.constantFrom('desktop', 'mobile', null),
      source: fc.constantFrom('search', 'direct', null),
      searchEngine: fc.constantFrom('baidu', 'google', null),
      keyword: fc.constantFrom(...words, null),
      region: fc.constantFrom(...places),
      own: fc.constantFrom<string[]>([], [parent], [child], [other], [child, other]),
      messages: fc.integer({ min: 0, max: 6 }),
      spoken: fc.integer({ min: 0, max: 8 }),
      answered: fc.integer({ min: 0, max: 3 }),
      lasted: fc.integer({ min: 0, max: 9 }),
      card: fc.boolean(),
      phone: fc.boolean(),
      hoursAgo: fc.integer({ min: 0, max: 80 }),
    }),
    { numRuns: 120, seed: 7 },
  )
  expect((await server.ask('PUT', '/api/quality', { token, body: rules })).status).toBe(200)
  await server.db.company(companyId, async ({ q }) => {
    for (const [classId, parentId] of [
      [parent, null],
      [child, parent],
      [other, null],
    ]) {
      await sql`insert into conversation_class (company_id, class_id, parent_id, name, colour, position)
        values (${companyId}, ${classId}, ${parentId}, ${classId}, '#112233', 0)`.execute(q)
    }
    for (const one of random) {
      const [id, visitorId] = [newId(), newId()]
      const startedAt = new Date(Date.now() - one.hoursAgo * 3_600_000)
      const lastSpokenAt = new Date(startedAt.getTime() + one.lasted * 60_000)
      await sql`insert into visitor (company_id, visitor_id, site_id) values (${companyId}, ${visitorId}, ${one.site})`.execute(
        q,
      )
      await sql`insert into conversation (company_id, conversation_id, visitor_id, site_id, style_id, agent_id, status, terminal,
          source_kind, search_engine, keyword, country, province, city, message_count, started_at,
          visitor_message_count, agent_message_count, last_spoken_at, has_card, has_phone)
        values (${companyId}, ${id}, ${visitorId}, ${one.site}, ${one.style}, ${one.agent}, 'closed', ${one.terminal},
          ${one.source}, ${one.searchEngine}, ${one.keyword}, ${one.region.country}, ${one.region.province},
          ${one.region.city}, ${one.messages}, ${startedAt}, ${one.spoken}, ${one.answered}, ${lastSpokenAt}, ${one.card}, ${one.phone})`.execute(
        q,
      )
      for (const classId of one.own) {
        await sql`insert into conversation_classified (company_id, conversation_id, class_id, agent_id)
          values (${companyId}, ${id}, ${classId}, ${agentA})`.execute(q)
      }
      facts.set(id, {
        ...one,
        channel: 'web',
        quality: qualityOf(
          {
            startedAt: startedAt.toISOString(),
            lastSpokenAt: lastSpokenAt.toISOString(),
            visitorMessageCount: one.spoken,
            agentMessageCount: one.answered,
            hasCard: one.card,
            hasPhone: one.phone,
          },
          rules,
        ),
        status: 'closed',
        class: one.own.flatMap((classId) => (classId === child ? [child, parent] : [classId])),
        classified: one.own.length > 0,
        startedAt: startedAt.toISOString(),
      })
    }
  })
})
afterAll(() => server[Symbol.asyncDispose]())

const find = (filter: unknown) =>
  server.ask<{ items: { conversationId: string }[] }>('POST', '/api/conversations/find', {
    token,
    body: { filter, limit: 200 },
  })
const idsFor = async (filter: Filter) => {
  const { status, body } = await find(filter)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.items.map(({ conversationId }) => conversationId).sort()
}

const list = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
const condition = fc.oneof(
  fc.record({ field: fc.constant('channel' as const), is: list('web', 'wechat') }),
  fc.record({ field: fc.constant('site' as const), is: list(siteA, siteB, newId()) }),
  fc.record({ field: fc.constant('style' as const), is: list(styleA, newId()) }),
  fc.record({ field: fc.constant('agent' as const), is: list(agentA, newId()) }),
  fc.record({ field: fc.constant('status' as const), is: list('open' as const, 'closed' as const) }),
  fc.record({
    field: fc.constant('terminal' as const),
    is: list('desktop' as const, 'mobile' as const, 'tablet' as const),
  }),
  fc.record({ field: fc.constant('source' as const), is: list('search' as const, 'direct' as const) }),
  fc.record({ field: fc.constant('searchEngine' as const), is: list('baidu', 'google', "'; drop table visitor; --") }),
  fc.record({
    field: fc.constant('region' as const),
    is: fc.array(
      fc.constantFrom(
        ...places,
        { country: '中国', province: '', city: '' },
        { country: '', province: '浙江', city: '' },
        { country: '', province: '', city: '' },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({ field: fc.constant('class' as const), is: list(parent, child, other, newId()) }),
  fc.record({ field: fc.constantFrom('classified' as const, 'card' as const, 'phone' as const), is: fc.boolean() }),
  fc.record({ field: fc.constant('quality' as const), is: list(...qualities) }),
  fc.record({
    field: fc.constant('keyword' as const),
    contains: fc.constantFrom(...words, '%', '_', 'sofa', 'É', 'b'),
  }),
  fc
    .record({ min: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }), max: fc.integer({ min: 0, max: 6 }) })
    .map((range) => ({ field: 'messages' as const, ...range })),
  fc.record({ field: fc.constant('startedAt' as const), lastDays: fc.integer({ min: 1, max: 4 }) }),
  fc.integer({ min: 0, max: 80 }).map((hours) => ({
    field: 'startedAt' as const,
    until: new Date(Date.now() - hours * 3_600_000 + 1_800_000).toISOString(),
  })),
)
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition as fc.Arbitrary<Filter>,
    fc.record({ op: fc.constantFrom('and', 'or', 'not'), of: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
  ),
}))

describe('a filter (D1.5)', () => {
  it('finds by SQL exactly what a client would keep, however its conditions are put together', async () => {
    let hits = 0
    await fc.assert(
      fc.asyncProperty(filter, async (asked) => {
        const clock = { now: new Date(), timeZone }
        const expected = [...facts].filter(([, one]) => matchesFilter(asked, one, clock)).map(([id]) => id)
        expect(await idsFor(asked)).toEqual(expected.sort())
        if (expected.length > 0 && expected.length < facts.size) hits++
      }),
      { numRuns: 150 },
    )
    // Or nothing would have been compared.
    expect(hits).toBeGreaterThan(40)
  })

  it('takes wildcards and quotes for what they are', async () => {
    const having = (part: string) =>
      [...facts]
        .filter(([, { keyword }]) => keyword?.includes(part))
        .map(([id]) => id)
        .sort()
    for (const part of ['%', '_', "'", '\\', '"']) {
      expect(await idsFor({ field: 'keyword', contains: part })).toEqual(having(part))
    }
  })

  it('refuses a field that is not kept where it is asked for, by its name', () => {
    const clock = { now: new Date(), timeZone }
    for (const asked of [
      { field: 'card', is: true },
      { field: 'quality', is: ['good'] },
    ] as const) {
      const filter = Filter.parse({ op: 'not', of: [asked] })
      expect(() => compileFilter(filter, {}, clock)).toThrow(
        expect.objectContaining({ code: 'filter.field_unavailable', message: expect.stringContaining(asked.field) }),
      )
    }
  })
})

describe('what is no filter (X15)', () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? { field: 'channel', is: ['web'] } : { op: 'and', of: [nested(depth - 1)] }

  it('is refused when it is deeper or larger than anybody means', async () => {
    expect((await find(nested(filterDepth))).status).toBe(200)
    expect((await find(nested(filterDepth + 1))).status).toBe(422)
    const many = (count: number) => ({ op: 'or', of: Array.from({ length: count }, () => nested(0)) })
    expect((await find(many(maxConditions))).status).toBe(200)
    expect((await find({ op: 'and', of: [many(maxConditions), nested(0)] })).status).toBe(422)
    const abyss = `${'{"op":"not","of":['.repeat(5_000)}{"field":"channel","is":["web"]}${']}'.repeat(5_000)}`
    const { status } = await server.ask('POST', '/api/conversations/find', { token, body: `{"filter":${abyss}}` })
    expect([400, 422]).toContain(status)
  })

  it('never becomes SQL: of what somebody typed everything is a parameter', () => {
    const compiler = new Kysely<never>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
    const column = (name: string) => sql.ref(name)
    const fields = [
      'channel',
      'site',
      'style',
      'agent',
      'status',
      'terminal',
      'source',
      'searchEngine',
      'keyword',
      'messages',
      'quality',
      'startedAt',
    ]
    const columns = {
      ...Object.fromEntries(fields.map((name) => [name, column(name)])),
      region: { country: column('country'), province: column('province'), city: column('city') },
      class: (classIds: readonly string[]) => sql<boolean>`class = any(${classIds})`,
      classified: sql<boolean>`classified`,
      card: sql<boolean>`card`,
      phone: sql<boolean>`phone`,
    }
    const compiled = (asked: unknown) =>
      compileFilter(asked as Filter, columns, { now: new Date(0), timeZone }).compile(compiler)
    /** The same shape with other values. */
    const other = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) return value.map((one) => other(one, key))
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, other(one, name)]))
      if (key === 'field' || key === 'op' || value === '' || typeof value === 'boolean') return value
      return typeof value === 'number' ? value + 1 : key === 'until' ? new Date(7).toISOString() : 'another'
    }
    fc.assert(
      fc.property(filter, (asked) => {
        const [mine, theirs] = [compiled(asked), compiled(other(asked))]
        expect(theirs.sql).toBe(mine.sql)
        expect(mine.sql).not.toMatch(/'/)
      }),
      { numRuns: 300 },
    )
  })

  it('is refused, and is never an error of ours, whatever it is', async () => {
    const fields: FilterField[] = ['keyword', 'site', 'region', 'class', 'messages', 'startedAt', 'status']
    const values = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constantFrom('\0', 'NaN', -1, 1e99, null))
    const nonsense = fc.oneof(
      fc.jsonValue(),
      fc.record({
        field: fc.oneof(fc.constantFrom(...fields), fc.string()),
        is: values,
        contains: values,
        min: values,
        from: values,
      }),
      fc.record({ op: fc.oneof(fc.constantFrom('and', 'not'), fc.string()), of: values }),
    )
    await fc.assert(
      fc.asyncProperty(nonsense, async (asked) => {
        const { status } = await find(asked)
        // A body with what no database stores is refused before anybody looks what it says.
        const isStorable = !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(asked))
        expect(status).toBe(isStorable && Filter.safeParse(asked).success ? 200 : 422)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a saved filter', () => {
  it('is its owner’s, and everybody’s once somebody who may has shared it', async () => {
    const company = await server.company('xinghe')
    const agent = await company.agent('agent', 'agent')
    const supervisor = await company.agent('supervisor', 'supervisor')
    const mobile: Filter = { field: 'terminal', is: ['mobile'] }
    const add = (who: string, name: string) =>
      server.ask<{ filterId: string }>('POST', '/api/filters', {
        token: who,
        body: { place: 'conversation', name, filter: mobile },
      })
    const namesFor = async (who: string) =>
      (await server.ask<{ name: string }[]>('GET', '/api/filters?place=conversation', { token: who })).body.map(
        ({ name }) => name,
      )

    const { body: own } = await add(agent.token, '手机')
    // The same name again is the same filter, and no other one can take it.
    expect((await add(agent.token, '手机')).body.filterId).toBe(own.filterId)
    const { body: other } = await add(agent.token, '其他')
    const renamed = { token: agent.token, body: { name: '手机', filter: mobile } }
    expect((await server.ask('PUT', `/api/filters/${other.filterId}`, renamed)).body).toMatchObject({
      code: 'filter.name_taken',
    })
    await server.ask('DELETE', `/api/filters/${other.filterId}`, { token: agent.token })
    const { body: theirs } = await add(supervisor.token, '重点')
    expect(await namesFor(agent.token)).toEqual(['手机'])

    const share = (who: string) =>
      server.ask('PUT', `/api/filters/${theirs.filterId}/shared`, { token: who, body: { isShared: true } })
    expect((await share(agent.token)).status).toBe(403)
    expect((await share(supervisor.token)).status).toBe(200)
    expect(await namesFor(agent.token)).toEqual(['手机', '重点'])
    // To use, not to change.
    expect((await server.ask('DELETE', `/api/filters/${theirs.filterId}`, { token: agent.token })).status).toBe(404)
  })
})
