import type { Api } from '@youwen/sdk/api'
import { type CatalogSimulator, startCatalogSimulator } from '@youwen/simulators/catalog'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually, type Visitor } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let shop: CatalogSimulator
let owner: Api
let browser: Browser
let agent: AgentPerson
let visitor: Visitor

beforeAll(async () => {
  server = await startServer({ env: { OUTBOUND_NETWORKS: '127.0.0.0/8' } })
  shop = await startCatalogSimulator()
  owner = await logInAsOwner(server)
  browser = await launch()
})
afterAll(async () => {
  for (const person of [visitor, agent]) await person?.leave()
  await browser?.close()
  await shop?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

const panel = () => agent.page.locator('aside')
const part = (name: string) => panel().getByRole('region', { name, exact: true })
const card = async (title: string) => (await visitor.chat()).locator('a.card').filter({ hasText: title })

describe('an agent whose company sells things', () => {
  it('sees the product that the visitor looks at and sends it with one click, picture and price on it (D3.7)', async () => {
    agent = await createAgent(browser, server, 'xiaolin')
    visitor = await createVisitor(browser, server, { at: '/demo/sofa' })
    await visitor.openPanel()
    await visitor.say('这个沙发有现货吗')
    await agent.open('这个沙发有现货吗')
    await agent.page.getByRole('tab', { name: '商品', exact: true }).click()
    await part('正在浏览').getByText('云憩三人沙发').waitFor()
    await part('正在浏览').getByRole('button', { name: '发送「云憩三人沙发」' }).click()
    const sent = await card('云憩三人沙发')
    await eventually(() => sent.innerText()).toContain('¥6,980')
    await sent.locator('img').waitFor()
    expect(await sent.getAttribute('href')).toBe(`${server.url}/demo/sofa`)
  })

  it('sees at once when he goes on to another product, and what he has seen before', async () => {
    await visitor.page.goto(`${server.url}/demo/lamp`)
    await visitor.openPanel()
    await part('正在浏览').getByText('小舟纸灯').waitFor()
    await part('本次看过').getByText('云憩三人沙发').waitFor()
  })

  it('sees what a page says itself, the chat being closed on it, marked where the catalog does not have it (D3.7)', async () => {
    await visitor.context.addInitScript(() => {
      const described: Record<string, object> = {
        '/demo/about': { name: '竹影屏风', sku: 'NEW-9', offers: { price: 1280, priceCurrency: 'CNY' } },
        '/demo/': { name: '抱枕大促', sku: 'sofa' },
      }
      addEventListener('DOMContentLoaded', () => {
        const product = described[location.pathname]
        if (!product) return
        const script = document.createElement('script')
        script.type = 'application/ld+json'
        script.textContent = JSON.stringify({ '@type': 'Product', ...product })
        document.head.append(script)
      })
    })
    await visitor.page.goto(`${server.url}/demo/about`)
    await part('正在浏览').getByText('竹影屏风').waitFor()
    await part('正在浏览').getByText('来自页面').waitFor()
    await part('正在浏览').getByText('¥1,280').waitFor()
    await visitor.page.goto(`${server.url}/demo/`)
    await part('正在浏览').getByText('云憩三人沙发').waitFor()
    expect(await part('正在浏览').getByText('来自页面').count()).toBe(0)
    await part('本次看过').getByText('竹影屏风').waitFor()
    await visitor.page.goto(`${server.url}/demo/lamp`)
    await visitor.openPanel()
    await part('正在浏览').getByText('小舟纸灯').waitFor()
  })

  it('sees his orders as soon as the card has his phone, and hands out a coupon (D3.7)', async () => {
    await part('订单').getByText('在名片里填上手机号').waitFor()
    await agent.page.getByRole('tab', { name: '名片' }).click()
    await panel().getByLabel('电话').fill('13800138000')
    await panel()
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await agent.page.getByRole('tab', { name: '商品', exact: true }).click()
    await part('订单').getByRole('article', { name: 'YZ20261120001' }).getByText('已发货').waitFor()
    await part('订单').getByText('¥7,548').waitFor()
    await part('优惠券').getByRole('button', { name: '发送「免费送装一次」' }).click()
    await eventually(async () => (await visitor.said()).at(-1)).toContain('免费送装一次')
  })

  it('finds any product from the toolbar (D2.4)', async () => {
    await agent.page.getByRole('button', { name: '发送商品' }).click()
    const picker = agent.page.getByRole('tooltip')
    await picker.getByLabel('搜索商品').fill('餐桌')
    await eventually(() => picker.getByRole('article').count()).toBe(1)
    await picker.getByRole('button', { name: '发送「渡口橡木餐桌」' }).click()
    await (await card('渡口橡木餐桌')).waitFor()
  })
})

describe('who connects the company’s own system', () => {
  let page: Page

  it('types its address, takes a key, and sees what it answers (D3.7)', async () => {
    const boss = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
    page = await boss.newPage()
    await page.goto(server.url)
    await page.getByLabel('企业代码').fill('demo')
    await page.getByLabel('账号').fill('owner')
    await page.getByLabel('密码', { exact: true }).fill('a password of her own, chosen')
    await page.getByRole('button', { name: /登\s*录/ }).click()
    await page.waitForURL(/\/desk/)
    await page.goto(`${server.url}/settings/catalog`)
    await page.getByText('公司的系统', { exact: true }).first().click()
    await page.getByLabel('接口地址').fill('https://10.0.0.1/youwen')
    await page.getByRole('button', { name: /保\s*存$/ }).click()
    await page.getByText('这个地址指向内部网络').waitFor()
    await page.getByLabel('接口地址').fill(shop.url)
    await page.getByLabel('商品页地址').first().fill('/demo/{id}')
    await page.getByLabel('贴一个商品页地址试试').fill('https://x.example/demo/SF-01')
    await page.getByText('识别为商品 SF-01').waitFor()
    await page.getByRole('button', { name: /保\s*存$/ }).click()
    await page.getByText('有修改尚未保存').waitFor({ state: 'hidden' })

    await page.getByRole('button', { name: '添加密钥' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('code').nth(1).waitFor()
    const [keyId = '', secret = ''] = await dialog.locator('code').allInnerTexts()
    shop.secrets.set(keyId.trim(), secret.trim())
    await dialog.getByRole('button', { name: '已复制好' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(keyId.trim()).waitFor()
    expect(await page.getByText(secret.trim()).count()).toBe(0)

    await page.getByRole('button', { name: '发送测试请求' }).click()
    await page.getByText('例如「云朵三人沙发」').waitFor()
    expect(shop.asked.map(({ path }) => path).toSorted()).toEqual([
      '/youwen/coupons',
      '/youwen/orders',
      '/youwen/products',
    ])
    await boss.close()
  })

  it('does not hold up the desk when that system is down: what was known stays, with its age and a way to retry', async () => {
    await agent.page.reload()
    await agent.page.getByRole('tab', { name: '商品', exact: true }).click()
    const order = part('订单').getByRole('article', { name: 'YZ20261120001' })
    await order.getByText('运输中').waitFor()
    shop.mood = 'down'
    // As a minute later: what is remembered is no longer good enough.
    const conversationId = new URL(agent.page.url()).pathname.split('/').at(-1) ?? ''
    const found = await owner.catalog.orders({ conversationId, fresh: 'yes' })
    expect(found).toMatchObject({ state: 'stale', trouble: 'bad_status', items: [{ number: 'YZ20261120001' }, {}] })
    await panel().getByLabel('搜索商品').fill('沙发')
    await panel().getByText('公司的系统出错了。').waitFor()
    await agent.say('系统稍慢，请您稍等')
    await visitor.sees('系统稍慢，请您稍等')

    shop.mood = 'well'
    await panel()
      .getByRole('button', { name: /重\s*试/ })
      .click()
    await panel().getByRole('article', { name: '云朵三人沙发' }).waitFor()
    expect(agent.errors).toEqual([])
  })
})
