import type { Api } from '@youwen/sdk/api'
import { createMessageIds } from '@youwen/sdk/message-ids'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { at, texts, textsUpTo } from './canary-texts.ts'
import { startTour } from './canary-tour.ts'
import { logInAsOwner } from './owner.ts'
import { type AgentPerson, createAgent, eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser
/** An administrator, and somebody whom he tells things. */
let chen: AgentPerson
let lin: AgentPerson

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  const roles = await owner.team.roles()
  const agent = (await owner.team.agents()).find(({ account }) => account === 'xiaochen')
  const roleId = roles.find(({ builtIn }) => builtIn === 'administrator')?.roleId
  if (!agent || !roleId) throw new Error('The demo lost its people.')
  await owner.team.saveAgent({ ...agent, roleId })
  browser = await launch()
  chen = await createAgent(browser, server, 'xiaochen')
  lin = await createAgent(browser, server, 'xiaolin', { permissions: ['notifications'], serviceWorkers: 'allow' })
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

it('D6.1 an administrator announces something: it stands above every page until it is read, and he sees who has read it', async () => {
  const { page } = chen
  await page.goto(`${server.url}/settings/announcements`)
  await chen.sees('还没有公告')
  await page.getByRole('button', { name: '发布公告' }).click()
  await page.getByLabel('标题').fill('今晚 22:00 系统维护')
  await page.getByLabel('内容').fill('预计 10 分钟。\n请提前告知正在接待的访客。')
  await page.getByRole('switch').click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await chen.sees('0 / 4 已读')

  // The other one is told without doing anything, reads it behind the bell, and it leaves him alone.
  await lin.sees('今晚 22:00 系统维护')
  const bell = lin.page.getByRole('button', { name: /消息中心/ })
  const unread = async () => Number(/(\d+) 条未读/.exec((await bell.getAttribute('aria-label')) ?? '')?.[1] ?? 0)
  // Two: the announcement, and what is new in the product.
  await eventually(unread).toBe(2)
  await lin.page.getByRole('button', { name: '知道了' }).click()
  await eventually(() => lin.page.getByRole('button', { name: '知道了' }).count()).toBe(0)
  await eventually(unread).toBe(1)
  await bell.click()
  await lin.page.getByRole('button', { name: '查看全部' }).click()
  await lin.page
    .getByRole('listitem')
    .getByRole('button', { name: /更新内容/ })
    .click()
  await eventually(unread).toBe(0)
  await lin.page
    .getByRole('listitem')
    .getByRole('button', { name: /系统维护/ })
    .click()
  await lin.sees('请提前告知正在接待的访客。')

  await chen.sees('1 / 4 已读')
  await page.getByRole('button', { name: '1 / 4 已读' }).click()
  await eventually(() => page.getByRole('dialog').getByText('林晓').count()).toBe(1)
  await page.keyboard.press('Escape')
  expect([...chen.errors, ...lin.errors]).toEqual([])
})

it('D6.2 an app that the company does without is gone from everybody’s screen at once, and back with all it held', async () => {
  const { page } = chen
  const ticketsOf = (person: AgentPerson) => person.page.getByRole('link', { name: '工单' })
  await page.goto(`${server.url}/apps`)
  await page.getByRole('switch', { name: '全公司启用「工单」' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await eventually(() => ticketsOf(lin).count()).toBe(0)
  await lin.page.goto(`${server.url}/tickets`)
  await lin.sees('这个应用已停用')

  // By keys alone: the palette knows where it is.
  await page.getByRole('switch', { name: '全公司启用「工单」' }).click()
  await eventually(() => ticketsOf(lin).count()).toBe(1)
  await lin.page.keyboard.press('Control+K')
  await lin.page.getByLabel('搜索操作、对话或设置').fill('yingyong')
  await lin.page.keyboard.press('Enter')
  await lin.page.waitForURL(/\/apps$/)
  await lin.page.getByLabel('搜索应用').fill('gd')
  await lin.page.keyboard.press('ArrowDown')
  await lin.page.keyboard.press('Enter')
  await lin.page.waitForURL(/\/tickets/)
  expect([...chen.errors, ...lin.errors]).toEqual([])
})

it('D1.7 the service worker shows what arrives by push, and nothing while somebody looks at a page', async () => {
  const { page, context } = lin
  const session = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId } of registrations) resolve(registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const push = (news: object) =>
    session.send('ServiceWorker.deliverPushMessage', {
      origin: server.url,
      registrationId,
      data: JSON.stringify(news),
    })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)
    })
  await push({ kind: 'message', conversationId: crypto.randomUUID(), title: '王女士', body: '发来新消息' })
  await push({ kind: 'test', conversationId: null, title: '有问', body: '这台设备可以收到通知了' })
  await eventually(shown).toEqual(['有问: 这台设备可以收到通知了'])
})

it('X1 hostile words in an announcement are words wherever they are shown', async () => {
  const newId = createMessageIds()
  const hostile = textsUpTo(50)
    .filter((_, index) => index % 12 === 5)
    .map((title, index) => ({ title, text: at(texts, index * 31) }))
  const titles: string[] = []
  for (const one of hostile) {
    const announcement = { ...one, id: newId(), isImportant: true, groupIds: [], startsAt: null, endsAt: null }
    const kept = await owner.notice.announce(announcement).catch(() => undefined)
    if (kept) titles.push(kept.title)
  }
  expect(titles.length).toBeGreaterThan(3)
  const [session] = await chen.context.cookies()
  const { page, context, goTo, isOnlyText } = await startTour(browser, server, session?.value)
  await goTo('/notices')
  await isOnlyText(titles)
  for (const card of await page.getByRole('listitem').getByRole('button', { expanded: false }).all()) {
    await card.click({ timeout: 1_000 }).catch(() => undefined)
  }
  await isOnlyText(titles)
  await goTo('/settings/announcements')
  await isOnlyText(titles)
  await context.close()
})
