import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInRoles, type Filter } from '@youwen/contract'
import pg from 'pg'
import { furnish, type RigCompany } from '../rig/company.ts'
import { startDatabase } from '../rig/database.ts'
import { publicOrigin, startServer } from '../rig/server.ts'
import { percentile } from '../rig/statistics.ts'
import { type Bench, rowOf } from '../row.ts'

const conversations = 1_000_000
const runs = 20
const budgetMs = 1_000

/** What people ask for, from what nearly everybody fits to what nobody does. */
const typical: Readonly<Record<string, Filter>> = {
  'mobile visitors': { field: 'terminal', is: ['mobile'] },
  'a city by a search engine': {
    op: 'and',
    of: [
      { field: 'region', is: [{ country: '', province: '浙江', city: '杭州' }] },
      { field: 'searchEngine', is: ['baidu'] },
    ],
  },
  'words, not classified, last month': {
    op: 'and',
    of: [
      { field: 'keyword', contains: '沙发' },
      { field: 'classified', is: false },
      { field: 'startedAt', lastDays: 30 },
    ],
  },
  'one of three, nested': {
    op: 'or',
    of: [
      { field: 'messages', min: 40 },
      { op: 'not', of: [{ field: 'source', is: ['direct', 'search', 'referral'] }] },
      { field: 'status', is: ['queued'] },
    ],
  },
  'good ones with a phone on the card': {
    op: 'and',
    of: [
      { field: 'phone', is: true },
      { field: 'quality', is: ['good', 'excellent'] },
    ],
  },
  'excellent ones without a card': {
    op: 'and',
    of: [
      { field: 'card', is: false },
      { field: 'quality', is: ['excellent'] },
    ],
  },
  'words that nobody searched for': { field: 'keyword', contains: '不存在的词' },
}

export const filter: Bench = {
  name: 'filter',
  what: `p95 of a filtered page over ${conversations / 1e6} million conversations, beside a page without a filter`,
  async run() {
    await using database = await startDatabase()
    const company = await furnish(database.db, { agents: 1 })
    await fill(database.url, company)
    const logs = await mkdtemp(join(tmpdir(), 'youwen-filter-'))
    try {
      await using server = await startServer({
        dataDir: database.dataDir,
        databaseUrl: database.url,
        logFile: join(logs, 'server.log'),
      })
      const p95Of = async (asked: Filter | undefined) => {
        const took: number[] = []
        for (let run = 0; run < runs; run++) took.push(await pageMs(server.url, company, asked))
        return percentile(took.slice(1), 0.95)
      }
      const bare = await p95Of(undefined)
      const found: [string, number][] = []
      for (const [name, asked] of Object.entries(typical)) found.push([name, await p95Of(asked)])
      const worst = Math.max(...found.map(([, ms]) => ms))
      const wholeMs = await toTheEndMs(server.url, company, typical['words that nobody searched for'])
      return rowOf({
        name: 'filter',
        value: worst,
        unit: 'ms',
        ceiling: bare,
        budget: `the slowest <= ${budgetMs} ms`,
        met: worst <= budgetMs,
        notes: [
          found.map(([name, ms]) => `${name}: ${ms.toFixed(0)} ms`).join('; '),
          `until the last of all is looked at for words that nobody searched for: ${(wholeMs / 1_000).toFixed(1)} s, page by page`,
        ],
      })
    } finally {
      await rm(logs, { recursive: true, force: true })
    }
  },
}

async function pageMs(url: string, company: RigCompany, asked: Filter | undefined): Promise<number> {
  const startedAt = performance.now()
  await page(url, company, asked)
  return performance.now() - startedAt
}

async function toTheEndMs(url: string, company: RigCompany, asked: Filter | undefined): Promise<number> {
  const startedAt = performance.now()
  for (let cursor: string | null = ''; cursor !== null; ) cursor = await page(url, company, asked, cursor)
  return performance.now() - startedAt
}

/** Answers where the next page begins. */
async function page(
  url: string,
  { agents: [agent] }: RigCompany,
  asked: Filter | undefined,
  cursor = '',
): Promise<string | null> {
  const answer = await fetch(`${url}/api/conversations/find`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${agent?.token}`,
      origin: publicOrigin,
    },
    body: JSON.stringify({ ...(asked && { filter: asked }), ...(cursor && { cursor }), limit: 50 }),
  })
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`A page was refused: ${answer.status} ${body.slice(0, 300)}`)
  return (JSON.parse(body) as { next: string | null }).next
}

/** Written by the database itself: what is measured is how it is read. */
async function fill(url: string, { companyId, agents: [agent] }: RigCompany): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query("select set_config('app.scope', 'all', false)")
    const { permissions } = builtInRoles.supervisor
    await client.query(`update team_role set permissions = $2, data_scope = 'all' where company_id = $1`, [
      companyId,
      [...permissions],
    ])
    await client.query(
      `insert into visitor (company_id, visitor_id, site_id)
       select $1, gen_random_uuid(), (select site_id from company_site where company_id = $1)
       from generate_series(1, 20000)`,
      [companyId],
    )
    await client.query(
      `insert into conversation (company_id, conversation_id, visitor_id, site_id, agent_id, status, started_at, closed_at,
         last_seq, message_count, visitor_message_count,
         agent_message_count, last_spoken_at, has_card, has_phone, country, province, city, source_kind, search_engine, keyword, terminal)
       select $1, gen_random_uuid(), v.visitor_id, v.site_id, $2, 'closed', at, at + interval '5 minutes', 20, n % 41,
         n % 9, n % 7, at + (n % 11) * interval '1 minute', n % 5 = 0, n % 20 = 0,
         '中国', (array['浙江', '广东', '江苏', '北京'])[1 + n % 4], (array['杭州', '深圳', '南京', '北京'])[1 + n % 4],
         (array['direct', 'search', 'referral'])[1 + n % 3], case when n % 3 = 1 then (array['baidu', 'bing'])[1 + n % 2] end,
         case when n % 3 = 1 then (array['实木沙发', '双人床', '餐桌', '衣柜定制'])[1 + n % 4] end,
         (array['desktop', 'mobile', 'mobile', 'tablet'])[1 + n % 4]
       from (select n, now() - n * interval '30 seconds' as at from generate_series(1, $3::int) n) numbered
       join (select visitor_id, site_id, row_number() over () as place from visitor where company_id = $1) v
         on v.place = 1 + numbered.n % 20000`,
      [companyId, agent?.agentId, conversations],
    )
    await client.query(
      `insert into conversation_participant (company_id, conversation_id, agent_id)
       select company_id, conversation_id, agent_id from conversation where company_id = $1`,
      [companyId],
    )
    const asked = { visitorMessages: 0, agentMessages: 0, minutes: 0, card: false, phone: false }
    await client.query('insert into conversation_quality_rule (company_id, rules) values ($1, $2)', [
      companyId,
      {
        excellent: { ...asked, visitorMessages: 6, phone: true },
        good: { ...asked, visitorMessages: 3, agentMessages: 2, minutes: 5 },
        plain: { ...asked, visitorMessages: 1 },
      },
    ])
    for (const table of ['visitor', 'conversation', 'conversation_participant']) {
      await client.query(`vacuum analyze ${table}`)
    }
  } finally {
    await client.end()
  }
}
