import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually, type Visitor } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let browser: Browser
let agent: AgentPerson

beforeAll(async () => {
  server = await startServer()
  // More than all visitors of this file: none of them waits in line.
  await setCapacity(await logInAsOwner(server), 'xiaolin', 100)
  browser = await launch()
  agent = await createAgent(browser, server, 'xiaolin')
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

/** In order and once each, whatever else was said. */
const only = (said: readonly string[], wanted: readonly string[]) => said.filter((text) => wanted.includes(text))

const saidAtDesk = () =>
  agent.page
    .getByRole('log')
    .locator('[data-kind="text"], p, div')
    .evaluateAll((nodes) => nodes.filter((node) => node.children.length === 0).map((node) => node.textContent ?? ''))

async function startTalk(question: string): Promise<Visitor> {
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say(question)
  await agent.open(question)
  return visitor
}

describe('in the middle of a sentence', () => {
  it('the visitor reloads: what he wrote is still there, sent or not', async () => {
    const visitor = await startTalk('重新加载之前')
    await visitor.type('写到一半')
    await visitor.page.waitForTimeout(500)
    await visitor.page.reload()
    await visitor.openPanel()
    await visitor.sees('重新加载之前')
    expect(await (await visitor.chat()).getByLabel('输入消息…').inputValue()).toBe('写到一半')
    await visitor.leave()
  })

  it('the agent reloads: the draft and the conversation are still there', async () => {
    const visitor = await startTalk('客服要刷新了')
    await agent.type('答到一半')
    await agent.page.waitForTimeout(500)
    await agent.page.reload()
    await agent.page.getByLabel('回复访客').waitFor()
    await eventually(() => agent.page.getByLabel('回复访客').inputValue()).toBe('答到一半')
    await agent.page.getByLabel('回复访客').press('Enter')
    await visitor.sees('答到一半')
    await visitor.leave()
  })

  it('either browser crashes: both come back to the same conversation', async () => {
    const visitor = await startTalk('浏览器要崩溃了')
    await visitor.crash()
    await agent.crash()
    await visitor.openPanel()
    await visitor.say('我回来了')
    await agent.sees('我回来了')
    await agent.open('我回来了')
    await agent.say('我也回来了')
    await visitor.sees('我也回来了')
    await visitor.leave()
  })

  it('the network goes away: what is written meanwhile goes out once, in order, when it is back', async () => {
    const visitor = await startTalk('网络要断了')
    await visitor.context.setOffline(true)
    await visitor.say('离线一')
    await visitor.say('离线二')
    await visitor.say('离线三')
    await visitor.sees('离线三')
    expect(await agent.page.getByText('离线一').count()).toBe(0)
    await visitor.context.setOffline(false)
    await agent.sees('离线三')
    await eventually(async () => only(await saidAtDesk(), ['离线一', '离线二', '离线三'])).toEqual([
      '离线一',
      '离线二',
      '离线三',
    ])
    await visitor.leave()
  })

  it('the server is killed and started again: nothing is lost, doubled or out of order, on either side', async () => {
    const visitor = await startTalk('服务器要断电了')
    const fromVisitor = ['断电前', '断电中一', '断电中二', '恢复后']
    const fromAgent = ['答断电前', '答断电中', '答恢复后']
    await visitor.say('断电前')
    await agent.say('答断电前')
    await server.kill()
    await visitor.say('断电中一')
    await agent.say('答断电中')
    await visitor.say('断电中二')
    await server.restart()
    await visitor.sees('答断电中')
    await agent.sees('断电中二')
    await visitor.say('恢复后')
    await agent.say('答恢复后')
    await visitor.sees('答恢复后')
    await agent.sees('恢复后')
    await eventually(async () => only(await visitor.said(), fromVisitor)).toEqual(fromVisitor)
    await eventually(async () => only(await visitor.said(), fromAgent)).toEqual(fromAgent)
    await eventually(async () => only(await saidAtDesk(), fromVisitor)).toEqual(fromVisitor)
    await eventually(async () => only(await saidAtDesk(), fromAgent)).toEqual(fromAgent)
    // After a reload everybody sees the same again: it was not only on the screens.
    await visitor.page.reload()
    await visitor.openPanel()
    await visitor.sees('答恢复后')
    expect(only(await visitor.said(), [...fromVisitor])).toEqual(fromVisitor)
    expect(agent.errors.filter((error) => !/WebSocket|net::/.test(error))).toEqual([])
    await visitor.leave()
  })
})
