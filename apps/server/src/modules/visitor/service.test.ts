import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createFindRegion } from './recognise/region.ts'
import { createVisitorService, type StartVisit, type VisitorService } from './service.ts'
import { createVisitorTokens } from './token.ts'
import { visitorView } from './view.ts'

const findRegion = createFindRegion()
const tokens = createVisitorTokens(Buffer.alloc(32, 1))
const minutes = 60_000
const graceMs = 30

let database: TestDatabase
let clock: Date
let companyId: string
const siteId = randomUUID()
const nodes: VisitorService[] = []

beforeEach(async () => {
  database = await testDatabase()
  clock = new Date('2026-11-20T02:00:00Z')
  companyId = await addCompany('yunzhou')
})
afterEach(async () => {
  for (const node of nodes.splice(0)) await node[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

async function addCompany(code: string): Promise<string> {
  const id = randomUUID()
  await database.db.all((tx) =>
    sql`insert into company (company_id, code, name) values (${id}, ${code}, ${code})`.execute(tx.q),
  )
  return id
}

function startNode(nodeId = randomUUID()): VisitorService {
  const node = createVisitorService({ db: database.db, tokens, nodeId, findRegion, now: () => clock, graceMs })
  nodes.push(node)
  return node
}

const pass = (ms: number) => {
  clock = new Date(clock.getTime() + ms)
}

const page = (path: string, more: { title?: string; referrer?: string } = {}) => ({
  url: `https://www.yunzhou.example${path}`,
  title: more.title ?? path,
  referrer: more.referrer ?? '',
})

const arrive = (node: VisitorService, more: Partial<StartVisit> = {}) =>
  node.startVisit({
    connectionId: randomUUID(),
    companyId,
    siteId,
    styleId: null,
    page: page('/'),
    device: { screen: '390x844', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
    ip: '219.133.110.197',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.49 Mobile',
    ...more,
  })

const visitsOf = (visitorId: string) =>
  database.db.company(companyId, (tx) => visitorView.latestVisits(tx, companyId, [visitorId], 10))
const pagesOf = (visitId: string) =>
  database.db.company(companyId, (tx) => visitorView.pages(tx, companyId, visitId, 50))
const happened = (type: string) => database.events.filter((event) => event.type === type)
const summaryOf = async (visitorId: string) =>
  (await database.db.company(companyId, (tx) => visitorView.summaries(tx, companyId, [visitorId])))[0]
const untilLeft = (count: number) => vi.waitFor(() => expect(happened('visitor.left')).toHaveLength(count))

describe('what a page says it sells (D3.7)', () => {
  const lamp = { id: 'LP-02', name: '弧光落地灯', price: '899.00', currency: 'CNY' }

  it('stands with the page, also when the line breaks, and goes with it', async () => {
    const node = startNode()
    const connectionId = randomUUID()
    const { visitId, token } = await arrive(node, { connectionId, page: page('/lamp') })
    await node.pageDescribed(connectionId, page('/lamp').url, { ...lamp, name: '弧光\u202e落地灯\0' })
    await node.pageDescribed(connectionId, page('/lamp').url, lamp)
    expect(await pagesOf(visitId)).toMatchObject([{ title: '/lamp', product: lamp, durationMs: null }])
    expect(happened('visitor.page_described')).toMatchObject([{ visitId, page: { product: lamp } }])

    await node.connectionClosed(connectionId)
    const again = randomUUID()
    await arrive(node, { connectionId: again, token, page: page('/lamp') })
    await node.pageDescribed(again, page('/lamp').url, lamp)
    expect(happened('visitor.page_described')).toHaveLength(1)
    await node.pageOpened(again, page('/about'))
    expect(happened('visitor.page_left').at(-1)).toMatchObject({ page: { title: '/lamp', product: lamp } })
    expect((await pagesOf(visitId)).map(({ product }) => product?.id)).toEqual(['LP-02', undefined])
  })

  it('is not kept of a page that is not shown, nor without a number or a name; it can be taken back', async () => {
    const node = startNode()
    const connectionId = randomUUID()
    const { visitId } = await arrive(node, { connectionId, page: page('/lamp') })
    const described = async () => (await pagesOf(visitId)).map(({ product }) => product?.id)
    await node.pageDescribed(connectionId, page('/sofa').url, lamp)
    await node.pageDescribed(connectionId, page('/lamp').url, { ...lamp, id: '\0', name: ' ' })
    await node.pageDescribed(randomUUID(), page('/lamp').url, lamp)
    expect(await described()).toEqual([undefined])
    await node.pageDescribed(connectionId, page('/lamp').url, lamp)
    expect(await described()).toEqual(['LP-02'])
    await node.pageDescribed(connectionId, page('/lamp').url, null)
    expect(await described()).toEqual([undefined])
  })
})

describe('a visit', () => {
  it('of somebody new begins with where he came from, where he is and what he sits in front of', async () => {
    const node = startNode()
    const landing = {
      ...page('/sofa?utm_source=baidu&bd_vid=1'),
      referrer: 'https://m.baidu.com/s?word=%E6%B2%99%E5%8F%91',
    }
    const { visitorId, visitId, isNew } = await arrive(node, { page: landing })

    expect(isNew).toBe(true)
    expect(await visitsOf(visitorId)).toEqual([
      {
        visitId,
        visitorId,
        siteId,
        styleId: null,
        startedAt: '2026-11-20T02:00:00.000Z',
        leftAt: null,
        landingUrl: landing.url,
        source: {
          kind: 'campaign',
          referrer: landing.referrer,
          searchEngine: 'baidu',
          keyword: '沙发',
          campaign: { utm_source: 'baidu' },
          clickIds: { bd_vid: '1' },
        },
        ip: '219.133.110.197',
        region: { country: '中国', province: '广东', city: '深圳', isp: '电信' },
        device: {
          terminal: 'mobile',
          os: 'iOS 17',
          browser: 'WeChat 8',
          app: 'wechat',
          screen: '390x844',
          language: 'zh-CN',
          timeZone: 'Asia/Shanghai',
        },
        pageCount: 1,
        currentUrl: landing.url,
        currentTitle: landing.title,
      },
    ])
    expect(database.events.map(({ type }) => type)).toEqual(['visitor.visit_started', 'visitor.page_opened'])
  })

  it('goes on when the visitor comes back within half an hour, and else is followed by another', async () => {
    const node = startNode()
    const first = await arrive(node, { connectionId: 'a' })
    await node.connectionClosed('a')
    await untilLeft(1)
    pass(29 * minutes)
    const again = await arrive(node, { connectionId: 'b', token: first.token, page: page('/lamp') })
    expect(again).toMatchObject({ visitorId: first.visitorId, visitId: first.visitId, isNew: false })
    expect(happened('visitor.came_back')).toHaveLength(1)

    await node.connectionClosed('b')
    await untilLeft(2)
    pass(31 * minutes)
    const later = await arrive(node, { token: first.token })
    expect(later).toMatchObject({ visitorId: first.visitorId, isNew: false })
    expect(later.visitId).not.toBe(first.visitId)
    expect(await summaryOf(first.visitorId)).toMatchObject({ visitCount: 2, visitId: later.visitId, isOnline: true })
  })

  it('goes on for as long as a page stays open', async () => {
    const node = startNode()
    const first = await arrive(node)
    pass(300 * minutes)
    expect((await arrive(node, { token: first.token, page: page('/lamp') })).visitId).toBe(first.visitId)
  })

  it('is one for two tabs, and is left when the last of them was closed', async () => {
    const node = startNode()
    const first = await arrive(node, { connectionId: 'a' })
    const second = await arrive(node, { connectionId: 'b', token: first.token, page: page('/lamp') })
    expect(second.visitId).toBe(first.visitId)

    await node.connectionClosed('a')
    await new Promise((resolve) => setTimeout(resolve, 3 * graceMs))
    expect(happened('visitor.left')).toEqual([])
    await node.connectionClosed('b')
    await untilLeft(1)
    expect(await summaryOf(first.visitorId)).toMatchObject({ isOnline: false })
    expect((await visitsOf(first.visitorId))[0]).toMatchObject({ pageCount: 2, leftAt: clock.toISOString() })
  })

  it('is not left by who goes from one page to the next', async () => {
    const node = startNode()
    const first = await arrive(node, { connectionId: 'a' })
    await node.connectionClosed('a')
    await arrive(node, { connectionId: 'b', token: first.token, page: page('/lamp') })
    await new Promise((resolve) => setTimeout(resolve, 3 * graceMs))
    expect(happened('visitor.left')).toEqual([])
    expect(happened('visitor.came_back')).toEqual([])
  })

  it('is one for two tabs that open at the same moment, on two nodes', async () => {
    const [one, other] = [startNode(), startNode()]
    const { token } = await arrive(one, { connectionId: 'a' })
    await one.connectionClosed('a')
    await untilLeft(1)
    pass(60 * minutes)
    const visits = await Promise.all(
      Array.from({ length: 20 }, (_, index) => arrive(index % 2 ? one : other, { token, page: page(`/${index}`) })),
    )
    expect(new Set(visits.map(({ visitId }) => visitId)).size).toBe(1)
    expect((await visitsOf(visits[0]?.visitorId ?? ''))[0]).toMatchObject({ pageCount: 20 })
  })
})

describe('pages', () => {
  it('of a single-page application are a trail with the time on each', async () => {
    const node = startNode()
    const { visitId } = await arrive(node, { connectionId: 'a' })
    pass(5_000)
    await node.pageOpened('a', page('/sofa'))
    await node.pageOpened('a', page('/sofa'))
    pass(7_000)
    await node.connectionClosed('a')
    expect(await pagesOf(visitId)).toMatchObject([
      { url: 'https://www.yunzhou.example/', durationMs: 5_000 },
      { url: 'https://www.yunzhou.example/sofa', durationMs: 7_000 },
    ])
    const told = database.events.filter(({ type }) => type.startsWith('visitor.page_')).map(({ type }) => type)
    expect(told).toEqual(['visitor.page_opened', 'visitor.page_left', 'visitor.page_opened', 'visitor.page_left'])
  })

  it('are not counted again when only the connection was lost', async () => {
    const node = startNode()
    const first = await arrive(node, { connectionId: 'a' })
    pass(5_000)
    await node.connectionClosed('a')
    pass(3_000)
    await arrive(node, { connectionId: 'b', token: first.token })
    pass(2_000)
    await node.connectionClosed('b')
    expect(await pagesOf(first.visitId)).toMatchObject([{ durationMs: 10_000 }])
    expect((await visitsOf(first.visitorId))[0]).toMatchObject({ pageCount: 1 })
  })

  it('are none for the panel inside a page', async () => {
    const node = startNode()
    const first = await arrive(node)
    await arrive(node, { token: first.token, page: undefined })
    expect((await visitsOf(first.visitorId))[0]).toMatchObject({ pageCount: 1 })
  })
})

describe('who a visitor is', () => {
  it.each([
    ['forged', () => `v1.${'A'.repeat(64)}.${'A'.repeat(43)}`],
    ["another site's", () => tokens.issue({ companyId, siteId: randomUUID(), visitorId: randomUUID() })],
    ["another company's", () => tokens.issue({ companyId: randomUUID(), siteId, visitorId: randomUUID() })],
  ])('is not taken from a token that is %s', async (_, token) => {
    const started = await arrive(startNode(), { token: token() })
    expect(started.isNew).toBe(true)
    expect(tokens.verify(started.token)).toMatchObject({ companyId, siteId })
  })

  it('survives that the database has forgotten him', async () => {
    const visitorId = randomUUID()
    const token = tokens.issue({ companyId, siteId, visitorId })
    expect(await arrive(startNode(), { token })).toMatchObject({ visitorId, isNew: true })
  })

  it('stays with the company', async () => {
    const { visitorId } = await arrive(startNode())
    const other = await addCompany('other')
    const seen = await database.db.company(other, async (tx) => [
      await visitorView.find(tx, companyId, visitorId),
      await visitorView.summaries(tx, companyId, [visitorId]),
    ])
    expect(seen).toEqual([undefined, []])
  })
})

describe('nodes', () => {
  it('share a visit: it is left when the last of them lets go', async () => {
    const [one, other] = [startNode(), startNode()]
    const { token, visitorId } = await arrive(one, { connectionId: 'a' })
    await arrive(other, { connectionId: 'b', token, page: page('/lamp') })
    await one.connectionClosed('a')
    await new Promise((resolve) => setTimeout(resolve, 3 * graceMs))
    await one.settled()
    expect(await summaryOf(visitorId)).toMatchObject({ isOnline: true })
    await other.connectionClosed('b')
    await untilLeft(1)
    expect(await summaryOf(visitorId)).toMatchObject({ isOnline: false })
  })

  it('that died have their visitors released, once, but for those who are on another', async () => {
    const dead = randomUUID()
    const [one, other] = [startNode(dead), startNode()]
    const gone = await arrive(one)
    const stays = await arrive(one)
    await arrive(other, { token: stays.token })
    pass(minutes)
    await other.releaseNodes([dead])
    await other.releaseNodes([dead])
    expect(happened('visitor.left')).toMatchObject([{ visitorId: gone.visitorId, visitId: gone.visitId }])
    expect(await summaryOf(stays.visitorId)).toMatchObject({ isOnline: true })
    expect(await pagesOf(gone.visitId)).toMatchObject([{ durationMs: minutes }])
  })

  it('that were wrongly taken for dead hold their visitors again', async () => {
    const nodeId = randomUUID()
    const [frozen, other] = [startNode(nodeId), startNode()]
    const { visitorId } = await arrive(frozen)
    await other.releaseNodes([nodeId])
    expect(await summaryOf(visitorId)).toMatchObject({ isOnline: false })
    await frozen.holdAgain()
    expect(await summaryOf(visitorId)).toMatchObject({ isOnline: true })
  })

  it('that stop leave nobody behind', async () => {
    const node = startNode()
    const { visitorId } = await arrive(node)
    await node[Symbol.asyncDispose]()
    expect(await summaryOf(visitorId)).toMatchObject({ isOnline: false })
  })
})

describe('under load', () => {
  it('takes thousands of arrivals in a few transactions', async () => {
    const node = startNode()
    const started = await Promise.all(Array.from({ length: 3_000 }, () => arrive(node)))
    expect(new Set(started.map(({ visitorId }) => visitorId)).size).toBe(3_000)
    const { rows } = await database.db.all((tx) =>
      sql<{ visits: number; transactions: number }>`
        select count(*)::int4 as visits, count(distinct xmin::text)::int4 as transactions from visitor_visit
        where visit_id = any(${started.map(({ visitId }) => visitId)}::uuid[])`.execute(tx.q),
    )
    expect(rows[0]?.visits).toBe(3_000)
    expect(rows[0]?.transactions).toBeLessThan(20)
  })

  it('takes hostile text as text, and lets nobody else suffer for it', async () => {
    const node = startNode()
    const hostile = { url: 'https://x/\u0000\ud800', title: "');drop table visitor;--\u0000", referrer: '\udfff' }
    const [odd, even] = await Promise.all([
      arrive(node, { page: hostile, ip: 'not an address', userAgent: '\u0000\ud800' }),
      arrive(node),
    ])
    expect((await visitsOf(odd.visitorId))[0]).toMatchObject({
      ip: '0.0.0.0',
      currentTitle: "');drop table visitor;--",
    })
    expect(await visitsOf(even.visitorId)).toHaveLength(1)
  })
})
