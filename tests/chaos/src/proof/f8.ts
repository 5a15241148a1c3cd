import { setTimeout as pause } from 'node:timers/promises'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'
import { startTcpProxy } from '../rig/tcp-proxy.ts'

/** Everybody's connection is away for this long, again and again. */
const awayMs = 2_000

export const f8: Proof = {
  id: 'F8',
  what: 'all connections dropped for two seconds, again and again',
  async run({ seconds, scale }) {
    await using cluster = await startCluster({ agents: Math.ceil(20 * scale) })
    await using wires = new AsyncDisposableStack()
    const proxies = await Promise.all(
      cluster.urls.map(async (url) => wires.use(await startTcpProxy(() => ({ port: Number(new URL(url).port) })))),
    )
    const addressOf = () => `http://127.0.0.1:${proxies[Math.floor(Math.random() * proxies.length)]?.port}`
    using talk = startTalk({ cluster, visitors: Math.ceil(300 * scale), addressOf })
    await talk.connected()
    await talk.begun()
    talk.keepTalking(150 * scale)
    let drops = 0
    for (const end = Date.now() + seconds * 1_000; Date.now() < end; drops++) {
      await pause(awayMs)
      for (const proxy of proxies) proxy.setOpen(false)
      await pause(awayMs)
      for (const proxy of proxies) proxy.setOpen(true)
    }
    await pause(500)
    talk.fallSilent()
    const verdict = await talk.verdict()
    return outcomeOf(verdict, {
      notes: [`${drops} times; settled ${Math.round(verdict.settledMs)} ms after the last word`, ...verdict.waits],
    })
  },
}
