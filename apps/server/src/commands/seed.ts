// npm run seed -- --visits 10m --conversations 1m: fills the demo company with people who visit and talk.
import { parseArgs } from 'node:util'
import { createApp } from '../app.ts'
import { readConfig } from '../platform/config/index.ts'
import { migrate, startEmbedded } from '../platform/db/index.ts'
import { createLog } from '../platform/log/index.ts'
import { readCount } from '../seed/count.ts'
import { createDemo, demoCompanyCode } from '../seed/demo.ts'
import { type Counts, generate } from '../seed/generate.ts'

const usage = `npm run seed -- [options]        counts may end in k or m: 10k, 1.5m

  --visits N            visits, with --pages each on average          (default 100k)
  --pages N             pages of a visit on average                   (default 3)
  --conversations N     conversations, over, spread over the visits   (default a tenth of the visits)
  --messages N          what was said in them, in all                 (default eight each)
  --days N              how long ago the first visit was              (default 90)
  --for-agent ACCOUNT   the conversations are this agent's and in progress; no visits beside theirs
  --long N              with --for-agent: messages of the latest one  (default 100k)
  --searchable          make every message findable by its words
  --company CODE        whose data; demo is made when it is missing   (default ${demoCompanyCode})
  --seed N, --until T   the same two give the same data               (default 1, now)
`

const { values: given } = parseArgs({
  options: {
    visits: { type: 'string' },
    pages: { type: 'string', default: '3' },
    conversations: { type: 'string' },
    messages: { type: 'string' },
    days: { type: 'string', default: '90' },
    'for-agent': { type: 'string' },
    long: { type: 'string', default: '100k' },
    searchable: { type: 'boolean', default: false },
    company: { type: 'string', default: demoCompanyCode },
    seed: { type: 'string', default: '1' },
    until: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
if (given.help) {
  console.log(usage)
  process.exit(0)
}

const forAgent = given['for-agent']
const visits = readCount('--visits', given.visits ?? (forAgent ? '0' : '100k'))
const conversations = readCount(
  '--conversations',
  given.conversations ?? (forAgent ? '10k' : String(Math.ceil(visits / 10))),
)
const messages = readCount('--messages', given.messages ?? String(conversations * 8))

const config = { ...readConfig(process.env), port: 0 }
const running = new AsyncDisposableStack()
try {
  const database = config.databaseUrl
    ? { url: config.databaseUrl }
    : running.use(await startEmbedded({ dataDir: config.dataDir }))
  await migrate(database.url)
  const company = await whose(database.url)
  const began = performance.now()
  const report = reporter(began)
  const counts = await generate({
    ...company,
    url: database.url,
    visits,
    pagesPerVisit: readCount('--pages', given.pages),
    conversations: forAgent ? 0 : conversations,
    messagesPerConversation: Math.max(1, messages / Math.max(1, conversations)),
    days: readCount('--days', given.days),
    open: forAgent
      ? { agentId: company.agentOf(forAgent), conversations, longMessages: readCount('--long', given.long) }
      : null,
    seed: readCount('--seed', given.seed),
    until: given.until ? new Date(given.until) : new Date(),
    isSearchable: given.searchable,
    onProgress: report,
  })
  report(counts, true)
} finally {
  await running.disposeAsync()
}

/** The company by its code, with what generated rows refer to. The services that know it run only as long as asked. */
async function whose(url: string) {
  await using app = await createApp({ config, databaseUrl: url, log: createLog('warn') })
  const found = await app.directory.findByCode(given.company)
  if (!found && given.company !== demoCompanyCode) throw new Error(`There is no company "${given.company}".`)
  const companyId = found ?? (await madeDemo(app))
  const [site] = await app.company.sites(companyId)
  const style = site?.styles.find(({ isDefault }) => isDefault)
  if (!site || !style) throw new Error(`The company "${given.company}" has no site.`)
  const agents = await app.team.agents.list(companyId)
  return {
    companyId,
    siteId: site.siteId,
    styleId: style.styleId,
    agentIds: agents.filter(({ isOwner }) => !isOwner).map(({ agentId }) => agentId),
    agentOf(account: string): string {
      const agent = agents.find((one) => one.account === account)
      if (!agent) throw new Error(`The company "${given.company}" has no agent "${account}".`)
      return agent.agentId
    },
  }
}

async function madeDemo(app: Parameters<typeof createDemo>[0]): Promise<string> {
  const { companyId, logins } = await createDemo(app)
  console.log(`Made the company "${demoCompanyCode}". Its passwords are shown this once:`)
  for (const { account, password } of logins) console.log(`  ${account.padEnd(12)}${password}`)
  return companyId
}

function reporter(began: number) {
  const everyMs = process.stdout.isTTY ? 500 : 10_000
  let due = began + everyMs
  return (counts: Counts, isDone = false) => {
    const now = performance.now()
    if (now < due && !isDone) return
    due = now + everyMs
    const seconds = (now - began) / 1_000
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const figures = [
      `${counts.visitor_visit.toLocaleString('en')} visits`,
      `${counts.visitor_page_view.toLocaleString('en')} pages`,
      `${counts.conversation.toLocaleString('en')} conversations`,
      `${counts.conversation_message.toLocaleString('en')} messages`,
      `${Math.round(rows / seconds).toLocaleString('en')} rows/s`,
      `${seconds.toFixed(0)} s`,
    ].join(' · ')
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[2K${figures}${isDone ? '\n' : ''}` : `${figures}\n`)
  }
}
