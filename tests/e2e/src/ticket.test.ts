import type { Api } from '@youwen/sdk/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

it('D2.5 selected messages become a ticket: a colleague hears of it, both see its changes, and it leads back to the message', async () => {
  const lin = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say('沙发少了一条腿')
  await lin.open('沙发少了一条腿')
  await lin.say('马上为您登记')
  await visitor.sees('马上为您登记')
  const chen = await createAgent(browser, server, 'xiaochen')

  // Chosen in the chat, half filled in, and still there after a reload.
  const { page } = lin
  await page.getByRole('tab', { name: '工单' }).click()
  await page.getByRole('button', { name: '选择消息' }).click()
  await page.getByRole('checkbox', { name: '选择这条消息' }).first().click()
  await page.getByRole('status').getByRole('button', { name: '转工单' }).click()
  const dialog = page.getByRole('dialog')
  await eventually(() => dialog.getByLabel('描述').inputValue()).toContain('沙发少了一条腿')
  await dialog.getByLabel('标题').fill('补发沙发腿')
  await page.reload()
  await page.getByRole('tab', { name: '工单' }).click()
  await page.getByRole('button', { name: '转工单' }).click()
  await eventually(() => dialog.getByLabel('标题').inputValue()).toBe('补发沙发腿')
  await dialog.getByLabel('类型').click()
  await page.getByTitle('退换货').click()
  await dialog.getByLabel('负责人').click()
  await page.locator('.ant-select-item-option', { hasText: '陈' }).click()
  await eventually(() => dialog.getByLabel('到期时间').inputValue()).not.toBe('')
  await dialog.getByRole('button', { name: '创建工单' }).click()
  await page.getByRole('tabpanel').or(page.locator('aside')).getByText('补发沙发腿').first().click()

  // The colleague is told, opens it, and each sees what the other does.
  await chen.page.getByRole('button', { name: '查看' }).click()
  await chen.page.getByRole('heading', { name: '补发沙发腿' }).waitFor()
  await chen.page.getByLabel('写评论，同事会收到提醒').fill('仓库今天发出')
  await chen.page.getByRole('button', { name: '发表' }).click()
  await lin.sees('仓库今天发出')
  await chen.page.getByRole('button', { name: '开始处理' }).click()
  await lin.sees(/把状态从「待处理」改为「处理中」/)
  await eventually(() => lin.page.getByRole('link', { name: /工单/ }).locator('b').count()).toBe(0)
  await page.getByRole('button', { name: '标记已解决' }).click()
  await chen.sees('已解决')

  // Back to the message, for who may see the conversation.
  await eventually(() => chen.page.getByRole('button', { name: '查看对话' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '查看对话' }).click()
  await page.waitForURL(/\/desk\/.*at=1/)
  await lin.sees('沙发少了一条腿')
  expect([...lin.errors, ...chen.errors, ...visitor.errors]).toEqual([])
  for (const person of [visitor, lin, chen]) await person.leave()
})
