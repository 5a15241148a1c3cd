import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { protocolVersion } from '@youwen/contract/realtime'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { WebSocket } from 'ws'
import { cpuMs } from '../rig/cpu.ts'
import { type Rig, startRig } from '../rig/load.ts'
import { publicOrigin } from '../rig/server.ts'
import { type Bench, rowOf } from '../row.ts'

const measureMs = 10_000
const agents = 200
const hereAlready = 10_000
const updatesPerSecond = 200

// biome-ignore lint/suspicious/noExplicitAny: a bench looks into frames of every kind
type Heard = (frame: any, bytes: number) => void

async function connect({ server }: Rig, role: 'visitor' | 'agent', hello: object, heard: Heard = () => {}) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/realtime/${role}`, { origin: publicOrigin })
  let welcomed = () => {}
  const welcome = new Promise<void>((resolve) => {
    welcomed = resolve
  })
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(String(data))
    if (frame.type === 'welcome') welcomed()
    heard(frame, data.length)
  })
  await once(socket, 'open')
  const say = (frame: object) => socket.send(JSON.stringify(frame))
  say({ type: 'hello', protocol: protocolVersion, ...hello })
  await welcome
  return { say, close: () => socket.terminate() }
}

/** Whoever is here may watch everybody. */
const letWatch = ({ database }: Rig) =>
  database.db.all(({ q }) =>
    sql`update team_role set data_scope = 'all',
      permissions = permissions || '{team.monitor,conversation.view_all,visitor.view}'`.execute(q),
  )

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
        const desk: Awaited<ReturnType<typeof connect>> = await connect(
          rig,
          'agent',
          { token },
          ({ type, message }) => {
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
          },
        )
        return desk
      }),
    )
    const visitors: Awaited<ReturnType<typeof connect>>[] = []
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
    const { companyId, siteKey } = rig.company
    await rig.database.db.all(async ({ q }) => {
      await sql`insert into visitor (company_id, visitor_id, site_id)
        select ${companyId}, gen_random_uuid(), site_id from company_site, generate_series(1, ${hereAlready})
        where company_id = ${companyId}`.execute(q)
      await sql`insert into visitor_visit (company_id, visit_id, visitor_id, site_id, source_kind, ip, terminal, node_ids)
        select company_id, gen_random_uuid(), visitor_id, site_id, 'direct', '203.0.113.7', 'desktop', '{}' from visitor
        where company_id = ${companyId}`.execute(q)
    })
    const pages: Awaited<ReturnType<typeof connect>>[] = []
    for (let n = 0; n < updatesPerSecond; n++) {
      const page = { url: 'https://shop.example/', title: '首页', referrer: '' }
      pages.push(await connect(rig, 'visitor', { site: siteKey, role: 'page', page }))
    }
    let turn = 0
    const turning = setInterval(() => {
      turn++
      for (const [n, page] of pages.entries()) {
        const next = { url: `https://shop.example/product/${turn}`, title: `商品 ${turn}`, referrer: '' }
        setTimeout(() => page.say({ type: 'page', page: next }), (n * 1_000) / updatesPerSecond)
      }
    }, 1_000)
    const cost = await watching(rig, rig.company.agents[0]?.token ?? '', 'visitors')
    clearInterval(turning)
    for (const page of pages) page.close()
    return rowOf({
      name: 'visitors',
      value: cost.bytesPerSecond / 1024,
      unit: 'KiB/s told',
      budget: '<= 100 KiB/s, <= 5 frames/s and 15 % of a core for a watcher',
      met: cost.bytesPerSecond <= 100 * 1024 && cost.frames <= 5 * (measureMs / 1_000) && cost.cpu <= 0.15,
      notes: [
        `${hereAlready} visitors here, ${updatesPerSecond} of them open a page every second: one watcher costs ${(cost.cpu * 100).toFixed(1)} % of a core`,
        told(cost),
      ],
    })
  },
}
