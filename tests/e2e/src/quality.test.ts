import { type Api, createApi } from '@youwen/sdk/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { company, startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser
let boss: Page

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  for (const account of ['owner', 'xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  browser = await launch()
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  boss = await context.newPage()
  await boss.goto(`${server.url}/login?next=/settings/quality`)
  await boss.getByLabel('企业代码').fill(company)
  await boss.getByLabel('账号').fill('owner')
  await boss.getByLabel('密码', { exact: true }).fill('a password of her own, chosen')
  await boss.getByRole('button', { name: /登\s*录/ }).click()
  await boss.waitForURL(/settings\/quality/)
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

it('A10 the company says what makes a conversation excellent, and every desk sees at once which ones are', async () => {
  const lin = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say('这款沙发有货吗')
  await lin.open('这款沙发有货吗')
  await lin.say('有的，您留个电话，我帮您预留')
  await visitor.say('13857190246')
  await lin.sees('13857190246')
  const mark = (name: string) => lin.page.getByRole('img', { name, exact: true })
  expect(await mark('极佳对话').count()).toBe(0)

  // As it is now, and what it would become, before anything is saved.
  const level = (name: string) => boss.getByRole('group', { name })
  await eventually(() => level('极佳对话').innerText()).toContain('访客 ≥ 6 条')
  await level('极佳对话').getByLabel('访客消息').fill('2')
  await level('极佳对话').getByLabel('名片上有电话').check()
  await eventually(() => level('极佳对话').innerText()).toContain('访客 ≥ 2 条，且留下电话')
  await level('较好对话').getByLabel('访客消息').fill('2')
  await eventually(() => boss.getByRole('row', { name: /较好对话/ }).innerText()).toMatch(/\+1/)
  await boss.getByRole('button', { name: /^保\s*存$/ }).click()
  await boss.getByText('已保存').first().waitFor()

  // Judged anew without a reload, and again when the phone is on the card.
  await mark('较好对话').waitFor()
  await lin.page.getByRole('tab', { name: '访客' }).click()
  await lin.sees(/极佳对话，还差：电话/)
  await lin.page.getByRole('tab', { name: '名片' }).click()
  await lin.page.getByRole('form', { name: '名片' }).getByLabel('电话', { exact: true }).fill('13857190246')
  await lin.page.keyboard.press('Control+s')
  await mark('极佳对话').waitFor()

  const { items } = await owner.conversation.find({ filter: { field: 'quality', is: ['excellent'] } })
  expect(items).toHaveLength(1)
  expect([...lin.errors, ...visitor.errors]).toEqual([])
  for (const person of [lin, visitor]) await person.leave()
})

it('D5.2 what came of invitations is counted, by agent, by text and one by one, and is handed out as a table', async () => {
  const { token } = await createApi({ url: server.url }).security.login({
    companyCode: company,
    account: 'xiaolin',
    password: server.passwordOf('xiaolin'),
  })
  const lin = createApi({ url: server.url, token })
  await boss.goto(`${server.url}/visitors`)
  await boss.getByRole('link', { name: '邀请效果' }).click()
  await boss.getByText('这段时间没有发出邀请').waitFor()

  const visitor = await createVisitor(browser, server)
  const onSite = async () =>
    (await owner.visitor.live({ limit: 100 })).visits.find((visit) => !visit.leftAt && !visit.conversationId)?.visitorId
  await eventually(onSite).toBeTruthy()
  const visitorId = (await onSite()) ?? ''
  const text = '您好，需要帮您看看吗？'
  await lin.invite.send({ visitorId, kind: 'invite', text })
  await eventually(async () => (await owner.invite.results({})).total.seen).toBe(1)
  // The box is in a closed shadow root: it is pressed where it stands.
  const size = visitor.page.viewportSize() ?? { width: 1280, height: 800 }
  await visitor.page.mouse.click(size.width - 24 - 16 - 70, size.height - 24 - 72 - 16 - 18)
  await visitor.sees(text)
  await visitor.say('想问问尺寸')
  await eventually(async () => (await owner.invite.results({})).total.valid).toBe(1)

  await boss.reload()
  await eventually(() => boss.getByRole('row', { name: /林/ }).first().innerText()).toMatch(/100%/)
  await boss.getByRole('tab', { name: '按邀请语' }).click()
  await boss.getByRole('row', { name: text }).waitFor()
  const download = boss.waitForEvent('download')
  await boss.getByRole('button', { name: '导出' }).click()
  await boss.getByRole('menuitem', { name: /CSV/ }).click()
  expect((await download).suggestedFilename()).toMatch(/邀请效果.*\.csv$/)

  await boss.getByRole('tab', { name: '明细' }).click()
  await boss.getByText('已接受').waitFor()
  // Which tab and which days are in the address.
  await boss.reload()
  await boss.getByRole('row', { name: text }).getByRole('button', { name: /对话/ }).click()
  await boss.waitForURL(/\/desk\//)
  await boss.getByText('想问问尺寸').first().waitFor()
  expect(visitor.errors).toEqual([])
  await visitor.leave()
})
