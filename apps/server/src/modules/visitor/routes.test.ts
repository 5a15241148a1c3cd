import { randomUUID } from 'node:crypto'
import { createRouterClient } from '@orpc/server'
import { builtInRoles, type DataScope, type Permission } from '@youwen/contract'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AgentCaller, AuditEntry, RequestContext } from '../../platform/http/index.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createPresentVisitors } from './present.ts'
import { createVisitorQueries } from './queries.ts'
import { createVisitorRoutes } from './routes.ts'
import { createVisitorService, type StartedVisit, type VisitorService } from './service.ts'
import { createVisitorTokens } from './token.ts'

let database: TestDatabase
let service: VisitorService
let companyId: string
let otherCompanyId: string
let wang: StartedVisit
const siteId = randomUUID()
const conversationId = randomUUID()
const audits: AuditEntry[] = []

async function addCompany(code: string): Promise<string> {
  const id = randomUUID()
  await database.db.all((tx) =>
    sql`insert into company (company_id, code, name) values (${id}, ${code}, ${code})`.execute(tx.q),
  )
  return id
}

beforeEach(async () => {
  audits.length = 0
  database = await testDatabase()
  companyId = await addCompany('yunzhou')
  otherCompanyId = await addCompany('other')
  service = createVisitorService({
    db: database.db,
    tokens: createVisitorTokens(Buffer.alloc(32)),
    nodeId: randomUUID(),
    findRegion: () => ({ country: '中国', province: '广东', city: '深圳', isp: '电信' }),
    graceMs: 1,
  })
  const visit = { companyId, siteId, styleId: null, ip: '1.2.3.4', userAgent: '' }
  const page = { url: 'https://a.example/sofa', title: '沙发', referrer: '' }
  wang = await service.startVisit({ ...visit, connectionId: 'wang', page })
  await service.startVisit({ ...visit, connectionId: 'li', siteId: randomUUID(), page })
})
afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

function clientOf(agent: Partial<AgentCaller> = {}, conversationCount = 3) {
  const caller: AgentCaller = {
    kind: 'agent',
    companyId,
    agentId: randomUUID(),
    sessionId: randomUUID(),
    name: '小林',
    permissions: new Set<Permission>(builtInRoles.agent.permissions),
    dataScope: 'all' as DataScope,
    isOwner: false,
    mustChangePassword: false,
    ...agent,
  }
  const context: RequestContext = {
    caller,
    ip: '10.0.0.1',
    userAgent: '',
    requestId: '',
    setCookie: () => {},
    clearCookie: () => {},
    recordAudit: async (entry) => void audits.push(entry),
    isAppOn: async () => true,
  }
  const queries = createVisitorQueries({
    db: database.db,
    conversations: {
      countOf: async () => conversationCount,
      currentOf: async (_, visitorIds) =>
        new Map(visitorIds.filter((id) => id === wang.visitorId).map((id) => [id, conversationId])),
    },
    canSeeVisitor: async ({ dataScope }) => dataScope === 'all',
  })
  const present = createPresentVisitors({
    db: database.db,
    marks: {
      conversationsOf: async () => new Map([[wang.visitorId, conversationId]]),
      invitedAmong: async () => new Set(),
      isBlocked: async () => false,
    },
    timeZoneOf: async () => 'Asia/Shanghai',
    now: () => new Date(),
  })
  return createRouterClient(createVisitorRoutes({ visitor: service, queries, present }), { context })
}

describe('agents', () => {
  it('see who is on the sites now, with the conversation each is in', async () => {
    const { total, visits } = await clientOf().live({})
    expect(total).toBe(2)
    expect(visits).toHaveLength(2)
    expect(visits.find(({ visitorId }) => visitorId === wang.visitorId)).toMatchObject({
      conversationId,
      visitorName: '',
      visitCount: 1,
      currentTitle: '沙发',
      region: { city: '深圳' },
    })
    expect(await clientOf().live({ siteId, limit: 1 })).toMatchObject({
      total: 1,
      visits: [{ visitorId: wang.visitorId }],
    })
  })

  it('see a visitor with his visits and the pages of each', async () => {
    const { visitor, visits } = await clientOf().get({ visitorId: wang.visitorId })
    expect(visitor).toMatchObject({ visitCount: 1, conversationCount: 3, name: '' })
    expect(visits).toMatchObject([{ visitId: wang.visitId, pageCount: 1 }])
    expect(await clientOf().trail({ visitId: wang.visitId })).toMatchObject([{ title: '沙发', durationMs: null }])
  })

  it('name a visitor; colleagues are told and it is on record', async () => {
    const client = clientOf()
    expect(await client.rename({ visitorId: wang.visitorId, name: ' 王女士 ' })).toMatchObject({ name: '王女士' })
    expect(database.events.at(-1)).toEqual({
      type: 'visitor.renamed',
      companyId,
      visitorId: wang.visitorId,
      name: '王女士',
    })
    expect(audits).toMatchObject([{ action: 'visitor.renamed', companyId }])
  })

  it.each([
    ['another company’s agent', () => ({ companyId: otherCompanyId })],
    ['an agent whose scope does not cover him', () => ({ dataScope: 'own' as const })],
  ])('%s finds no such visitor, and changes nothing', async (_, agent) => {
    const client = clientOf(agent())
    const nobody = { code: 'visitor.not_found' }
    await expect(client.get({ visitorId: wang.visitorId })).rejects.toMatchObject(nobody)
    await expect(client.rename({ visitorId: wang.visitorId, name: 'x' })).rejects.toMatchObject(nobody)
    await expect(client.trail({ visitId: wang.visitId })).rejects.toMatchObject({ code: 'visit.not_found' })
    expect(audits).toEqual([])
    expect(await clientOf().get({ visitorId: wang.visitorId })).toMatchObject({ visitor: { name: '' } })
  })

  it('see who has never talked to anybody, whatever their scope', async () => {
    const client = clientOf({ dataScope: 'own' }, 0)
    expect(await client.get({ visitorId: wang.visitorId })).toMatchObject({ visitor: { conversationCount: 0 } })
    expect(await client.trail({ visitId: wang.visitId })).toHaveLength(1)
  })

  it('without the permission are refused', async () => {
    const client = clientOf({ permissions: new Set<Permission>() })
    await expect(client.live({})).rejects.toMatchObject({ code: 'security.forbidden' })
    await expect(client.rename({ visitorId: wang.visitorId, name: 'x' })).rejects.toMatchObject({
      code: 'security.forbidden',
    })
  })
})

it('the live table has each visit once, page by page, also those that began in the same moment', async () => {
  const count = 2_100
  await database.db.company(companyId, async ({ q }) => {
    await sql`insert into visitor_visit (company_id, visit_id, visitor_id, site_id, source_kind, ip, terminal, node_ids, started_at)
      select ${companyId}, gen_random_uuid(), visitor_id, site_id, 'direct', '203.0.113.7', 'desktop', '{}', '2026-11-26T10:00:00.123456Z'
      from visitor, generate_series(1, ${count}) where company_id = ${companyId}
        and visitor_id = ${wang.visitorId}`.execute(q)
  })
  const seen = new Set<string>()
  const client = clientOf({ dataScope: 'all' })
  for (let cursor: string | undefined; ; ) {
    const page = await client.present({ where: 'here', ...(cursor && { cursor }) })
    for (const { visitId } of page.visitors) seen.add(visitId)
    if (page.next === null) break
    cursor = page.next
  }
  // Those two of the beginning are here as well.
  expect(seen.size).toBe(count + 2)
})
