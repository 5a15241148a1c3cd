import type { Locator } from 'playwright-core'
import { pause } from '../rig/wait.ts'
import { type Row, rowOf } from '../row.ts'
import type { Seat } from './desk.ts'
import { type Scrolled, scroll, type Turn } from './scroll.ts'

/**
 * What else goes on at a shared machine makes a page slower, never faster: the best round counts, one that keeps the
 * budget is enough, and all are told.
 */
const maxRounds = 5
const settleMs = 1_500
export const plainMs = 5_000
const budgetFps = 50

/** What was scrolled in a round, and an empty page before it. */
export interface Round {
  readonly ours: readonly Scrolled[]
  readonly plain: readonly Scrolled[]
}

export const settled = () => pause(settleMs)

export async function scrolledFrom(box: Locator, edge: 'top' | 'bottom', turn: Turn): Promise<Scrolled> {
  await box.page().bringToFront()
  await box.evaluate(
    (element, top) => {
      element.scrollTop = top
    },
    edge === 'top' ? 0 : Number.MAX_SAFE_INTEGER,
  )
  await settled()
  return scroll(box, turn)
}

/** From top to bottom within that time, whatever its height, after an empty page of the same height. */
export async function scrollAll({ plain }: Pick<Seat, 'plain'>, box: Locator, wholeMs: number) {
  const px = await box.evaluate((element) => element.scrollHeight - element.clientHeight)
  const pxPerSecond = (px / wholeMs) * 1_000
  const empty = (await plain(px)).locator('html')
  const done: Round[] = []
  while (goesOn(done)) {
    const bare = await scrolledFrom(empty, 'top', { pxPerSecond, px: (pxPerSecond * plainMs) / 1_000 })
    done.push({ plain: [bare], ours: [await scrolledFrom(box, 'top', { pxPerSecond, px })] })
  }
  await empty.page().close()
  return { done, pxPerSecond }
}

const worst = (those: readonly Scrolled[]) => Math.min(...those.map(({ worstFps }) => worstFps))
const best = (done: readonly Round[]) => Math.max(0, ...done.map(({ ours }) => worst(ours)))
export const goesOn = (done: readonly Round[]) => done.length < maxRounds && best(done) < budgetFps

export function smoothRow(name: string, done: readonly Round[], notes: readonly string[]): Row {
  const value = best(done)
  return rowOf({
    name,
    value,
    unit: 'fps',
    ceiling: Math.max(...done.map(({ plain }) => worst(plain))),
    budget: `>= ${budgetFps} fps in the worst second`,
    met: value >= budgetFps,
    notes: [
      ...notes,
      'only frames that show another part count; ceiling: an empty page with something as tall, before each round',
      ...done.map(({ ours, plain }, i) => `round ${i + 1}: ${describe(ours)} (empty page: ${describe(plain)})`),
    ],
  })
}

const describe = (those: readonly Scrolled[]) =>
  those
    .map(
      ({ worstFps, medianFps, stillMs, cpuMs, receivedBytes }) =>
        `worst ${worstFps} and median ${medianFps} fps, still for ${Math.round(stillMs)} ms at most, ${cpuMs.toFixed(1)} ms of its thread a frame, ${Math.round(receivedBytes / 1_024)} KiB received`,
    )
    .join('; then ')
