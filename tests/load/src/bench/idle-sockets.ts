import { setTimeout as pause } from 'node:timers/promises'
import { startEcho, startGenerator, startRig } from '../rig/load.ts'
import { residentBytes } from '../rig/memory.ts'
import { publicOrigin } from '../rig/server.ts'
import { type Bench, rowOf } from '../row.ts'

const sockets = 10_000
/** These come and go first, so that what a server needs once is not counted as what a socket needs. */
const firstSockets = 500
const settleMs = 8_000
const budgetBytes = 15 * 1024

export const idleSockets: Bench = {
  name: 'idle-sockets',
  what: 'resident memory of one idle visitor socket among 10,000',
  async run() {
    await using rig = await startRig({ agents: 1 })
    const ours = await perSocket(rig.server.pid, rig.server.url.replace('http', 'ws'), rig.company.siteKey)
    await using echo = startEcho()
    const bare = await perSocket(echo.pid, await echo.ask.listen(undefined), null)
    return rowOf({
      name: 'idle-sockets',
      value: ours / 1024,
      unit: 'KiB a socket',
      ceiling: bare / 1024,
      budget: '<= 15 KiB a socket',
      met: ours <= budgetBytes,
      notes: [
        `${sockets} sockets, each greeted and with a visit of its own, ${settleMs / 1_000} s after the last came`,
      ],
    })
  },
}

async function perSocket(pid: number, url: string, site: string | null): Promise<number> {
  await using generator = startGenerator()
  const more = (count: number) =>
    generator.ask.connectVisitors({ url, origin: publicOrigin, site, role: 'page', count })
  await more(firstSockets)
  await pause(settleMs)
  const before = residentBytes(pid)
  await more(sockets)
  await pause(settleMs)
  return (residentBytes(pid) - before) / sockets
}
