import { ensureWebApps } from '../browser/built.ts'
import { takeSeat } from '../browser/desk.ts'
import { meterPage } from '../browser/meter.ts'
import { scrollAll, settled, smoothRow } from '../browser/rounds.ts'
import { hereAlready, movesPerSecond, startBrowsing } from '../feed/browsing.ts'
import { letWatch } from '../feed/line.ts'
import { cpuMs } from '../rig/cpu.ts'
import { type Rig, startRig } from '../rig/load.ts'
import { pause } from '../rig/wait.ts'
import type { Bench } from '../row.ts'

/** From top to bottom, whatever its height. */
const tableMs = 20_000
const restMs = 10_000

export const visitorTable: Bench = {
  name: 'visitor-table',
  what: 'frames a second in the worst second of scrolling the live table of 10,000 visitors while 200 of them move on every second',
  async run() {
    await ensureWebApps()
    await using rig = await startRig({ agents: 1 })
    await letWatch(rig)
    await using _crowd = await startBrowsing(rig)
    const serverBefore = await serverShare(rig)
    await using seat = await takeSeat(rig)
    const { page } = seat
    const openedAt = performance.now()
    await page.goto(`${seat.url}/visitors`)
    const table = page.getByRole('table')
    await page.waitForFunction(
      (count) => Number(document.querySelector('[role="table"]')?.getAttribute('aria-rowcount')) > count,
      hereAlready,
      { timeout: 60_000 },
    )
    const openMs = performance.now() - openedAt
    await settled()

    const meter = await meterPage(page)
    await meter.begin()
    const serverShown = await serverShare(rig)
    const rest = await meter.end()
    const atRest = [
      `${hereAlready} visitors here, ${movesPerSecond} of them open a page every second; all rows were there ${(openMs / 1_000).toFixed(1)} s after the page was opened`,
      `nobody scrolling: ${((rest.cpuMs / restMs) * 100).toFixed(1)} % of the page's thread, ${(rest.receivedBytes / 1_024 / (restMs / 1_000)).toFixed(1)} KiB/s received; the server used ${percent(serverShown)} of a core, ${percent(serverBefore)} before somebody watched`,
    ]
    const asItComes = await scrollAll(seat, table, tableMs)
    await page.getByRole('columnheader', { name: '当前页面' }).click()
    return [
      smoothRow('visitor-table', asItComes.done, atRest),
      smoothRow('visitor-table by page', (await scrollAll(seat, table, tableMs)).done, [
        'sorted by what changes: the page that each visitor is on',
      ]),
    ]
  },
}

/** Of a core, over a while. */
async function serverShare({ server }: Rig): Promise<number> {
  const before = cpuMs(server.pid)
  await pause(restMs)
  return (cpuMs(server.pid) - before) / restMs
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
