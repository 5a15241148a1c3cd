import type { Api } from '@youwen/sdk/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

let server: TestServer
let owner: Api
let browser: Browser
beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  const { classId } = await owner.class.add({ name: '客诉', colour: '#22a559', parentClassId: null })
  await owner.class.add({ name: '退款', colour: '#ef4444', parentClassId: classId })
  await owner.class.require({ isRequired: true })
  await setCapacity(owner, 'xiaolin', 0)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

describe('the conversation list', () => {
  it('is watched, narrowed, arranged and cleared by a supervisor, down to whom he talks to again (D1.2–D1.6, D2.6)', async () => {
    // 小陈 gets the first visitor, 老周 the second; 老周 leads both.
    await setCapacity(owner, 'laozhou', 0)
    const chen = await createAgent(browser, server, 'xiaochen')
    const zhou = await createAgent(browser, server, 'laozhou')
    const first = await createVisitor(browser, server)
    await first.openPanel()
    await first.say('这张床有多高？')
    await chen.sees('这张床有多高？')
    await setCapacity(owner, 'xiaochen', 0)
    await setCapacity(owner, 'laozhou', 5)
    const second = await createVisitor(browser, server, { userAgent: phone })
    await second.openPanel()
    await second.say('东西坏了，我要退款')
    await zhou.open('东西坏了，我要退款')
    await zhou.say('马上为您处理')
    const { page } = zhou

    // A colleague's conversations, fetched when they are looked at, and live from then on.
    await page.getByRole('button', { name: /陈思远/ }).click()
    await zhou.sees('这张床有多高？')
    await first.say('一米五有吗')
    await zhou.sees('一米五有吗')

    // Narrowed by pinyin to visitors on phones; still so after a reload.
    await page.getByRole('button', { name: '筛选' }).click()
    await page.getByPlaceholder('添加条件').fill('zd')
    await page.getByPlaceholder('添加条件').press('Enter')
    await page.getByRole('checkbox', { name: '手机' }).check()
    const list = page.getByRole('region', { name: '对话列表' })
    const listed = (text: string) => list.getByText(text).count()
    await eventually(() => listed('一米五有吗')).toBe(0)
    await page.reload()
    await eventually(() => listed('马上为您处理')).toBeGreaterThan(0)
    expect(await listed('一米五有吗')).toBe(0)
    await list.getByRole('button', { name: '清除' }).click()
    await eventually(() => listed('一米五有吗')).toBe(1)

    // Pinned by the row's menu, also for his other tab.
    const other = await zhou.context.newPage()
    await other.goto(`${server.url}/desk`)
    const row = list.getByText('马上为您处理').first()
    await row.click({ button: 'right' })
    await page.getByRole('menuitem', { name: '置顶' }).click()
    await other.getByLabel('已置顶').waitFor()
    await other.close()

    // Ended only once it is classified, by the initials of the class.
    await row.click()
    await page.getByRole('button', { name: '结束对话' }).click()
    await page.getByPlaceholder('搜索归类，支持拼音首字母').fill('tk')
    await page.getByPlaceholder('搜索归类，支持拼音首字母').press('Enter')
    await page.getByRole('button', { name: '归类并结束' }).click()
    await second.sees('继续发送消息，将开始新的对话')

    // Among those he talked to lately; turned to again, the visitor has it at once.
    await page.getByRole('button', { name: '最近联系' }).click()
    await list.getByText('马上为您处理').first().click()
    await page.getByRole('button', { name: '再次联系' }).click()
    await zhou.say('退款已经到账了')
    await second.sees('退款已经到账了')

    await page.getByRole('heading', { level: 2 }).click()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor()
    expect([...zhou.errors, ...chen.errors, ...first.errors, ...second.errors]).toEqual([])
    for (const person of [first, second, chen, zhou]) await person.leave()
  })

  it('is where the rail leads back to on a phone, which shows one thing at a time (D1.1)', async () => {
    await setCapacity(owner, 'xiaochen', 0)
    await setCapacity(owner, 'laozhou', 20)
    const zhou = await createAgent(browser, server, 'laozhou', { viewport: { width: 390, height: 844 } })
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('周末营业吗')
    await zhou.open('周末营业吗')
    const list = zhou.page.getByRole('region', { name: '对话列表' })
    expect(await list.count()).toBe(0)
    await zhou.page.getByRole('navigation').getByRole('link', { name: '对话' }).click()
    await list.waitFor()
    expect(new URL(zhou.page.url()).pathname).toBe('/desk')
  })
})
