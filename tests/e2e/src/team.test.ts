import type { Api } from '@youwen/sdk/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { type Account, startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

/** Who has just left may still be coming back, and would be given conversations. */
async function onlyTo(account: Account, capacity: number) {
  for (const each of ['xiaolin', 'xiaochen', 'laozhou'] as const) {
    await setCapacity(owner, each, each === account ? capacity : 0)
  }
}

describe('when nobody is there', () => {
  it('a visitor is told so, and the agent who comes gets him at once', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('有人在吗')
    await visitor.sees('客服暂时不在线。您的消息已收到，请留下联系电话，我们上线后会尽快联系您。')
    const agent = await createAgent(browser, server, 'xiaolin')
    await agent.open('有人在吗')
    await agent.say('让您久等了')
    await visitor.sees('让您久等了')
    expect([...agent.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, agent]) await person.leave()
  })
})

describe('when everybody has as many conversations as he may have', () => {
  it('visitors wait in line and are told their place, which moves up; who ends one gets the next (A5, A8)', async () => {
    await onlyTo('laozhou', 5)
    const agent = await createAgent(browser, server, 'laozhou')
    const busy = await createVisitor(browser, server)
    await busy.openPanel()
    await busy.say('我是正在聊的')
    await agent.open('我是正在聊的')
    await setCapacity(owner, 'laozhou', 1)
    const second = await createVisitor(browser, server)
    await second.openPanel()
    await second.say('我是第二个')
    await second.sees('您排在第 1 位，马上就到')
    const third = await createVisitor(browser, server)
    await third.openPanel()
    await third.say('我是第三个')
    await third.sees('前面还有 1 位')
    await agent.page.getByRole('button', { name: '结束对话' }).click()
    await agent.page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
    await agent.open('我是第二个')
    await agent.say('让您久等了')
    await second.sees('让您久等了')
    await third.sees('您排在第 1 位，马上就到')
    expect([...agent.errors, ...second.errors, ...third.errors]).toEqual([])
    for (const person of [busy, second, third, agent]) await person.leave()
  })
})

describe('two agents', () => {
  it('hand a conversation over with a note that the visitor never sees, and the visitor hears from the second one', async () => {
    await onlyTo('xiaolin', 5)
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

it('who comes by the address of a screen that is not for him is told so, and fills in nothing', async () => {
  const agent = await createAgent(browser, server, 'xiaolin')
  for (const path of ['/settings/rating', '/settings/card-fields', '/monitor']) {
    await agent.page.goto(`${server.url}${path}`)
    await agent.sees('您没有权限打开这个页面')
    expect(await agent.page.getByRole('switch').count()).toBe(0)
  }
  await agent.page.goto(`${server.url}/settings/profile`)
  await agent.page.getByLabel('昵称').waitFor()
  expect(agent.errors).toEqual([])
  await agent.leave()
})
