import { setTimeout as pause } from 'node:timers/promises'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'
import { startTcpProxy } from '../rig/tcp-proxy.ts'

/** From when everybody is connected until everybody has what was said while the bus was away. */
const catchUpLimitMs = 5_000

export const f4: Proof = {
  id: 'F4',
  what: 'NATS away for a while, restarted, and its connections losing what was on them, under load',
  async run({ seconds, scale }) {
    const target = { port: 0 }
    await using proxy = await startTcpProxy(() => target)
    await using cluster = await startCluster({
      agents: Math.ceil(10 * scale),
      natsUrl: ({ url }) => {
        target.port = Number(new URL(url).port)
        return `nats://127.0.0.1:${proxy.port}`
      },
    })
    using talk = startTalk({ cluster, visitors: Math.ceil(60 * scale) })
    await talk.connected()
    await talk.begun()
    talk.keepTalking(100 * scale)

    // Bytes vanish for a moment, then the connection breaks: that is how a bus that answers at most once loses things.
    for (let i = 0; i < 4; i++) {
      await pause((seconds / 10) * 1_000)
      proxy.blackhole('both')
      await pause(300)
      proxy.drop()
    }
    await cluster.nats.kill()
    await pause((seconds / 4) * 1_000)
    const before = talk.acks.length
    await pause(1_000)
    const failures: string[] = []
    if (talk.acks.length === before) failures.push('Nothing was acknowledged while the bus was away.')
    talk.fallSilent()
    await cluster.nats.restart()
    const verdict = await talk.verdict()
    if (cluster.deaths > 0) failures.push(`${cluster.deaths} nodes did not survive.`)
    if (verdict.toldMs > catchUpLimitMs) {
      failures.push(`It took ${Math.round(verdict.toldMs)} ms until those who were connected had been told.`)
    }
    return outcomeOf(verdict, {
      kills: 5,
      failures,
      notes: [
        `settled ${Math.round(verdict.settledMs)} ms after the bus was back, ${Math.round(verdict.toldMs)} ms after everybody was connected`,
        ...verdict.waits,
      ],
    })
  },
}
