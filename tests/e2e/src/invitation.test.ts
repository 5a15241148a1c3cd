import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { type StandIn, startStandIn, xiaolin } from './stand-in.ts'

/** D5.2: the invitation box as a guest in other people's pages, against a scripted server. */
let browser: Browser
let server: StandIn
const closers: (() => Promise<void>)[] = []

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  server = await startStandIn()
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  await server[Symbol.asyncDispose]()
})

const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000, interval: 50 })
const inviteId = '0198a000-0000-4000-8000-0000000000e1'
const answers = () => server.heard.flatMap((frame) => (frame.type === 'invitation' ? [frame.answer] : []))

async function visit(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, ...options })
  closers.push(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${server.url}${path}`)
  await eventually(() => server.guests.length).toBeGreaterThan(0)
  return { page, errors }
}
const invite = (kind: 'invite' | 'force' = 'invite') =>
  server.everybody({ type: 'invitation', invitation: { inviteId, kind, text: '您好，需要帮忙吗？', agent: xiaolin } })
/** The box is in a closed shadow root: its buttons are pressed where they stand, above the page's own button. */
const pressAt = { accept: [110, 130], refuse: [256, 130] } as const

describe.each(['/pages/plain.html', '/pages/hostile.html', '/pages/strict-csp.html'])('an invitation on %s', (path) => {
  it('is drawn in front of the visitor, and his yes opens the chat', async () => {
    const { page, errors } = await visit(path)
    invite()
    await eventually(answers).toEqual(['seen'])
    await page.mouse.click(1280 - pressAt.accept[0], 800 - pressAt.accept[1])
    await eventually(answers).toEqual(['seen', 'accepted'])
    const frame = () => page.frames().find((one) => one.url().includes('/chat/'))
    await eventually(async () => (await (await frame()?.frameElement())?.boundingBox())?.height).toBe(600)
    expect(errors).toEqual([])
  })

  it('goes away at his no, and the chat stays closed', async () => {
    const { page } = await visit(path)
    invite()
    await eventually(answers).toEqual(['seen'])
    await page.mouse.click(1280 - pressAt.refuse[0], 800 - pressAt.refuse[1])
    await eventually(answers).toEqual(['seen', 'refused'])
    // There is nothing left to press.
    await page.mouse.click(1280 - pressAt.accept[0], 800 - pressAt.accept[1])
    expect(answers()).toEqual(['seen', 'refused'])
  })
})

it('is taken away when it was answered elsewhere, and a forced one opens the chat by itself', async () => {
  const { page } = await visit('/pages/plain.html')
  invite()
  await eventually(answers).toEqual(['seen'])
  server.everybody({ type: 'invitation', invitation: null })
  await page.waitForTimeout(300) // in which it goes
  await page.mouse.click(1280 - pressAt.accept[0], 800 - pressAt.accept[1])
  expect(answers()).toEqual(['seen'])
  invite('force')
  await eventually(answers).toEqual(['seen', 'accepted'])
})
