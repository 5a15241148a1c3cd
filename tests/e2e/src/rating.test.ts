import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
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

it('D2.8 when a conversation is over the visitor rates it, offline and in the end once, and the agent sees it', async () => {
  const agent = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say('灯多少钱')
  await agent.open('灯多少钱')
  await agent.say('一百二十元')
  await visitor.sees('一百二十元')
  const address = agent.page.url()
  await agent.page.getByRole('button', { name: '结束对话' }).click()
  await agent.page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
  await visitor.sees('您对这次服务满意吗？')

  // By keyboard, and with the line cut: it is kept and goes out by itself.
  const chat = await visitor.chat()
  await chat.getByRole('radio', { name: '非常满意' }).check()
  await chat.getByRole('button', { name: '态度亲切' }).click()
  await chat.getByLabel('还有什么想告诉我们的？（选填）').fill('谢谢小林')
  await visitor.context.setOffline(true)
  await chat.getByRole('button', { name: '提交评价' }).click()
  await visitor.sees('感谢您的评价')
  await visitor.context.setOffline(false)

  await agent.page.goto(address)
  await agent.sees(/访客评价 ★★★★★/)
  await agent.sees('态度亲切 · 谢谢小林')
  await eventually(() => agent.page.getByRole('img', { name: '5 星' }).count()).toBe(1)

  // Once: after a reload there is the answer, and no question any more.
  await visitor.crash()
  await visitor.openPanel()
  await visitor.sees('感谢您的评价')
  expect(await (await visitor.chat()).getByText('您对这次服务满意吗？').count()).toBe(0)
  expect([...agent.errors, ...visitor.errors]).toEqual([])
  for (const person of [visitor, agent]) await person.leave()
})

it('D2.8 who is to be asked is asked, though the server was killed in the instant in which it would have been done', async () => {
  await using dying = await startServer({ env: { YOUWEN_FAILPOINT: 'before-rating-invitation' } })
  const agent = await createAgent(browser, dying, 'xiaolin')
  const visitor = await createVisitor(browser, dying)
  await visitor.openPanel()
  await visitor.say('窗帘多少钱')
  await agent.open('窗帘多少钱')
  await agent.say('八十元一米')
  await visitor.sees('八十元一米')
  await agent.page.getByRole('button', { name: '结束对话' }).click()
  await agent.page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
  await dying.dies()
  await dying.restart({ YOUWEN_FAILPOINT: '' })
  const question = (await visitor.chat()).getByText('您对这次服务满意吗？')
  // As long as a node may be silent before it is taken for dead, and then what it had begun is done.
  await question.waitFor({ timeout: 40_000 })
  expect(await question.count()).toBe(1)
  for (const person of [visitor, agent]) await person.leave()
})
