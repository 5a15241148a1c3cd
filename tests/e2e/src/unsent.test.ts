import type { Api } from '@youwen/sdk/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually } from './people.ts'
import { type Account, startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  await setCapacity(owner, 'xiaolin', 100)
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

async function talk(question: string) {
  const lin = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say(question)
  await lin.open(question)
  return { lin, visitor, conversation: lin.page.url() }
}

/** Another agent at the same computer, in the same browser. */
async function changePlaces({ page, context }: AgentPerson, account: Account) {
  await context.clearCookies()
  await page.goto(`${server.url}/login`)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码', { exact: true }).fill(server.passwordOf(account))
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await page.waitForURL(/\/desk/)
}

describe('what is written and not sent', () => {
  it('belongs to its writer: the next agent at this computer does not find it, he himself does (D2.9)', async () => {
    const { lin, visitor, conversation } = await talk('两位客服共用一台电脑')
    const box = lin.page.locator('[data-composer]')
    await box.fill('底价三千八')
    await lin.page.keyboard.press('Alt+n')
    await box.fill('老客户，最低八五折')
    await lin.page.keyboard.press('Alt+n')
    await lin.page.getByRole('button', { name: '发送卡片' }).click()
    await lin.page.getByLabel('标题').fill('云朵沙发')
    // Whoever looks after the others may write a note here, and finds an empty box.
    await changePlaces(lin, 'laozhou')
    await lin.page.goto(conversation)
    await box.waitFor()
    expect(await box.inputValue()).toBe('')
    await box.fill('我来看看')

    await changePlaces(lin, 'xiaolin')
    await lin.page.goto(conversation)
    await eventually(() => box.inputValue()).toBe('底价三千八')
    await lin.page.getByRole('button', { name: '发送卡片' }).click()
    await eventually(() => lin.page.getByLabel('标题').inputValue()).toBe('云朵沙发')
    expect([...lin.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, lin]) await person.leave()
  })

  it('is sent once after a crash, when it was on its way', async () => {
    const { lin, visitor, conversation } = await talk('服务器马上要重启')
    await server.kill()
    await lin.say('这句话在路上')
    await lin.sees('这句话在路上')
    await lin.page.close({ runBeforeUnload: false })
    await server.restart()
    const page = await lin.context.newPage()
    await page.goto(conversation)
    await visitor.sees('这句话在路上')
    await eventually(() => page.getByText('这句话在路上').count()).toBeGreaterThan(0)
    expect((await visitor.said()).filter((said) => said.includes('这句话在路上'))).toHaveLength(1)
    for (const person of [visitor, lin]) await person.leave()
  })
})
