import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { type AgentPerson, createAgent, createVisitor, eventually, type Visitor } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let browser: Browser
const people: { leave: () => Promise<void> }[] = []
beforeAll(async () => {
  server = await startServer()
  browser = await launch()
})
afterEach(async () => {
  for (const person of people.splice(0)) await person.leave()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

async function somebodyAtTheDesk(): Promise<AgentPerson> {
  const agent = await createAgent(browser, server, 'xiaolin')
  people.push(agent)
  return agent
}

async function somebodyAsks(words: string): Promise<Visitor> {
  const visitor = await createVisitor(browser, server)
  people.push(visitor)
  await visitor.openPanel()
  await visitor.say(words)
  return visitor
}

const rowOf = ({ page }: AgentPerson, words: string) =>
  page.getByRole('region', { name: '对话列表' }).locator('button[aria-current]').filter({ hasText: words })

describe('the desk of an agent', () => {
  it('is three panes whose widths are remembered, and one pane at a time in a narrow window (D1.1)', async () => {
    const agent = await somebodyAtTheDesk()
    await somebodyAsks('可以上门测量吗？')
    await agent.open('可以上门测量吗？')
    const { page } = agent
    const edge = page.getByRole('separator', { name: '调整对话列表宽度' })
    const widthOf = async () => Number(await edge.getAttribute('aria-valuenow'))
    const { x, y, height } = (await edge.boundingBox()) ?? { x: 0, y: 0, height: 0 }
    const before = await widthOf()
    await page.mouse.move(x + 2, y + height / 2)
    await page.mouse.down()
    await page.mouse.move(x + 62, y + height / 2, { steps: 4 })
    await page.mouse.up()
    await eventually(widthOf).toBe(before + 60)
    await page.reload()
    await eventually(widthOf).toBe(before + 60)
    await edge.dblclick()
    await eventually(widthOf).toBe(before)
    await page.getByRole('separator', { name: '调整资料栏宽度' }).waitFor()

    // Wide enough for list and chat: the third lies over them when it is asked for.
    await page.setViewportSize({ width: 1000, height: 700 })
    await eventually(() => page.getByRole('separator', { name: '调整资料栏宽度' }).count()).toBe(0)
    await page.setViewportSize({ width: 600, height: 700 })
    await eventually(() => rowOf(agent, '可以上门测量吗？').count()).toBe(0)
    await page.getByRole('button', { name: '返回' }).click()
    await rowOf(agent, '可以上门测量吗？').click()
    await page.getByLabel('回复访客').waitFor()
    expect(agent.errors).toEqual([])
  })

  it('shows in a row who it is, what was said last and not read, since when he waits, that he types and that he left (D1.3)', async () => {
    const agent = await somebodyAtTheDesk()
    const visitor = await somebodyAsks('有样品吗？')
    const row = rowOf(agent, '有样品吗？')
    await row.getByTitle('1 条未读').waitFor()
    await row.getByTitle('等待时间').waitFor()
    await row.getByTitle('正在浏览网站').waitFor()
    await visitor.type('想要浅色的')
    await rowOf(agent, '正在输入: 想要浅色的').waitFor()
    await visitor.say('想要浅色的')
    const after = rowOf(agent, '想要浅色的')
    await after.getByTitle('2 条未读').waitFor()
    await after.click()
    await eventually(() => after.getByTitle(/条未读/).count()).toBe(0)
    await agent.say('有的，可以免费寄')
    await eventually(() => rowOf(agent, '我: 有的，可以免费寄').getByTitle('等待时间').count()).toBe(0)
    await visitor.page.goto('about:blank')
    await rowOf(agent, '我: 有的，可以免费寄').getByTitle('已离开网站').waitFor()
    expect(agent.errors).toEqual([])
  })

  it('is narrowed to who left a phone, under a name of its own, also after a reload (D1.5)', async () => {
    const agent = await somebodyAtTheDesk()
    await somebodyAsks('己：我的电话 13800138000，麻烦联系')
    await somebodyAsks('庚：先看看')
    const { page } = agent
    await agent.open('己：我的电话 13800138000，麻烦联系')
    const card = page.getByRole('form', { name: '名片' })
    await card.getByLabel('电话', { exact: true }).fill('13800138000')
    await page.keyboard.press('Control+s')
    await card.getByText('已保存 · 林晓').waitFor()
    const choose = async (field: string, value: string) => {
      await page.getByRole('button', { name: '筛选' }).click()
      await page.getByPlaceholder('添加条件').fill(field)
      await page.getByPlaceholder('添加条件').press('Enter')
      await page.getByRole('radio', { name: value, exact: true }).check()
    }
    await choose('有电话', '是')
    await eventually(() => rowOf(agent, '庚：先看看').count()).toBe(0)
    await rowOf(agent, '己：我的电话').waitFor()
    await page.getByRole('button', { name: '返回' }).click()
    await page.getByLabel('存为常用筛选').fill('留了电话的')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '留了电话的', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.reload()
    await rowOf(agent, '己：我的电话').waitFor()
    expect(await rowOf(agent, '庚：先看看').count()).toBe(0)
    await page.getByRole('button', { name: '清除' }).click()
    await rowOf(agent, '庚：先看看').waitFor()
    await page.getByRole('button', { name: '筛选' }).click()
    await page.getByRole('button', { name: '留了电话的', exact: true }).click()
    await eventually(() => rowOf(agent, '庚：先看看').count()).toBe(0)
    await page.getByRole('button', { name: '清除' }).click()
    expect(agent.errors).toEqual([])
  })

  it('is used by keys alone: from one conversation to the next, to what is searched for, and to the end of it (D1.8)', async () => {
    const agent = await somebodyAtTheDesk()
    const asked = ['甲：几天能到？', '乙：支持分期吗？']
    for (const words of asked) await somebodyAsks(words)
    const { page } = agent
    for (const words of asked) await rowOf(agent, words).waitFor()
    const chosen = () => page.locator('button[aria-current="true"]').innerText()
    await page.keyboard.press('Alt+ArrowDown')
    await eventually(() => page.locator('button[aria-current="true"]').count()).toBe(1)
    const first = await chosen()
    await page.keyboard.press('Alt+ArrowDown')
    await eventually(chosen).not.toBe(first)
    await page.keyboard.press('Alt+ArrowUp')
    await eventually(async () => (await chosen()).split('\n')[0]).toBe(first.split('\n')[0])

    await page.keyboard.press('Control+K')
    await page.getByLabel('搜索操作、对话或设置').fill('支持分期')
    await page.keyboard.press('Enter')
    await eventually(chosen).toContain('乙：支持分期吗？')
    await page.getByLabel('回复访客').waitFor()
    await page.keyboard.type('支持的')
    await page.keyboard.press('Enter')
    await agent.sees('支持的')
    expect(agent.errors).toEqual([])
  })

  it('keeps each draft with its conversation, sends by the key one likes, and takes words without their dress (D2.9)', async () => {
    const agent = await somebodyAtTheDesk()
    const visitor = await somebodyAsks('丙：怎么保养？')
    await somebodyAsks('丁：能开发票吗？')
    const { page } = agent
    const box = page.getByLabel('回复访客')
    await agent.open('丙：怎么保养？')
    await box.fill('用干布擦')
    await agent.open('丁：能开发票吗？')
    await eventually(() => box.inputValue()).toBe('')
    await page.reload()
    await agent.open('丙：怎么保养？')
    await eventually(() => box.inputValue()).toBe('用干布擦')

    await page.getByRole('button', { name: '发送方式' }).click()
    await page.getByRole('menuitem', { name: /Ctrl/ }).click()
    await box.press('End')
    await box.press('Enter')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(() =>
      navigator.clipboard.write([
        new ClipboardItem({
          'text/html': new Blob(['<h1 style="color:red">每月<b>一次</b></h1>'], { type: 'text/html' }),
          'text/plain': new Blob(['每月一次'], { type: 'text/plain' }),
        }),
      ]),
    )
    await box.press('Control+V')
    await eventually(() => box.inputValue()).toBe('用干布擦\n每月一次')
    expect(await visitor.said()).toEqual(['丙：怎么保养？'])
    await box.press('Control+Enter')
    await eventually(async () => (await visitor.said()).at(-1)).toBe('用干布擦\n每月一次')
    await eventually(() => box.inputValue()).toBe('')
    expect(agent.errors).toEqual([])
  })

  it('is heard of in another tab: the title counts, and a notification leads to its conversation (D1.7)', async () => {
    const agent = await somebodyAtTheDesk()
    await agent.context.grantPermissions(['notifications'])
    await agent.page.addInitScript(() => {
      // What the system would show is outside of the page: kept here, to be clicked.
      const kept: object[] = []
      const Kept = function (this: object, title: string, options: NotificationOptions) {
        kept.push(Object.assign(this, { title, options, close() {} }))
      }
      Object.assign(Kept, { permission: 'granted', requestPermission: async () => 'granted' })
      Object.assign(window, { Notification: Kept, kept })
      Object.defineProperty(document, 'hasFocus', { value: () => false })
    })
    await agent.page.goto(`${server.url}/settings/notices`)
    await agent.page.getByRole('group', { name: '桌面通知' }).getByRole('switch').click()
    await somebodyAsks('戊：周末有人吗？')
    const bodies = () =>
      agent.page.evaluate(() =>
        (window as unknown as { kept: { options: NotificationOptions }[] }).kept.map(({ options }) => options.body),
      )
    await eventually(async () => (await bodies()).join()).toContain('戊：周末有人吗？')
    await eventually(() => agent.page.title()).toMatch(/^\(\d+\) /)
    await agent.page.evaluate(() => (window as unknown as { kept: { onclick: () => void }[] }).kept.at(-1)?.onclick())
    await agent.page.waitForURL(/\/desk\//)
    await agent.sees('戊：周末有人吗？')
    expect(agent.errors).toEqual([])
  })
})
