import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

it('A11 words are masked, held back, blocked and marked for who talks, and who reviews is told', async () => {
  // The supervisor brings the words in, by hand and as a pasted column.
  const supervisor = await createAgent(browser, server, 'laozhou')
  const { page } = supervisor
  await page.goto(`${server.url}/settings/sensitive`)
  const add = async (words: string, action: string, isForBoth = false) => {
    await page.getByRole('button', { name: '添加敏感词' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('敏感词', { exact: true }).fill(words)
    if (isForBoth) await dialog.getByRole('checkbox', { name: '客服发送' }).check()
    await dialog.getByRole('radio', { name: new RegExp(`^${action}`) }).check()
    await dialog.getByRole('button', { name: '添加敏感词' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  await add('混蛋\n骗子', '替换为', true)
  await add('退款', '关注')
  await add('办假证', '禁止发送', true)
  await add('保证', '提醒', true)
  await supervisor.sees('保证')
  await page.getByText('试一试', { exact: true }).click()
  await page.getByPlaceholder('例如：加我薇 信，给您退款').fill('你这個混 蛋')
  await page.getByPlaceholder('例如：加我薇 信，给您退款').press('Enter')
  await supervisor.sees('你这個***')

  const agent = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say('沙发坏了，你们是混蛋吗')
  // He sees what has arrived, and so does the agent.
  await visitor.sees('沙发坏了，你们是**吗')
  await agent.open('沙发坏了')
  await agent.sees('沙发坏了，你们是**吗')
  await visitor.say('能办假证吗')
  const chat = await visitor.chat()
  await chat.getByText('消息含有不适合发送的内容，没有发出，请修改后再试。').waitFor()
  await chat.getByRole('button', { name: '删除' }).click()
  await visitor.say('那我要退 款')

  // A word to watch for: highlighted as it was written, and on the row.
  await eventually(() => agent.page.locator('mark').allInnerTexts()).toEqual(['退 款'])
  await agent.page.getByRole('img', { name: '敏感词：混蛋、退款' }).waitFor()
  await eventually(() => agent.page.getByText('办假证').count()).toBe(0)

  // What the agent says: asked before it goes, refused, and sent after it was changed.
  await agent.say('我保证三天内修好')
  await agent.sees('含「保证」，确定要发给访客吗？')
  await agent.page.getByRole('button', { name: '仍然发送' }).click()
  await visitor.sees('我保证三天内修好')
  await agent.say('不然您去办 假 证')
  await agent.sees('含禁止发送的词「办假证」，没有发出')
  await agent.page.getByRole('button', { name: '修改' }).click()
  await eventually(() => agent.page.getByLabel('回复访客').inputValue()).toBe('不然您去办 假 证')
  await agent.say('请您放心')
  await visitor.sees('请您放心')
  expect(await visitor.said()).not.toContain('不然您去办 假 证')

  // Whoever reviews, and may see it, finds all of it, and goes where it was said.
  const owner = await logInAsOwner(server)
  const { items } = await owner.sensitive.hits({ limit: 50 })
  expect(items.map(({ action }) => action)).toEqual(['block', 'warn', 'watch', 'block', 'mask'])
  await page.goto(`${server.url}/settings/sensitive-hits`)
  await supervisor.sees(/^客服 林晓 对/)
  await page.getByRole('row', { name: /退款/ }).getByRole('button', { name: '查看对话' }).click()
  await supervisor.sees('那我要')
  expect([...supervisor.errors, ...agent.errors, ...visitor.errors]).toEqual([])
  for (const person of [visitor, agent, supervisor]) await person.leave()
})
