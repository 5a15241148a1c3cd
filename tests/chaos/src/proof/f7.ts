import { setTimeout as pause } from 'node:timers/promises'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'
import { startTcpProxy } from '../rig/tcp-proxy.ts'

const noticeLimitMs = 60_000
const directions = ['up', 'down', 'both'] as const

export const f7: Proof = {
  id: 'F7',
  what: 'connections that are dead in one direction or both, without anybody being told',
  async run() {
    await using cluster = await startCluster({ agents: 3, nodes: 1 })
    await using wires = new AsyncDisposableStack()
    const port = Number(new URL(cluster.urls[0] as string).port)
    const proxies = await Promise.all(directions.map(async () => wires.use(await startTcpProxy(() => ({ port })))))
    const addressOf = (client: string) => {
      const proxy = proxies[Number(client.slice(1)) % directions.length]
      return `http://127.0.0.1:${proxy?.port}`
    }
    // Two visitors for each direction: one who writes into the dead line, and one who only waits for an answer.
    using talk = startTalk({ cluster, visitors: directions.length * 2, addressOf })
    await talk.connected()
    await talk.begun()
    await talk.verdict()

    const startedAt = performance.now()
    const reconnected = new Map<string, number>()
    for (const { name, client } of [...talk.visitors, ...talk.agents]) {
      let wasLost = false
      client.subscribe(() => {
        const isOpen = client.state.connection.status === 'open'
        if (!isOpen) wasLost = true
        else if (wasLost && !reconnected.has(name)) reconnected.set(name, performance.now() - startedAt)
      })
    }
    for (const [i, direction] of directions.entries()) proxies[i]?.blackhole(direction)
    for (const visitor of talk.visitors.slice(0, directions.length)) talk.say(visitor)
    for (const agent of talk.agents) talk.say(agent)

    const everybody = [...talk.visitors, ...talk.agents]
    while (reconnected.size < everybody.length && performance.now() - startedAt < noticeLimitMs) await pause(50)
    const failures = everybody
      .filter(({ name }) => !reconnected.has(name))
      .map(({ name }) => `${name} did not find out within ${noticeLimitMs / 1_000} s.`)
    const slowest = Math.max(...reconnected.values())
    return outcomeOf(await talk.verdict(), {
      failures,
      notes: [`everybody was back within ${(slowest / 1_000).toFixed(1)} s, without a hand moved`],
    })
  },
}
