import type { Announcement, Notice, NoticeSummary } from '@youwen/contract'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { sitAtDesk } from '../../testing/line.ts'

async function world() {
  await using opened = new AsyncDisposableStack()
  const here = opened.use(await testApp())
  const shop = await here.company('yunzhou')
  const lin = await shop.agent('xiaolin', 'agent')
  const chen = await shop.agent('xiaochen', 'agent')
  const group = await here.ask<{ groupId: string }>('POST', '/api/groups', {
    token: shop.owner,
    body: { name: '售后', parentId: null, leaderId: null, memberIds: [lin.agentId] },
  })
  const announce = (change: object = {}, token = shop.owner) =>
    here.ask<Announcement>('POST', '/api/announcements', {
      token,
      body: {
        id: uuidv7(),
        title: '国庆值班',
        text: '值班表见附件',
        isImportant: false,
        groupIds: [],
        startsAt: null,
        endsAt: null,
        ...change,
      },
    })
  const summary = async (token: string) =>
    (await here.ask<NoticeSummary>('GET', '/api/notices-summary', { token })).body
  const list = async (token: string, query = '') =>
    (await here.ask<{ items: Notice[]; next: string | null }>('GET', `/api/notices${query}`, { token })).body
  const kept = opened.move()
  return {
    ...here,
    shop,
    lin,
    chen,
    groupId: group.body.groupId,
    announce,
    summary,
    list,
    titles: async (token: string) =>
      (await list(token)).items.flatMap(({ body }) => (body.kind === 'announcement' ? [body.title] : [])),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

test('D6.1 an announcement is unread for everybody, live, until each has read it; its author sees who has', async () => {
  await using here = await world()
  const { shop, lin } = here
  await using desk = await sitAtDesk(here, lin.token)
  const { body: made } = await here.announce({ isImportant: true })
  expect(made).toMatchObject({ state: 'running', readers: 0, audience: 3 })
  await desk.hears('notices')
  const before = await here.summary(lin.token)
  expect(before.unread.announcement).toBe(1)
  expect(before.banners).toHaveLength(1)

  const heard = desk.heard.length
  const after = await here.ask<NoticeSummary>('POST', '/api/notices/read', {
    token: lin.token,
    body: { noticeIds: [made.noticeId] },
  })
  expect(after.body).toMatchObject({ unread: { announcement: 0 }, banners: [] })
  // His other windows hear of it, and so does the author.
  await desk.hears('notices', undefined, heard)
  const readers = await here.ask<{ name: string; readAt: string | null }[]>(
    'GET',
    `/api/announcements/${made.noticeId}/readers`,
    { token: shop.owner },
  )
  expect(readers.body.filter(({ readAt }) => readAt !== null).map(({ name }) => name)).toEqual(['xiaolin'])
})

test('the same announcement sent again is one; only who may announces', async () => {
  await using here = await world()
  const id = uuidv7()
  await here.announce({ id })
  expect((await here.announce({ id, title: '另一个' })).body.title).toBe('国庆值班')
  expect(await here.titles(here.lin.token)).toEqual(['国庆值班'])
  expect((await here.announce({}, here.lin.token)).status).toBe(403)
})

test('an announcement for a group is there for its members alone', async () => {
  await using here = await world()
  const { body } = await here.announce({ groupIds: [here.groupId] })
  expect(body.audience).toBe(1)
  expect(await here.titles(here.lin.token)).toEqual(['国庆值班'])
  expect(await here.titles(here.chen.token)).toEqual([])
  // What one does not see cannot be read either.
  await here.ask('POST', '/api/notices/read', { token: here.chen.token, body: { noticeIds: [body.noticeId] } })
  const list = await here.ask<{ items: Announcement[] }>('GET', '/api/announcements', { token: here.shop.owner })
  expect(list.body.items[0]?.readers).toBe(0)
})

test('what begins later is not there yet, what is over asks for no attention, what is withdrawn is gone', async () => {
  await using here = await world()
  const { shop, lin } = here
  const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()
  expect((await here.announce({ title: '明天', startsAt: soon(3_600) })).body.state).toBe('scheduled')
  const { body: short } = await here.announce({ title: '马上结束', endsAt: soon(0.3) })
  const { body: wrong } = await here.announce({ title: '写错了' })
  expect((await here.announce({ startsAt: soon(60), endsAt: soon(30) })).status).toBe(422)
  await here.ask('POST', `/api/announcements/${wrong.noticeId}/withdrawal`, { token: shop.owner })
  await expect.poll(async () => (await here.summary(lin.token)).unread.announcement).toBe(0)
  expect(await here.titles(lin.token)).toEqual(['马上结束'])
  const change = { ...short, tellsAgain: false, startsAt: null, endsAt: null }
  const put = (noticeId: string) =>
    here.ask('PUT', `/api/announcements/${noticeId}`, { token: shop.owner, body: { ...change, noticeId } })
  expect((await put(short.noticeId)).status).toBe(200)
  expect((await here.summary(lin.token)).unread.announcement).toBe(1)
  expect(here.problemOf(await put(wrong.noticeId)).code).toBe('notice.withdrawn')
})

test('who has read an announcement reads it again when its author wants so', async () => {
  await using here = await world()
  const { lin, shop } = here
  const { body } = await here.announce()
  await here.ask('POST', '/api/notices/read', { token: lin.token, body: {} })
  const change = (tellsAgain: boolean) =>
    here.ask('PUT', `/api/announcements/${body.noticeId}`, {
      token: shop.owner,
      body: { ...body, title: '国庆值班（更正）', startsAt: null, tellsAgain },
    })
  await change(false)
  expect((await here.summary(lin.token)).unread.announcement).toBe(0)
  await change(true)
  expect((await here.summary(lin.token)).unread.announcement).toBe(1)
})

test('the list goes on page by page without holes, and can be narrowed to what is unread', async () => {
  await using here = await world()
  const { lin } = here
  for (let n = 0; n < 5; n++) await here.announce({ title: `公告 ${n}` })
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { items: Notice[]; next: string | null } = await here.list(
      lin.token,
      `?kind=announcement&limit=2${cursor && `&cursor=${cursor}`}`,
    )
    seen.push(...page.items.map(({ noticeId }) => noticeId))
    cursor = page.next
  }
  expect(new Set(seen).size).toBe(5)
  await here.ask('POST', '/api/notices/read', { token: lin.token, body: { noticeIds: seen.slice(0, 3) } })
  expect((await here.list(lin.token, '?kind=announcement&state=unread')).items).toHaveLength(2)
  expect((await here.ask('GET', '/api/notices?cursor=nonsense', { token: lin.token })).status).toBe(422)
})

test('a trouble is one warning while it goes on, for those who can do something about it', async () => {
  await using here = await world()
  const { shop, lin, app } = here
  const raise = (freeBytes: number) =>
    app.notices.warnings.raise(
      { code: 'disk_low', params: { node: 'a', freeBytes, totalBytes: 100 } },
      { subject: 'a' },
    )
  await raise(5)
  await raise(4)
  const warnings = async (token: string) =>
    (await here.list(token, '?kind=system')).items.map(({ body }) => (body.kind === 'system' ? body : undefined))
  expect(await warnings(shop.owner)).toMatchObject([{ warning: { params: { freeBytes: 4 } }, clearedAt: null }])
  expect(await warnings(lin.token)).toEqual([])
  await app.notices.warnings.clear('disk_low', { subject: 'b' })
  expect((await here.summary(shop.owner)).unread.system).toBe(1)
  await app.notices.warnings.clear('disk_low', { subject: 'a' })
  expect((await here.summary(shop.owner)).unread.system).toBe(0)
  expect((await warnings(shop.owner))[0]?.clearedAt).not.toBeNull()
  await raise(3)
  expect(await warnings(shop.owner)).toHaveLength(2)
})

test('a trouble of the installation is told to the company that operates it, and to no other one', async () => {
  await using here = await world()
  const other = await here.company('neighbour')
  const { warnings } = here.app.notices
  await warnings.raise({ code: 'disk_low', params: { node: 'a', freeBytes: 5, totalBytes: 100 } }, { subject: 'a' })
  const codes = async (token: string) =>
    (await here.list(token, '?kind=system')).items.map(({ body }) => body.kind === 'system' && body.warning.code)
  expect(await codes(here.shop.owner)).toEqual(['disk_low'])
  expect(await codes(other.owner)).toEqual([])
  const { operatorId } = here.app.company
  expect(await operatorId('neighbour')).toBe(other.companyId)
  expect(await operatorId('nobody')).toBe(here.shop.companyId)
  // What is about one company is told there.
  const service = 'push.example.com'
  await warnings.raise(
    { code: 'push_failing', params: { service, status: 403 } },
    { companyId: other.companyId, subject: service },
  )
  expect(await codes(other.owner)).toEqual(['push_failing'])
})

test('a new version is told once, to companies that are there when the server starts', async () => {
  await using here = await world()
  // The company was made after the start.
  expect((await here.summary(here.lin.token)).unread.product).toBe(0)
  await here.app.notices.tellOfVersions()
  await here.app.notices.tellOfVersions()
  const { items } = await here.list(here.lin.token, '?kind=product')
  expect(items).toHaveLength(1)
  expect(items[0]?.body).toMatchObject({ kind: 'product', version: '0.1.0' })
})

test('everybody is told when an announcement begins that was written before, and not again of one that began at once', async () => {
  await using here = await world()
  await here.announce()
  await here.announce({ title: '稍后', startsAt: new Date(Date.now() + 300).toISOString() })
  await using desk = await sitAtDesk(here, here.lin.token)
  const told = () => desk.heard.filter(({ type }) => type === 'notices').length
  await expect.poll(() => here.titles(here.lin.token)).toEqual(['稍后', '国庆值班'])
  await here.app.notices.announcements.tellOfTurns()
  await desk.hears('notices')
  expect(told()).toBe(1)
  await here.db.all(({ q }) => sql`update notice set at = at - interval '1 hour' where title = '稍后'`.execute(q))
  await here.app.notices.announcements.tellOfTurns()
  desk.say({ type: 'ping' })
  await desk.hears('pong')
  expect(told()).toBe(1)
})
