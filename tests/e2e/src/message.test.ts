import type { Api } from '@youwen/sdk/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually, type Visitor } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  // A microphone that hums, and nobody to ask for it.
  browser = await launch({ args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

const noteBox = '写内部备注'
const menuOf = (agent: AgentPerson, words: string) =>
  agent.page.getByRole('log').getByText(words, { exact: true }).last().click({ button: 'right' })
const choose = (agent: AgentPerson, item: string) => agent.page.getByRole('menuitem', { name: item }).click()
const isNowhere = async (visitor: Visitor, words: string) =>
  expect(await (await visitor.chat()).getByText(words).count()).toBe(0)

describe('colleagues in one conversation (D2.10)', () => {
  it('are called by a note that the visitor never sees, join, speak and leave', async () => {
    const lin = await createAgent(browser, server, 'xiaolin')
    const chen = await createAgent(browser, server, 'xiaochen')
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('这款能打几折')
    await lin.open('这款能打几折')

    await lin.page.keyboard.press('Alt+n')
    const box = lin.page.getByLabel(noteBox)
    await box.pressSequentially('@陈')
    // Whoever types on at once, on a machine that is slow to draw, has his words in their order.
    await lin.page.evaluate(() => {
      const draw = window.requestAnimationFrame
      window.requestAnimationFrame = (work) => draw(() => void setTimeout(work, 150, performance.now()))
    })
    await lin.page.getByRole('option', { name: /陈思远/ }).click()
    await box.pressSequentially('老客户，最低八五折', { delay: 50 })
    await box.press('Enter')
    await lin.sees(/老客户，最低八五折/)

    await chen.page.getByRole('button', { name: '去看看' }).click()
    await chen.sees(/老客户，最低八五折/)
    await eventually(() => chen.page.getByRole('button', { name: /提到我/ }).innerText()).not.toMatch(/\d/)
    await chen.page.getByRole('button', { name: '加入对话' }).click()
    await chen.say('您好，我是主管，给您八五折')
    await visitor.sees('您好，我是主管，给您八五折')
    await visitor.sees('小陈')
    await chen.page.getByRole('button', { name: '离开对话' }).click()
    await lin.sees('陈思远 离开了对话')
    await isNowhere(visitor, '最低八五折')
    // Nor after he came back: nothing of it was ever sent to him.
    await visitor.crash()
    await visitor.openPanel()
    await visitor.sees('您好，我是主管，给您八五折')
    await isNowhere(visitor, '最低八五折')
    expect(await (await visitor.chat()).content()).not.toContain('最低八五折')
    expect([...lin.errors, ...chen.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, lin, chen]) await person.leave()
  })
})

describe('messages of an agent', () => {
  it('answer one another, are taken back, and may be cards and voices (D2.2, D2.4)', async () => {
    const lin = await createAgent(browser, server, 'xiaolin')
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('有白色的吗')
    await lin.open('有白色的吗')
    await menuOf(lin, '有白色的吗')
    await choose(lin, '引用回复')
    await lin.say('有的，今天就能发')
    const chat = await visitor.chat()
    await eventually(() => chat.locator('.quoted').allInnerTexts()).toEqual(['您 有白色的吗'])

    await lin.say('底价三千八')
    await visitor.sees('底价三千八')
    await menuOf(lin, '底价三千八')
    await choose(lin, '撤回')
    await eventually(() => chat.getByText('对方撤回了一条消息').count()).toBe(1)
    await isNowhere(visitor, '底价三千八')
    await lin.sees('林晓 撤回了一条消息')

    await lin.page.getByRole('button', { name: '发送卡片' }).click()
    const dialog = lin.page.getByRole('dialog')
    await dialog.getByLabel('链接地址').fill('shop.example/sofa')
    await dialog.getByLabel('标题').fill('云朵沙发')
    await dialog.getByRole('button', { name: '发送' }).click()
    await eventually(() => chat.getByRole('link', { name: /云朵沙发/ }).getAttribute('href')).toBe(
      'https://shop.example/sofa',
    )

    await lin.page.getByRole('button', { name: '发送语音' }).click()
    const recorder = lin.page.getByRole('group', { name: '发送语音' })
    await recorder.getByText('0:01 / 1:00').waitFor()
    await recorder.getByRole('button', { name: '发送' }).click()
    const voice = chat.getByRole('button', { name: /播放语音 0:0[12]/ })
    await voice.click()
    // It plays to its end: the time it shows is its length again.
    await eventually(() => voice.innerText()).toMatch(/0:0[12]/)

    await visitor.say('好的，我再看看')
    await chat.getByText('好的，我再看看', { exact: true }).hover()
    await chat.getByRole('button', { name: '撤回' }).last().click()
    await eventually(() => chat.getByText('您撤回了一条消息').count()).toBe(1)
    expect([...lin.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, lin]) await person.leave()
  })
})
