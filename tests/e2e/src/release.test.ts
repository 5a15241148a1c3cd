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

describe('a console that stays open over a release', () => {
  it('is loaded anew when a part that is needed is gone, with what was being typed', async () => {
    const lin = await createAgent(browser, server, 'xiaolin')
    const visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('还在吗')
    await lin.open('还在吗')
    await lin.type('我正在写到一半')
    const { page } = lin

    // The new release: another entry, and none of the old parts that were not loaded yet.
    await page.route('**/assets/TransferDialog-*.js', (route) => route.fulfill({ status: 404, body: '' }))
    await page.route('**/?entry', async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replace(/\/assets\/index-[\w-]+\.js/, '/assets/index-newer.js')
      await route.fulfill({ response, body })
    })
    const loads: string[] = []
    page.on('framenavigated', (frame) => frame === page.mainFrame() && loads.push(frame.url()))
    await page.getByRole('button', { name: '转接' }).first().click()
    await eventually(() => loads.length).toBe(1)
    await page.unroute('**/assets/TransferDialog-*.js')
    await eventually(() => page.getByLabel('回复访客').inputValue()).toBe('我正在写到一半')
    await page.getByRole('button', { name: '转接' }).first().click()
    await page.getByRole('dialog').waitFor()
    // Once for each release: what is missing for another reason is said, and nothing turns in a circle.
    expect(loads).toHaveLength(1)
    for (const person of [visitor, lin]) await person.leave()
  })

  it('stays where it is when only the line is bad, and says so', async () => {
    const lin = await createAgent(browser, server, 'xiaochen')
    const { page } = lin
    const loads: string[] = []
    page.on('framenavigated', (frame) => frame === page.mainFrame() && loads.push(frame.url()))
    await page.route('**/assets/ShortcutsDialog-*.js', (route) => route.abort())
    await page.route('**/?entry', (route) => route.abort())
    // Loading the first screen ends with a fresh start of what failed on the way.
    await page.getByText('选择一个对话开始').waitFor()
    await page.keyboard.press('?')
    await page.getByText('没能加载出来').waitFor()
    expect(loads).toEqual([])
    await lin.leave()
  })
})

describe('what a browser keeps of a release', () => {
  it('is the first screen at once, and the rest when it was used', async () => {
    const lin = await createAgent(browser, server, 'xiaolin', { serviceWorkers: 'allow' })
    const { page } = lin
    const kept = (cache: RegExp) =>
      page.evaluate(async (pattern) => {
        const names = (await caches.keys()).filter((name) => new RegExp(pattern).test(name))
        const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
        return found.flat().map(({ url }) => new URL(url).pathname)
      }, cache.source)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.reload()
    await eventually(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
    const first = await kept(/precache/)
    const isThere = (all: readonly string[], part: string) => all.some((path) => path.includes(part))
    for (const part of ['/index.html', '/assets/DeskRoute-', '/assets/ChatPane-', '/assets/LoginRoute-']) {
      expect(isThere(first, part), part).toBe(true)
    }
    expect(isThere(first, '/assets/ShortcutsDialog-')).toBe(false)
    await page.getByLabel('对话列表').first().waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await eventually(async () => isThere(await kept(/assets/), '/assets/ShortcutsDialog-')).toBe(true)
    await lin.leave()
  })
})
