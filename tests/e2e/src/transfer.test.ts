import type { Api } from '@youwen/sdk/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  // The first visitor goes to 小林; the others may be asked all the same.
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

async function ask(page: Page, who: RegExp, note: string) {
  await page.keyboard.press('Alt+T')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('option', { name: who }).click()
  await dialog.getByLabel('给同事的留言（访客看不到）').fill(note)
  // Ticked once, it is remembered.
  const asks = dialog.getByRole('checkbox', { name: /先请对方确认/ })
  if (!(await asks.isChecked())) await asks.check()
  await dialog.getByRole('button', { name: '发出请求' }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe('a conversation that is handed over with acceptance', () => {
  it('stays until a colleague accepts; declined, withdrawn, after a reload and a crash it is where it should be (D1.4)', async () => {
    const lin = await createAgent(browser, server, 'xiaolin')
    const chen = await createAgent(browser, server, 'xiaochen')
    const zhou = await createAgent(browser, server, 'laozhou')
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('沙发的腿断了，怎么退？')
    await lin.open('沙发的腿断了，怎么退？')
    await lin.say('我请售后的同事来')
    await visitor.sees('我请售后的同事来')
    for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 5)

    // Declined, with a reason: 小林 is told, and it is still his.
    await ask(lin.page, /陈思远/, '要退货')
    const card = chen.page.getByRole('article', { name: /请您接手/ })
    await card.getByText('沙发的腿断了，怎么退？').waitFor()
    await card.getByText('要退货').waitFor()
    await chen.page.keyboard.press('Alt+Shift+Y')
    await card.getByRole('button', { name: '正在忙' }).click()
    await card.getByRole('button', { name: '确认拒绝' }).click()
    await lin.sees('陈思远 拒绝了转接')
    await lin.sees(/陈思远 没有接手：正在忙/)

    // Withdrawn: the card goes.
    await ask(lin.page, /陈思远/, '')
    await card.waitFor()
    await lin.page.keyboard.press('Alt+Shift+T')
    await card.waitFor({ state: 'detached' })

    // Asked again; a reload and a server that was killed later it still waits, and the visitor knows nothing of it.
    await ask(lin.page, /周/, '麻烦老周')
    const forZhou = zhou.page.getByRole('article', { name: /请您接手/ })
    await forZhou.waitFor()
    await zhou.page.reload()
    await forZhou.waitFor()
    await server.kill()
    await server.restart()
    await lin.sees(/已请 周\S+ 接手/)
    await lin.say('稍等一下')
    await visitor.sees('稍等一下')
    const chat = await visitor.chat()
    expect(await chat.getByText(/接手|转接|周/).count()).toBe(0)
    await forZhou.getByText('麻烦老周').waitFor()
    await eventually(() => zhou.page.getByText('正在重新连接').count()).toBe(0)
    await zhou.page.keyboard.press('Alt+Y')
    await zhou.page.getByLabel('回复访客').waitFor()
    await zhou.say('您好，售后为您处理')
    await visitor.sees('您好，售后为您处理')
    await lin.sees(/周\S+ 接受了转接/)
    const { items } = await owner.conversation.list({ status: 'open' })
    expect(items).toMatchObject([{ transfer: null }])
    // While the server was dead nobody could connect, and the browser says so.
    const errors = [lin, chen, zhou, visitor].flatMap((person) => person.errors)
    expect(errors.filter((error) => !error.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
    for (const person of [visitor, lin, chen, zhou]) await person.leave()
  })
})
