import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgentCaller } from '../../platform/http/index.ts'
import { createWorld, type World } from './conversation.testing.ts'

/** How many of the latest messages are looked through before the index of words is asked. */
const latest = 10_000
/** More than one page looks through for somebody who may see few of them. */
const crowd = 12_000

let world: World
let everything: AgentCaller
let lin: AgentCaller

beforeAll(async () => {
  world = await createWorld()
  lin = world.agent()
  everything = world.caller(world.agent().agentId, { dataScope: 'all', permissions: ['conversation.view_all'] })
  const busy = world.agent()
  // From the earliest to the latest: what Lin said, then a crowd of others, then one who says something else.
  await write({
    agentId: lin.agentId,
    count: 40,
    minutesAgo: 60_000,
    words: (n) => (n % 4 === 0 ? '沙发 地毯' : '沙发'),
  })
  await write({
    agentId: busy.agentId,
    count: crowd,
    minutesAgo: 40_000,
    words: (n) => (n === 5 ? '沙发 窗帘' : '沙发'),
  })
  await write({
    agentId: busy.agentId,
    count: latest,
    minutesAgo: 20_000,
    words: (n) => (n % 2_500 === 7 ? '地毯' : '床'),
  })
})
afterAll(() => world[Symbol.asyncDispose]())

/** One conversation in which an agent said this; always two of them in the same moment. */
async function write({
  agentId,
  count,
  minutesAgo,
  words,
}: {
  agentId: string
  count: number
  minutesAgo: number
  words: (n: number) => string
}) {
  const { visitorId, siteId } = await world.visitor()
  const [conversationId, startedAt] = [newId(), new Date(Date.now() - minutesAgo * 60_000)]
  const said = Array.from({ length: count }, (_, n) => words(n))
  await world.database.db.company(world.companyId, async ({ q }) => {
    await sql`insert into conversation (company_id, conversation_id, visitor_id, site_id, agent_id, status, started_at, terminal)
      values (${world.companyId}, ${conversationId}, ${visitorId}, ${siteId}, ${agentId}, 'closed', ${startedAt}, 'mobile')`.execute(
      q,
    )
    await sql`insert into conversation_message (company_id, conversation_id, seq, message_id, sender, sender_id, body, sent_at)
      select ${world.companyId}, ${conversationId}, n, gen_random_uuid(), 'agent', ${agentId},
        jsonb_build_object('type', 'text', 'text', text), ${startedAt}::timestamptz + n / 2 * interval '2 seconds'
      from unnest(${said}::text[]) with ordinality u (text, n)`.execute(q)
    await sql`insert into conversation_search (company_id, conversation_id, seq, sender, sender_id, sent_at, words)
      select company_id, conversation_id, seq, sender, sender_id, sent_at,
        array_to_tsvector(string_to_array(body ->> 'text', ' '))
      from conversation_message where conversation_id = ${conversationId}`.execute(q)
  })
}

/** All pages there are, and how many of them. */
async function searchAll(
  agent: AgentCaller,
  input: Omit<Parameters<World['nodes'][0]['conversations']['desk']['search']>[1], 'limit' | 'cursor'>,
) {
  const positions: string[] = []
  let pages = 0
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await world.node().conversations.desk.search(agent, { ...input, limit: 200, cursor })
    positions.push(...items.map(({ conversationId, message }) => `${conversationId} ${message.seq}`))
    pages++
    if (next === null) return { positions, pages }
    cursor = next
  }
}

/** The same question, asked of every message. */
async function reallySaid(words: readonly string[], agentId?: string): Promise<string[]> {
  const { rows } = await world.database.db.company(world.companyId, ({ q }) =>
    sql<{ position: string }>`select conversation_id || ' ' || seq as position from conversation_message
      where string_to_array(body ->> 'text', ' ') @> ${words}::text[]
        and (${agentId ?? null}::uuid is null or sender_id = ${agentId ?? null}::uuid)
      order by sent_at desc, conversation_id desc, seq desc`.execute(q),
  )
  return rows.map(({ position }) => position)
}

describe('searching in history (D2.11)', () => {
  it.each([
    ['that is said all the time', '沙发'],
    ['that was said now and then, today and long ago', '地毯'],
    ['that was said once', '窗帘'],
    ['beside another one', '沙发 地毯'],
    ['that nobody ever said', '屏风'],
  ])('finds every message with a word %s, latest first and each once', async (_, words) => {
    const { positions } = await searchAll(everything, { words })
    expect(positions).toEqual(await reallySaid(words.split(' ')))
  })

  it('finds what one agent said, and nothing of the others', async () => {
    const { positions } = await searchAll(everything, { words: '沙发', agentId: lin.agentId })
    expect(positions).toEqual(await reallySaid(['沙发'], lin.agentId))
    expect(positions).toHaveLength(40)
  })

  it('goes on until it has found what an agent may see, behind all that he may not', async () => {
    const { positions, pages } = await searchAll(lin, { words: '沙发' })
    expect(positions).toEqual(await reallySaid(['沙发'], lin.agentId))
    expect(pages).toBeGreaterThan(1)
  })

  it('finds only in conversations that a filter lets through', async () => {
    const among = (terminal: 'mobile' | 'tablet') =>
      searchAll(everything, { words: '地毯', filter: { field: 'terminal', is: [terminal] } })
    expect((await among('mobile')).positions).toEqual(await reallySaid(['地毯']))
    expect((await among('tablet')).positions).toEqual([])
  })

  it('finds what was said between two moments', async () => {
    const from = new Date(Date.now() - 50_000 * 60_000).toISOString()
    const lately = (await searchAll(everything, { words: '地毯', from })).positions
    const before = (await searchAll(everything, { words: '地毯', until: from })).positions
    expect(lately).toHaveLength(4)
    expect([...lately, ...before]).toEqual(await reallySaid(['地毯']))
  })

  it('refuses a cursor that was never given out', async () => {
    const { desk } = world.node().conversations
    for (const parts of ['2026-11-26T00:00:00.000Z|x|1', '2026-11-26T00:00:00.000Z', 'yesterday|x|y', '']) {
      const cursor = Buffer.from(parts).toString('base64url')
      await expect(desk.search(everything, { words: '沙发', limit: 10, cursor })).rejects.toMatchObject({
        code: 'validation.failed',
      })
    }
  })
})
