import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('when nobody is there', () => {
  it('visitors wait in line and are told their place; the agent who comes gets them at once (A5, A8)', async () => {
    const first = await createVisitor(browser, server)
    await first.openPanel()
    await first.say('有人在吗')
    const second = await createVisitor(browser, server)
    await second.openPanel()
    await second.say('我是第二个')
    await eventually(async () => (await second.chat()).getByText(/2/).first().isVisible()).toBe(true)
    const agent = await createAgent(browser, server, 'xiaolin')
    await agent.sees('有人在吗')
    await agent.sees('我是第二个')
    await agent.open('我是第二个')
    await agent.say('让您久等了')
    await second.sees('让您久等了')
    expect([...agent.errors, ...first.errors, ...second.errors]).toEqual([])
    for (const person of [first, second, agent]) await person.leave()
  })
})

describe('two agents', () => {
  it('hand a conversation over with a note that the visitor never sees, and the visitor hears from the second one', async () => {
    const lin = await createAgent(browser, server, 'xiaolin')
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('我要投诉')
    await lin.open('我要投诉')
    const chen = await createAgent(browser, server, 'xiaochen')
    await lin.page.getByRole('button', { name: '转接', exact: true }).first().click()
    const dialog = lin.page.getByRole('dialog')
    await dialog.getByText('陈思远').or(dialog.getByText('小陈')).first().click()
    await dialog.getByPlaceholder(/./).last().fill('客户有点着急')
    await dialog.getByRole('button', { name: '转接' }).last().click()
    await chen.open('我要投诉')
    await chen.sees(/客户有点着急/)
    await chen.say('您好，我来处理')
    await visitor.sees('您好，我来处理')
    await visitor.sees('小陈')
    expect(await (await visitor.chat()).getByText('客户有点着急').count()).toBe(0)
    await eventually(() => lin.page.getByLabel('对话列表').getByText('我要投诉').count()).toBe(0)
    expect([...lin.errors, ...chen.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, lin, chen]) await person.leave()
  })
})
