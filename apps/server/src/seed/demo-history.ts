import type { MessageBody } from '@youwen/contract'
import { sql } from 'kysely'
import { wordsToFind } from '../modules/conversation/index.ts'
import type { Db, Tx } from '../platform/db/index.ts'
import { createRandom } from './random.ts'

interface Story {
  readonly visitor: string
  readonly startedAt: string
  readonly agent: 'xiaolin' | 'xiaochen' | 'laozhou'
  readonly visit: Readonly<Record<string, unknown>>
  readonly pages: readonly (readonly [path: string, title: string, seconds: number])[]
  readonly talk: readonly (readonly [from: 'visitor' | 'agent', text: string])[]
}

const shop = 'https://www.yunzhou.example'

/** Dates and words are fixed: tests, screenshots and guides show the same people. */
const stories: readonly Story[] = [
  {
    visitor: '王女士',
    startedAt: '2026-11-16T02:12:00Z',
    agent: 'xiaolin',
    visit: {
      source_kind: 'search',
      referrer: 'https://m.baidu.com/s?word=%E5%AE%9E%E6%9C%A8%E6%B2%99%E5%8F%91',
      search_engine: 'baidu',
      keyword: '实木沙发',
      ip: '219.133.110.197',
      province: '广东',
      city: '深圳',
      isp: '电信',
      terminal: 'mobile',
      os: 'iOS 18',
      browser: 'WeChat 8',
      app: 'wechat',
      screen: '393x852',
    },
    pages: [
      ['/', '云舟家居 · 慢一点，把家做好', 34],
      ['/sofa', '云憩三人沙发 · 云舟家居', 128],
    ],
    talk: [
      ['visitor', '你好，请问云憩沙发能进电梯吗？我家电梯门宽 80 厘米'],
      ['agent', '您好，我是小林。扶手可以拆开，最长一件 196 厘米，80 厘米的门没有问题。'],
      ['visitor', '太好了。松绿色有现货吗？家里有一只猫'],
      ['agent', '松绿色要定做 20 天。养猫的话也可以看看雾青，是密织的，不容易勾丝，有现货。'],
      ['visitor', '那我周六去展厅看一下颜色'],
      ['agent', '好的王女士，周六上午给您留了车位，到了打前台电话就行。'],
    ],
  },
  {
    visitor: '陈先生',
    startedAt: '2026-11-17T06:40:00Z',
    agent: 'laozhou',
    visit: {
      source_kind: 'direct',
      ip: '171.221.144.20',
      province: '四川',
      city: '成都',
      isp: '电信',
      terminal: 'desktop',
      os: 'Windows 10/11',
      browser: 'Chrome 140',
      app: null,
      screen: '1920x1080',
    },
    pages: [['/lamp', '小舟纸灯 · 云舟家居', 95]],
    talk: [
      ['visitor', '灯罩被孩子戳了一个洞，能修吗？'],
      ['agent', '陈先生您好，小口子用随灯附的楮皮纸就能补，我把步骤发给您。'],
      ['visitor', '那张纸找不到了'],
      ['agent', '没关系，今天给您寄一张新的，不收费。地址还是高新区那里吗？'],
      ['visitor', '是的，谢谢！'],
    ],
  },
  {
    visitor: '李小姐',
    startedAt: '2026-11-18T12:05:00Z',
    agent: 'xiaochen',
    visit: {
      source_kind: 'campaign',
      campaign: { utm_source: 'douyin', utm_medium: 'feed', utm_campaign: '沙发直播间' },
      click_ids: { clickid: 'B.7Xw2' },
      ip: '101.80.24.9',
      province: '上海',
      city: '上海',
      isp: '电信',
      terminal: 'mobile',
      os: 'Android 14',
      browser: 'Douyin 32',
      app: 'douyin',
      screen: '412x915',
    },
    pages: [
      ['/table', '渡口橡木餐桌 · 云舟家居', 76],
      ['/about', '关于我们 · 云舟家居', 22],
    ],
    talk: [
      ['visitor', '餐厅 2.6 米宽，放 1.6 的桌子会不会挤'],
      ['agent', '过道留 80 厘米比较好走，2.6 米宽建议 1.4 的，坐四个人很宽松。'],
      ['visitor', '1.4 的要等多久？'],
      ['agent', '15 天左右，送装到家。您定下来的话我先把料给您留上。'],
    ],
  },
]

export interface DemoHistory {
  readonly companyId: string
  readonly siteId: string
  readonly agentIds: Readonly<Record<Story['agent'], string>>
}

/** A few conversations that are over, so that the desk has a past to search and to look at; by their visitor's name. */
export function writeDemoHistory(db: Db, where: DemoHistory): Promise<ReadonlyMap<string, string>> {
  const random = createRandom(20_261_116)
  return db.company(where.companyId, async (tx) => {
    const conversationIds = new Map<string, string>()
    for (const story of stories) conversationIds.set(story.visitor, await write(tx, story, where, random.uuid))
    return conversationIds
  })
}

async function write(tx: Tx, story: Story, where: DemoHistory, uuid: (atMs: number) => string): Promise<string> {
  const { companyId: company_id, siteId: site_id } = where
  const startMs = Date.parse(story.startedAt)
  const after = (seconds: number) => new Date(startMs + seconds * 1_000).toISOString()
  const agentId = where.agentIds[story.agent]
  const [visitor_id, visit_id, conversation_id] = [uuid(startMs), uuid(startMs), uuid(startMs)]
  const browsed = story.pages.reduce((sum, [, , seconds]) => sum + seconds, 0)
  const askedAfter = 20
  const saidEvery = 24
  const bodies: { sender: string; sender_id: string | null; body: MessageBody }[] = story.talk.map(
    ([sender, text]) => ({
      sender,
      sender_id: sender === 'agent' ? agentId : visitor_id,
      body: { type: 'text', text },
    }),
  )
  bodies.splice(1, 0, { sender: 'system', sender_id: null, body: { type: 'event', event: 'assigned', agentId } })
  bodies.push({ sender: 'system', sender_id: null, body: { type: 'event', event: 'closed', by: 'agent', agentId } })
  const endsAfter = askedAfter + bodies.length * saidEvery
  const lastPage = story.pages.at(-1)

  await insert(tx, 'visitor', [
    {
      company_id,
      visitor_id,
      site_id,
      name: story.visitor,
      first_seen_at: after(0),
      last_seen_at: after(endsAfter),
      visit_count: 1,
    },
  ])
  await insert(tx, 'visitor_visit', [
    {
      ...{ company_id, visit_id, visitor_id, site_id, started_at: after(0), last_seen_at: after(endsAfter) },
      ...{
        left_at: after(Math.max(endsAfter, browsed)),
        node_ids: [],
        country: '中国',
        referrer: '',
        campaign: {},
        click_ids: {},
      },
      ...{ language: 'zh-CN', time_zone: 'Asia/Shanghai', page_count: story.pages.length },
      ...{
        landing_url: shop + (story.pages[0]?.[0] ?? '/'),
        current_url: shop + (lastPage?.[0] ?? '/'),
        current_title: lastPage?.[1],
      },
      ...story.visit,
    },
  ])
  let opened = 0
  const views = story.pages.map(([path, title, seconds]) => {
    const at = after(opened)
    opened += seconds
    return {
      company_id,
      page_view_id: uuid(startMs),
      visit_id,
      url: shop + path,
      title,
      at,
      duration_ms: seconds * 1_000,
    }
  })
  await insert(tx, 'visitor_page_view', views)
  const last = story.talk.at(-1)
  const { province, city, isp, source_kind, search_engine, keyword, terminal } = story.visit
  await insert(tx, 'conversation', [
    {
      ...{ country: '中国', province, city, isp, source_kind, search_engine, keyword, terminal },
      message_count: story.talk.length,
      ...{
        company_id,
        conversation_id,
        visitor_id,
        visit_id,
        site_id,
        channel: 'web',
        status: 'closed',
        agent_id: agentId,
      },
      ...{
        started_at: after(askedAfter),
        assigned_at: after(askedAfter),
        first_answered_at: after(askedAfter + 2 * saidEvery),
      },
      ...{ closed_at: after(endsAfter), closed_by: 'agent', last_seq: bodies.length, last_message_from: last?.[0] },
      ...{ last_message_type: 'text', last_message_text: last?.[1], last_message_at: after(endsAfter - saidEvery) },
      ...{ visitor_read_seq: bodies.length, agent_read_seq: bodies.length, indexed_seq: bodies.length },
    },
  ])
  const messages = bodies.map((said, index) => ({
    ...{
      company_id,
      conversation_id,
      seq: index + 1,
      message_id: uuid(startMs),
      sent_at: after(askedAfter + index * saidEvery),
    },
    ...said,
  }))
  await insert(tx, 'conversation_message', messages)
  for (const { seq, sender, sender_id, body, sent_at } of messages) {
    if (body.type !== 'text') continue
    await sql`
      insert into conversation_search (company_id, conversation_id, seq, sender, sender_id, sent_at, words)
      values (${company_id}, ${conversation_id}, ${seq}, ${sender}, ${sender_id}, ${sent_at},
        array_to_tsvector(${await wordsToFind(body.text)}::text[]))`.execute(tx.q)
  }
  await insert(tx, 'conversation_participant', [
    { company_id, conversation_id, agent_id: agentId, read_seq: bodies.length, joined_at: after(askedAfter) },
  ])
  return conversation_id
}

/** Every row must name the same columns; those it does not name have their defaults. */
async function insert(tx: Tx, table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)))
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)})`.execute(tx.q)
}
