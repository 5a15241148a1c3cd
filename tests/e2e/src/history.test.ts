import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newMessageId } from '../../attacks/src/sample.ts'
import { connect, type Speaker } from '../../attacks/src/speaker.ts'
import { launch } from './browser.ts'
import { logInAsOwner } from './owner.ts'
import { type AgentPerson, createAgent } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let browser: Browser
let lin: AgentPerson
let visitor: Speaker

beforeAll(async () => {
  server = await startServer()
  browser = await launch()
  lin = await createAgent(browser, server, 'xiaolin')
  visitor = await talk()
})
afterAll(async () => {
  await visitor?.[Symbol.asyncDispose]()
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

const said = 400

/** Somebody with much to say, as fast as the server lets a visitor speak. */
async function talk() {
  const owner = await logInAsOwner(server)
  const [site] = await owner.company.sites()
  const visitor = await connect('/realtime/visitor', { origin: server.url })
  visitor.say({
    type: 'hello',
    protocol: 1,
    site: site?.key,
    role: 'chat',
    page: { url: `${server.url}/demo/`, title: '' },
  })
  await visitor.until(({ type }) => type === 'welcome')
  for (let from = 1; from <= said; from += 20) {
    const ids = Array.from({ length: 20 }, () => newMessageId())
    for (const [index, id] of ids.entries())
      visitor.say({ type: 'send', id, body: { type: 'text', text: `第 ${from + index} 句` } })
    for (const id of ids) await visitor.until((frame) => frame['id'] === id && frame.type === 'ack')
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  return visitor
}

/** Anew: nothing of it is loaded yet but its end. */
async function openIt() {
  await lin.page.goto(`${server.url}/desk`)
  await lin.open(`第 ${said} 句`)
  const log = lin.page.getByRole('log')
  await log.getByText(`第 ${said} 句`, { exact: true }).waitFor()
  return log
}

it('a long history is read to its beginning from the very top, nothing twice and nothing left out (D2)', async () => {
  const log = await openIt()

  // As fast as it can be: the pane is thrown to the top again and again, and nothing but that is done.
  const seen = await log.evaluate(async (content) => {
    const scroller = content.parentElement
    const order: string[] = []
    const until = performance.now() + 15_000
    while (performance.now() < until) {
      const texts = [...content.querySelectorAll('[data-id] [dir="auto"]')].map((bubble) => bubble.textContent ?? '')
      if (new Set(texts).size < texts.length) return `twice: ${texts.join(' ')}`
      order.unshift(...texts.slice(0, Math.max(0, texts.indexOf(order[0] ?? ''))))
      if (order.length === 0) order.push(...texts)
      if (texts[0] === '第 1 句') break
      if (scroller) scroller.scrollTop = 0
      await new Promise(requestAnimationFrame)
    }
    return order
  })
  expect(seen).toEqual(Array.from({ length: said }, (_, index) => `第 ${index + 1} 句`))
  expect(lin.errors).toEqual([])
})

it('what is read stays where it is while the past comes in above it (D2)', async () => {
  const log = await openIt()
  const jumps = await log.evaluate(async (content) => {
    const scroller = content.parentElement
    if (!scroller) return ['no scroller']
    const found: string[] = []
    const placeOf = (id: string) => content.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect().top
    for (let step = 0; step < 120; step++) {
      scroller.scrollTop -= 150
      await new Promise(requestAnimationFrame)
      const edge = scroller.getBoundingClientRect().top
      const first = [...content.querySelectorAll<HTMLElement>('[data-id]')].find(
        (row) => row.getBoundingClientRect().bottom > edge,
      )
      const id = first?.dataset['id'] ?? ''
      const before = placeOf(id)
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
      const after = placeOf(id)
      if (before === undefined || after === undefined || Math.abs(after - before) > 2)
        found.push(`${id}: ${before} → ${after}`)
    }
    return found
  })
  expect(jumps).toEqual([])
  expect(lin.errors).toEqual([])
})

it('a hit of the search is shown also when it is chosen while the past is being loaded (D2.11)', async () => {
  const log = await openIt()
  const wanted = '第 37 句'
  await lin.page.keyboard.press('Alt+f')
  await lin.page.keyboard.type('第 37')
  const hit = lin.page.getByRole('button', { name: new RegExp(wanted) }).first()
  await hit.waitFor()

  // The past takes its time; it is asked for as soon as the reader is near its edge.
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let isAsked = false
  await lin.page.route(/\/api\/visitors\/[^/]+\/messages/, async (route) => {
    isAsked = true
    await held
    await route.continue()
  })
  await log.evaluate((content) => content.parentElement?.scrollTo(0, 0))
  await expect.poll(() => isAsked).toBe(true)
  await hit.click()
  await log.getByText(wanted, { exact: true }).waitFor()
  letGo()
  // What was asked for elsewhere does not come in where he is now.
  await expect.poll(() => log.getByText(wanted, { exact: true }).isVisible()).toBe(true)
  const texts = await log.locator('[data-id] [dir="auto"]').allInnerTexts()
  const numbers = texts.map((text) => Number(/\d+/.exec(text)?.[0]))
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))

  // Who has gone back to what is said now, and asks for the same hit, is shown it again.
  await lin.page.getByRole('button', { name: '回到最新' }).click()
  await log.getByText(`第 ${said} 句`, { exact: true }).waitFor()
  await hit.click()
  await log.getByText(wanted, { exact: true }).waitFor()
  expect(lin.errors).toEqual([])
})
