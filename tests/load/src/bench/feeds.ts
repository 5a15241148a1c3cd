import { setTimeout as pause } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { hereAlready, movesPerSecond, startBrowsing } from '../feed/browsing.ts'
import { connect, type Line, letWatch } from '../feed/line.ts'
import { cpuMs } from '../rig/cpu.ts'
import { type Rig, startRig } from '../rig/load.ts'
import { type Bench, rowOf } from '../row.ts'

const measureMs = 10_000
const agents = 200

/** What one watcher costs: the server's CPU with and without him, and what he is told. */
async function watching(rig: Rig, token: string, feed: 'agents' | 'visitors') {
  const start = async () => {
    const before = cpuMs(rig.server.pid)
    await pause(measureMs)
    return (cpuMs(rig.server.pid) - before) / measureMs
  }
  const without = await start()
  let bytes = 0
  let frames = 0
  const watcher = await connect(rig, 'agent', { token }, (frame, size) => {
    if (frame.type !== feed) return
    bytes += size
    frames++
  })
  watcher.say({ type: 'follow', feed })
  const withHim = await start()
  watcher.close()
  return { cpu: Math.max(0, withHim - without), without, bytesPerSecond: (bytes / measureMs) * 1_000, frames }
}

const told = ({ without, frames }: { without: number; frames: number }) =>
  `the server used ${(without * 100).toFixed(1)} % of a core before somebody watched; ${(frames / measureMs) * 1_000} frames/s`

export const monitor: Bench = {
  name: 'monitor',
  what: 'what one supervisor who watches 200 busy agents costs',
  async run() {
    await using rig = await startRig({ agents: agents + 1 })
    await letWatch(rig)
    const [supervisor, ...team] = rig.company.agents
    const desks = await Promise.all(
      team.map(async ({ token }) => {
        const desk: Line = await connect(rig, 'agent', { token }, ({ type, message }) => {
          // Everybody answers what he is asked, after a while.
          if (type !== 'message' || message.from !== 'visitor') return
          const { conversationId } = message
          setTimeout(
            () =>
              desk.say({
                type: 'send',
                id: uuidv7(),
                conversationId,
                body: { type: 'text', text: '您好，可以的。' },
              }),
            1_000,
          )
        })
        return desk
      }),
    )
    const visitors: Line[] = []
    for (let n = 0; n < agents; n++) {
      visitors.push(await connect(rig, 'visitor', { site: rig.company.siteKey, role: 'chat' }))
    }
    const ask = () => {
      for (const [n, visitor] of visitors.entries()) {
        setTimeout(
          () => visitor.say({ type: 'send', id: uuidv7(), body: { type: 'text', text: '请问有货吗？' } }),
          n * 10,
        )
      }
    }
    ask()
    const asking = setInterval(ask, 2_000)
    await pause(4_000)
    const cost = await watching(rig, supervisor?.token ?? '', 'agents')
    clearInterval(asking)
    for (const one of [...desks, ...visitors]) one.close()
    return rowOf({
      name: 'monitor',
      value: cost.bytesPerSecond / 1024,
      unit: 'KiB/s told',
      budget: '<= 40 KiB/s and 10 % of a core for a watcher',
      met: cost.bytesPerSecond <= 40 * 1024 && cost.cpu <= 0.1,
      notes: [
        `${agents} agents, each asked and answering every 2 s: one watcher costs ${(cost.cpu * 100).toFixed(1)} % of a core`,
        told(cost),
      ],
    })
  },
}

export const visitors: Bench = {
  name: 'visitors',
  what: 'what one watcher of a live table with 10,000 visitors and 200 changes a second costs',
  async run() {
    await using rig = await startRig({ agents: 1 })
    await letWatch(rig)
    await using _crowd = await startBrowsing(rig)
    const cost = await watching(rig, rig.company.agents[0]?.token ?? '', 'visitors')
    return rowOf({
      name: 'visitors',
      value: cost.bytesPerSecond / 1024,
      unit: 'KiB/s told',
      budget: '<= 100 KiB/s, <= 5 frames/s and 15 % of a core for a watcher',
      met: cost.bytesPerSecond <= 100 * 1024 && cost.frames <= 5 * (measureMs / 1_000) && cost.cpu <= 0.15,
      notes: [
        `${hereAlready} visitors here, ${movesPerSecond} of them open a page every second: one watcher costs ${(cost.cpu * 100).toFixed(1)} % of a core`,
        told(cost),
      ],
    })
  },
}
