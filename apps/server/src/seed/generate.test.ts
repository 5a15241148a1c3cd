import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { readCount } from './count.ts'
import { type GenerateOptions, generate } from './generate.ts'
import { createRandom } from './random.ts'
import { createTimeline } from './timeline.ts'

let database: TestDatabase
let options: GenerateOptions

beforeEach(async () => {
  database = await testDatabase()
  const companyId = '01930000-0000-7000-8000-000000000001'
  await database.db.all((tx) =>
    sql`insert into company (company_id, code, name) values (${companyId}, 'demo', '云舟')`.execute(tx.q),
  )
  options = {
    url: database.url,
    companyId,
    siteId: '01930000-0000-7000-8000-000000000002',
    styleId: '01930000-0000-7000-8000-000000000003',
    agentIds: ['01930000-0000-7000-8000-000000000004', '01930000-0000-7000-8000-000000000005'],
    visits: 2_000,
    pagesPerVisit: 3,
    conversations: 400,
    messagesPerConversation: 6,
    days: 30,
    open: null,
    seed: 1,
    until: new Date('2026-11-20T00:00:00Z'),
    isSearchable: false,
  }
})
afterEach(() => database[Symbol.asyncDispose]())

const one = async <T>(query: ReturnType<typeof sql<T>>) =>
  (await database.db.all((tx) => query.execute(tx.q))).rows[0] as T

it('writes as many as were asked for, and nothing that the schema would refuse', async () => {
  const counts = await generate(options)
  expect(counts).toMatchObject({ visitor_visit: 2_000, conversation: 400, conversation_participant: 400 })
  expect(counts.visitor_page_view / 2_000).toBeCloseTo(3, 0)
  // Said, plus that it was assigned and closed.
  expect(counts.conversation_message / 400).toBeCloseTo(8, 0)
  const broken = await one(sql<{ n: number }>`
    select (select count(*) from visitor_visit v where not exists (
        select from visitor where visitor_id = v.visitor_id and last_seen_at >= v.started_at))
      + (select count(*) from conversation c where not exists (
        select from visitor_visit where visit_id = c.visit_id and visitor_id = c.visitor_id))
      + (select count(*) from conversation c where last_seq <> (
        select count(*) from conversation_message where conversation_id = c.conversation_id))
      + (select count(*) from visitor v where visit_count <> (
        select count(*) from visitor_visit where visitor_id = v.visitor_id)) as n`)
  expect(broken.n).toBe(0)
})

it('writes the same data for the same seed', async () => {
  const digest = () =>
    one(sql<{ sum: string }>`
      select md5(string_agg(conversation_id::text || body::text, '' order by conversation_id, seq)) as sum
      from conversation_message`)
  await generate(options)
  const first = await digest()
  await database.db.all(async (tx) => {
    for (const table of [
      'conversation_participant',
      'conversation_message',
      'conversation',
      'visitor_page_view',
      'visitor_visit',
      'visitor',
    ]) {
      await sql`delete from ${sql.table(table)}`.execute(tx.q)
    }
  })
  await generate(options)
  expect(await digest()).toEqual(first)
})

it("fills one agent's list with conversations in progress, the latest of them a long one", async () => {
  const agentId = randomUUID()
  await generate({ ...options, visits: 0, conversations: 0, open: { agentId, conversations: 50, longMessages: 3_000 } })
  const list = await database.db.all((tx) =>
    sql<{ last_seq: number; status: string }>`
      select last_seq, status from conversation where agent_id = ${agentId} order by started_at desc`.execute(tx.q),
  )
  expect(list.rows).toHaveLength(50)
  expect(list.rows.every(({ status }) => status === 'open')).toBe(true)
  expect(list.rows[0]?.last_seq).toBe(3_001)
})

it('makes UUIDs of version 7 that sort by time', () => {
  const random = createRandom(5)
  const ids = [1, 2, 3].map((day) => random.uuid(Date.UTC(2026, 10, day)))
  expect(ids).toEqual([...ids].sort())
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('spreads visits over the days in order, more of them in the evening than at night', () => {
  const until = Date.UTC(2026, 10, 20)
  const momentOf = createTimeline({ count: 10_000, days: 10, untilMs: until })
  const moments = Array.from({ length: 10_000 }, (_, index) => momentOf(index))
  expect(moments.every((ms, index) => index === 0 || ms >= (moments[index - 1] ?? 0))).toBe(true)
  expect(moments[0]).toBeGreaterThan(until - 11 * 86_400_000)
  expect(moments.at(-1)).toBeLessThanOrEqual(until)
  const inHour = (hour: number) => moments.filter((ms) => (new Date(ms).getUTCHours() + 8) % 24 === hour).length
  expect(inHour(21)).toBeGreaterThan(10 * inHour(3))
})

it.each([
  ['10k', 10_000],
  ['1.5M', 1_500_000],
  ['7', 7],
])('reads %s as a count', (text, count) => {
  expect(readCount('--visits', text)).toBe(count)
})

it.each(['', 'many', '-1', '1g'])('refuses %j as a count, and says what it wants', (text) => {
  expect(() => readCount('--visits', text)).toThrow('--visits is a count such as 250, 10k or 1.5m')
})
