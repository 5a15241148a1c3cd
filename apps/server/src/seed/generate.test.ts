import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { type GenerateOptions, generate } from './generate.ts'

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

it('makes what was said findable when asked to', async () => {
  await generate({ ...options, isSearchable: true })
  const found = await one(sql<{ n: number; said: number }>`
    select (select count(*) from conversation_search where words @@ '''沙发'''::tsquery) as n,
      (select count(*) from conversation_message where body ->> 'text' like '%沙发%') as said`)
  expect(found.said).toBeGreaterThan(0)
  expect(found.n).toBe(found.said)
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
