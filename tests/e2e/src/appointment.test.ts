import { readFile } from 'node:fs/promises'
import type { Api } from '@youwen/sdk/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, ownPassword, setCapacity } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  // As a company begins: the demo has templates of its own.
  for (const { templateId } of await owner.appointment.templates())
    await owner.appointment.removeTemplate({ templateId })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

/** Another day than today, so that no hour of it has passed. */
async function chooseTime(dialog: ReturnType<Page['getByRole']>, hour: string, quarter: string) {
  await dialog.getByRole('group', { name: '预约时间' }).getByRole('button', { name: /^明天/ }).click()
  await dialog.getByRole('button', { name: hour, exact: true }).click()
  await dialog.getByRole('button', { name: quarter, exact: true }).click()
}

it('D2.4 an appointment: a template is made, an agent makes one of it and sends its card, the visitor opens its page, which follows when it is moved and says when he arrived', async () => {
  const lin = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say('想约周末量尺')
  await lin.open('想约周末量尺')

  // Without a template nothing can be made, and the agent is told whom to ask.
  const { page } = lin
  await page.getByRole('button', { name: '预约', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('还没有预约模板').waitFor()
  await page.keyboard.press('Escape')

  await owner.appointment.addTemplate({
    name: '上门量尺',
    style: 'jade',
    title: '上门量尺预约',
    place: '湖滨旗舰店',
    address: '湖滨南路 128 号',
    telephone: '0592-5550199',
    notice: '请确保家中有人',
    fields: [],
  })
  await makeTemplateByHand()
  const templates = (await owner.appointment.templates()).filter(({ isRemoved }) => !isRemoved)
  expect(templates.map(({ name, style }) => [name, style])).toEqual([
    ['上门量尺', 'jade'],
    ['到店体验', 'violet'],
  ])

  // Half filled in, and still there after a reload.
  await page.reload()
  await page.getByRole('button', { name: '预约', exact: true }).click()
  await dialog.getByLabel('姓名').fill('王女士')
  await dialog.getByLabel('电话').fill('138 0013 8000')
  await chooseTime(dialog, '10', ':30')
  await page.reload()
  await page.getByLabel('回复访客').waitFor()
  await page.keyboard.press('Alt+B')
  await eventually(() => dialog.getByLabel('姓名').inputValue()).toBe('王女士')
  await eventually(() => dialog.getByLabel('输入时间，如 930、下午3点').inputValue()).toBe('10:30')
  await dialog.getByRole('button', { name: '保存并发送' }).click()
  await lin.sees('查看预约')

  // The card in the chat leads to its page, which needs no login.
  const [row] = (await owner.appointment.list({ sort: 'made' })).items
  if (!row) throw new Error('No appointment was made.')
  expect(row).toMatchObject({ name: '王女士', phone: '+8613800138000', state: 'made' })
  await visitor.sees(row.number)
  const chat = await visitor.chat()
  const [card] = await Promise.all([
    visitor.context.waitForEvent('page'),
    chat.getByText('查看预约', { exact: true }).click(),
  ])
  await card.getByRole('heading', { name: '上门量尺预约' }).waitFor()
  await card.getByText(row.number).waitFor()
  await eventually(() => card.locator('.pass-time').innerText()).toBe('10:30')
  expect(await card.getByRole('img', { name: '预约卡二维码' }).locator('path').getAttribute('d')).toMatch(
    /^(M\d+ \d+h1v1h-1z){200}/,
  )
  expect(await card.evaluate(() => window.opener)).toBeNull()
  await savesItself(card)

  // Moved from the list of appointments; the page, looked at again, shows the new time.
  await page.getByText('查看预约').first().click()
  await page.waitForURL(/\/appointments\//)
  await page.getByRole('button', { name: '改期' }).click()
  await chooseTime(dialog, '15', ':45')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await lin.sees(/改期：.* → .*15:45/)
  await card.evaluate(() => window.dispatchEvent(new Event('online')))
  await eventually(() => card.locator('.pass-time').innerText()).toBe('15:45')

  await page.getByRole('button', { name: '到访', exact: true }).click()
  await lin.sees('确认到访')
  await card.evaluate(() => window.dispatchEvent(new Event('online')))
  await card.getByText('已到访').waitFor()

  // Who has the console in the same browser is shown the card too: its service worker answers for its own pages only.
  const chen = await createAgent(browser, server, 'xiaochen', { serviceWorkers: 'allow' })
  await chen.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await chen.page.goto(card.url())
  await chen.page.getByRole('heading', { name: '上门量尺预约' }).waitFor()
  expect([...lin.errors, ...visitor.errors, ...chen.errors]).toEqual([])
  for (const person of [visitor, lin, chen]) await person.leave()
})

/** 设置 › 预约模板, as an administrator does it. */
async function makeTemplateByHand() {
  const boss = await createAgent(browser, { ...server, passwordOf: () => ownPassword }, 'owner')
  const { page } = boss
  await page.goto(`${server.url}/settings/appointment-templates`)
  await page.getByText('上门量尺预约').waitFor()
  await page.getByRole('button', { name: '新增模板' }).click()
  const editor = page.getByRole('dialog')
  await editor.getByLabel('模板名称').fill('到店体验')
  await editor.getByText('紫罗兰').click()
  await editor.getByLabel('卡片标题').fill('到店体验预约')
  await editor.getByLabel('地点').fill('湖滨旗舰店二楼')
  // What is written stands on the card beside it at once.
  await editor.getByLabel('预览').getByText('到店体验预约').waitFor()
  await editor.getByRole('button', { name: '保存' }).click()
  await page.getByText('到店体验预约 · 湖滨旗舰店二楼').waitFor()
  expect(boss.errors).toEqual([])
  await boss.leave()
}

/** As a picture and as an entry of a calendar, both made by the browser. */
async function savesItself(card: Page) {
  const [picture] = await Promise.all([
    card.waitForEvent('download'),
    card.getByRole('button', { name: '保存图片' }).click(),
  ])
  const png = await readFile(await picture.path())
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBe(1176)
  const [entry] = await Promise.all([
    card.waitForEvent('download'),
    card.getByRole('button', { name: '加入日历' }).click(),
  ])
  expect(await readFile(await entry.path(), 'utf8')).toMatch(/DTSTART:\d{8}T023000Z/)
}
