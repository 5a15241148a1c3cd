import { ensureWebApps } from '../browser/built.ts'
import { type FullDesk, startFullDesk } from '../browser/desk.ts'
import { goesOn, plainMs, type Round, scrollAll, scrolledFrom, settled, smoothRow } from '../browser/rounds.ts'
import { type Scrolled, scroll } from '../browser/scroll.ts'
import type { Bench, Row } from '../row.ts'

const conversations = 10_000
const longMessages = 100_000
/** From top to bottom, whatever its height. */
const listMs = 20_000
/** An eager hand at the wheel, and a wheel that spins. */
const historyPaces = [3_000, 6_000]
const historyMs = 8_000

export const list: Bench = {
  name: 'list',
  what: 'frames a second in the worst second of scrolling 10,000 conversations, and 100,000 messages',
  async run() {
    await ensureWebApps()
    await using desk = await startFullDesk({ conversations, longMessages })
    return [await conversationList(desk), await messageHistory(desk)]
  },
}

async function conversationList(desk: FullDesk): Promise<Row> {
  const { page } = desk
  const openedAt = performance.now()
  await page.goto(`${desk.url}/desk`)
  const lines = page.locator('section:has([data-search]) ul')
  await lines.locator('button').first().waitFor({ timeout: 60_000 })
  const openMs = performance.now() - openedAt
  await settled()
  const box = lines.locator('..')
  const { done, pxPerSecond } = await scrollAll(desk, box, listMs)
  return smoothRow('list conversations', done, [
    `${conversations} conversations from top to bottom in ${listMs / 1_000} s, ${Math.round(pxPerSecond)} px/s; they were there ${(openMs / 1_000).toFixed(1)} s after the page was opened`,
  ])
}

async function messageHistory(desk: FullDesk): Promise<Row> {
  const { page } = desk
  const plain = (await desk.plain((Math.max(...historyPaces) * plainMs) / 500)).locator('html')
  const done: Round[] = []
  while (goesOn(done)) {
    // Opened anew each time: what one round loaded does not help the next.
    await page.goto(`${desk.url}/desk/${desk.longestConversationId}`)
    const said = page.locator('[role="log"]')
    await said.locator('[data-id]').first().waitFor({ timeout: 60_000 })
    await settled()
    const round: { ours: Scrolled[]; plain: Scrolled[] } = { ours: [], plain: [] }
    for (const pxPerSecond of historyPaces) {
      const up = (ms: number) => ({ pxPerSecond, px: (-pxPerSecond * ms) / 1_000 })
      round.plain.push(await scrolledFrom(plain, 'bottom', up(plainMs)))
      round.ours.push(await scroll(said.locator('..'), up(historyMs)))
    }
    done.push(round)
  }
  return smoothRow('list history', done, [
    `${longMessages} messages, upwards from the last one, ${historyMs / 1_000} s each at ${historyPaces.join(' and ')} px/s`,
  ])
}
