import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually } from './people.ts'
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

describe('a visitor on a website and an agent at the desk', () => {
  it('talk: the question arrives, the answer comes back, each sees what the other has read', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.type('这款沙发有现货')
    await visitor.say('这款沙发有现货吗？')
    await agent.sees('这款沙发有现货吗？')
    await agent.open('这款沙发有现货吗？')
    await visitor.sees('已读')
    await agent.say('您好，有的，后天就能送到。')
    await visitor.sees('您好，有的，后天就能送到。')
    await visitor.sees('小林')
    await visitor.page.bringToFront()
    await (await visitor.chat()).getByLabel('输入消息…').focus()
    await agent.sees('已读')
    expect([...agent.errors, ...visitor.errors]).toEqual([])
    await visitor.leave()
  })

  it('see each other type: the agent reads what is not sent yet (D2.3), the visitor that somebody is answering', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('请问怎么退货')
    await agent.open('请问怎么退货')
    await visitor.type('我上周买的那盏灯')
    await agent.sees('正在输入: 我上周买的那盏灯')
    await visitor.type('')
    await eventually(() => agent.page.getByText('正在输入: 我上周买的那盏灯').count()).toBe(0)
    await agent.page.getByLabel('回复访客').pressSequentially('您好')
    await eventually(async () =>
      (await visitor.chat()).getByRole('status', { name: /正在输入/ }).count(),
    ).toBeGreaterThan(0)
    await agent.type('')
    await visitor.leave()
  })

  it('have the whole history after the visitor comes back on another day, across conversations', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('第一次来：灯多少钱？')
    await agent.open('第一次来：灯多少钱？')
    await agent.say('一百二十元。')
    await visitor.sees('一百二十元。')
    await agent.page.getByRole('button', { name: '结束对话' }).click()
    await agent.page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
    await visitor.crash()
    await visitor.openPanel()
    await visitor.sees('一百二十元。')
    await visitor.say('第二次来：还有货吗？')
    await agent.open('第二次来：还有货吗？')
    await agent.sees('第一次来：灯多少钱？')
    await visitor.leave()
  })

  it('send pictures: the agent sees the thumbnail and opens it', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('给您看一下照片')
    await agent.open('给您看一下照片')
    const picture = await visitor.page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 640, height: 400 } })
    const frame = await visitor.chat()
    await frame
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: '沙发.png', mimeType: 'image/png', buffer: picture })
    const thumbnail = agent.page.getByRole('button', { name: '查看图片 沙发.png' })
    await eventually(() =>
      thumbnail
        .locator('img')
        .evaluateAll((images) => images.some((image) => (image as HTMLImageElement).naturalWidth > 0)),
    ).toBe(true)
    await thumbnail.click()
    await eventually(() => agent.page.getByRole('dialog').locator('img').count()).toBeGreaterThan(0)
    await agent.page.keyboard.press('Escape')
    await visitor.leave()
  })

  it('find each other again by search: Chinese words, opened at the message (D2.11)', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('榉木餐桌可以定制尺寸吗')
    await agent.sees('榉木餐桌可以定制尺寸吗')
    await expect
      .poll(
        async () => {
          const box = agent.page.getByPlaceholder('搜索聊天记录').first()
          await box.fill('')
          await box.fill('定制')
          await agent.page.waitForTimeout(600)
          return agent.page.locator('mark', { hasText: '定制' }).count()
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBeGreaterThan(0)
    await agent.page.locator('mark', { hasText: '定制' }).first().click()
    await agent.page.getByLabel('回复访客').waitFor()
    await agent.page.getByPlaceholder('搜索聊天记录').first().fill('')
    await visitor.leave()
  })

  it('show where the visitor came from and what he looks at, page by page (D3.6)', async () => {
    const visitor = await createVisitor(browser, server, {
      at: '/demo/?utm_source=baidu&utm_term=%E5%AE%9E%E6%9C%A8%E6%B2%99%E5%8F%91',
    })
    await visitor.openPanel()
    await visitor.say('我在看餐桌')
    await agent.open('我在看餐桌')
    await agent.page.getByRole('tab', { name: '访客' }).click()
    await agent.sees('实木沙发')
    await visitor.page.getByRole('link', { name: '餐桌' }).first().click()
    await agent.sees(/\/demo\/.+/)
    expect([...agent.errors, ...visitor.errors]).toEqual([])
    await visitor.leave()
  })
})

describe('a visitor', () => {
  it('on a phone talks on the full-page chat, which has an address of its own', async () => {
    const key = /data-site="([^"]+)"/.exec(await (await fetch(`${server.url}/demo/`)).text())?.[1]
    const visitor = await createVisitor(browser, server, {
      at: `/chat/${key}`,
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    })
    await visitor.say('从手机来的')
    await agent.open('从手机来的')
    await agent.say('您好！')
    await visitor.sees('您好！')
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(visitor.errors).toEqual([])
    await visitor.leave()
  })

  it('whose browser speaks English is answered in English words', async () => {
    const visitor = await createVisitor(browser, server, { locale: 'en-US' })
    await visitor.openPanel()
    await visitor.say('Do you ship to Shanghai?')
    await agent.open('Do you ship to Shanghai?')
    await visitor.sees('Read')
    await visitor.leave()
  })

  it('needs no mouse: opens, asks, and closes by keyboard alone', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.page.waitForFunction('window.Youwen')
    await visitor.page.waitForTimeout(1_000)
    // The button comes last in the page's order: one step back from its beginning.
    await visitor.page.keyboard.press('Shift+Tab')
    await visitor.page.keyboard.press('Enter')
    const frame = await visitor.chat()
    await frame.getByLabel('输入消息…').waitFor()
    await eventually(() => frame.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await visitor.page.keyboard.type('只用键盘')
    await visitor.page.keyboard.press('Enter')
    await agent.sees('只用键盘')
    await visitor.page.keyboard.press('Escape')
    const panel = await frame.frameElement()
    await eventually(() => panel.isVisible()).toBe(false)
    await visitor.leave()
  })

  it('composing Chinese never sends by the Enter that chooses a word', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    const session = await visitor.context.newCDPSession(visitor.page)
    const input = (await visitor.chat()).getByLabel('输入消息…')
    await input.focus()
    await session.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 })
    await input.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true })
    expect(await visitor.said()).not.toContain('ni hao')
    await session.send('Input.insertText', { text: '你好，正在输入法里' })
    await input.press('Enter')
    await agent.sees('你好，正在输入法里')
    await visitor.leave()
  })
})

describe('an agent', () => {
  it('needs no mouse: logs in, opens the next conversation and answers by keyboard alone', async () => {
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('键盘也能接待吗')
    await agent.sees('键盘也能接待吗')
    const { page } = agent
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Alt+ArrowDown')
      await page.waitForTimeout(150)
      if (await page.getByRole('log').getByText('键盘也能接待吗').count()) break
    }
    await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await page.keyboard.type('当然可以')
    await page.keyboard.press('Enter')
    await visitor.sees('当然可以')
    await visitor.leave()
  })

  it('who logs out elsewhere, or is ended by an administrator, is told and sees nothing any more', async () => {
    const other = await createAgent(browser, server, 'xiaochen')
    const login = await fetch(`${server.url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ companyCode: 'demo', account: 'laozhou', password: server.passwordOf('laozhou') }),
    })
    const { token } = (await login.json()) as { token: string }
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const find = async () => {
      const colleagues = (await (await fetch(`${server.url}/api/colleagues`, { headers })).json()) as {
        agentId: string
        nickname: string
        state: string
      }[]
      return colleagues.find(({ nickname }) => nickname === '小陈')
    }
    // Who is still at the door is not told why it closes.
    await eventually(async () => (await find())?.state).toBe('online')
    const xiaochen = await find()
    const ended = await fetch(`${server.url}/api/agents/${xiaochen?.agentId}/force-end`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ agentId: xiaochen?.agentId, reason: '电脑借给了别人' }),
    })
    expect(ended.status).toBeLessThan(300)
    await other.sees(/电脑借给了别人/)
    expect(other.page.url()).toContain('/login')
    await other.leave()
  })
})
