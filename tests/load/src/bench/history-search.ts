import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { builtInRoles } from '@youwen/contract'
import { sql } from 'kysely'
import pg from 'pg'
import { wordsLookedFor } from '../../../../apps/server/src/modules/conversation/words.ts'
import { fillHistory, historyDays } from '../history/fill.ts'
import { planOf } from '../history/plans.ts'
import { wanted } from '../history/said.ts'
import { furnish, type RigCompany } from '../rig/company.ts'
import { type RigDatabase, startDatabase } from '../rig/database.ts'
import { publicOrigin, startServer } from '../rig/server.ts'
import { percentile } from '../rig/statistics.ts'
import { type Bench, type Row, rowOf } from '../row.ts'

const usualMessages = 5_000_000
const agents = 40
const runs = 40
const pageLength = 30
const patienceMs = 10_000
const budgetMs = 300

interface Question {
  readonly words: readonly string[]
  /** Who asks: somebody who sees all conversations, or only his own. */
  readonly sees: 'all' | 'own'
  readonly agentId?: string
  readonly from?: string
  readonly until?: string
}

export const historySearch: Bench = {
  name: 'history-search',
  what: 'p95 of searching a history of five million messages (or of --messages N), beside the same question as plain SQL',
  async run({ messages = usualMessages }) {
    await using database = await startDatabase()
    const company = await furnish(database.db, { agents })
    await promote(database, company)
    const startedAt = performance.now()
    await fillHistory(database, company, messages)
    const fillMs = performance.now() - startedAt
    await using server = await startServer({
      dataDir: database.dataDir,
      databaseUrl: database.url,
      logFile: join(database.dataDir, 'server.log'),
    })
    const bare = new pg.Client({ connectionString: database.url })
    await bare.connect()
    try {
      const rows: Row[] = []
      for (const [name, question] of Object.entries(questionsOf(company))) {
        const ours = await timesOf(question, (words) => page(server.url, company, question, words))
        const plain = await timesOf(question, (words) => plainPage(bare, company, question, words))
        const plan = await planOf(database.url, ourSearch, await valuesOf(company, question, question.words[0] ?? ''))
        rows.push(
          rowOf({
            name: `history-search ${name}, ${messages / 1e6} million messages`,
            value: percentile(ours.tookMs, 0.95),
            unit: 'ms',
            ceiling: percentile(plain.tookMs, 0.95),
            budget: `p95 <= ${budgetMs} ms, by an index`,
            met: percentile(ours.tookMs, 0.95) <= budgetMs && !plan.isWhole,
            notes: [
              `${question.words.join(', ')}: p50 ${percentile(ours.tookMs, 0.5).toFixed(1)} ms for ${ours.found} messages a page, of at most ${pageLength}; by ${plan.indexes.join(', ')}`,
              ...(rows.length === 0
                ? [`all written within ${(fillMs / 1_000).toFixed(0)} s; ceiling: one statement on one connection`]
                : []),
            ],
          }),
        )
      }
      return rows
    } finally {
      await bare.end()
    }
  },
}

function questionsOf({ agents: [, one] }: RigCompany): Record<string, Question> {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const all = Object.entries(wanted).map(([name, words]) => [name, { words, sees: 'all' }] as const)
  const agentId = one?.agentId ?? ''
  return {
    ...Object.fromEntries(all),
    'a frequent word of an agent, a month last year': {
      words: wanted['a frequent word'],
      sees: 'all',
      agentId,
      from: daysAgo(historyDays - 60),
      until: daysAgo(historyDays - 90),
    },
    'a rare word of an agent': { words: wanted['a rare word'], sees: 'all', agentId },
    'a frequent word, by who sees his own': { words: wanted['a frequent word'], sees: 'own' },
    'two words, by who sees his own': { words: wanted['two words'], sees: 'own' },
  }
}

/** Each of the words in turn; the first round warms up. What takes very long is not asked so often. */
async function timesOf({ words }: Question, ask: (words: string) => Promise<number>) {
  const tookMs: number[] = []
  let found = 0
  const enoughAt = performance.now() + patienceMs
  for (let run = -words.length; run < runs; run++) {
    const startedAt = performance.now()
    if (run > 0 && startedAt > enoughAt) break
    const count = await ask(words[(run + words.length) % words.length] ?? '')
    if (run < 0) continue
    tookMs.push(performance.now() - startedAt)
    found += count
  }
  return { tookMs, found: Math.round(found / tookMs.length) }
}

/** As the console asks; answers how many were found. */
async function page(url: string, company: RigCompany, { sees, agentId, from, until }: Question, words: string) {
  const asker = company.agents[sees === 'all' ? 0 : 1]
  const answer = await fetch(new URL('/api/messages/search', url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${asker?.token}`,
      origin: publicOrigin,
    },
    body: JSON.stringify({ words, limit: pageLength, agentId, from, until }),
  })
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`A search was refused: ${answer.status} ${body.slice(0, 300)}`)
  return (JSON.parse(body) as { items: unknown[] }).items.length
}

const valuesOf = async ({ companyId }: RigCompany, { agentId, from, until }: Question, words: string) => [
  companyId,
  (await wordsLookedFor(words)).map(({ word, isPrefix }) => `'${word}'${isPrefix ? ':*' : ''}`).join(' & '),
  agentId ?? null,
  from ?? null,
  until ?? null,
  pageLength + 1,
]

const ourSearch = 'select * from search_messages($1, $2::tsquery, $3, $4, $5, null, null, null, $6)'

/** What there is to ask, as somebody writes it who trusts the planner and asks nobody's permission. */
async function plainPage(client: pg.Client, company: RigCompany, question: Question, words: string) {
  const [companyId, query, agentId, from, until, limit] = await valuesOf(company, question, words)
  const values = [companyId, query, limit]
  const only = (condition: string, value: string | number | null | undefined) => {
    if (value === null || value === undefined) return ''
    values.push(value)
    return `and ${condition.replace('?', `$${values.length}`)}`
  }
  const { rowCount } = await client.query(
    `select c.visitor_id, m.* from conversation_search s
     join conversation c using (company_id, conversation_id)
     join conversation_message m using (company_id, conversation_id, seq)
     where s.company_id = $1 and s.words @@ $2::tsquery ${only('s.sender_id = ?', agentId)}
       ${only('s.sent_at >= ?', from)} ${only('s.sent_at < ?', until)}
       ${only('c.agent_id = ?', question.sees === 'own' ? company.agents[1]?.agentId : null)}
     order by s.sent_at desc, s.conversation_id desc, s.seq desc limit $3`,
    values,
  )
  return rowCount ?? 0
}

/** The first of them sees all conversations; the others keep the role of an agent. */
const promote = ({ db }: RigDatabase, { companyId, agents: [first] }: RigCompany) =>
  db.company(companyId, async ({ q }) => {
    const roleId = randomUUID()
    await sql`insert into team_role (company_id, role_id, name, permissions, data_scope)
      values (${companyId}, ${roleId}, '主管', ${[...builtInRoles.supervisor.permissions]}, 'all')`.execute(q)
    await sql`update team_agent set role_id = ${roleId}
      where company_id = ${companyId} and agent_id = ${first?.agentId}`.execute(q)
  })
