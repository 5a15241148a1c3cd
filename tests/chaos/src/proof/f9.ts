import { setTimeout as pause } from 'node:timers/promises'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'

const clients = 2_000
const backLimitMs = 15_000

export const f9: Proof = {
  id: 'F9',
  what: 'a node dies with half of all clients on it, and all of them come back at once',
  async run({ scale }) {
    await using cluster = await startCluster({ agents: Math.ceil(20 * scale) })
    using talk = startTalk({ cluster, visitors: Math.ceil(clients * scale) })
    await talk.connected(60_000)
    // A part of them is in a conversation; the others only have the page open.
    const speaking = talk.visitors.slice(0, Math.ceil(200 * scale))
    for (const visitor of speaking) talk.say(visitor)
    await talk.verdict()

    await cluster.kill(0)
    const startedAt = performance.now()
    for (const visitor of speaking) talk.say(visitor)
    const isBack = () => talk.visitors.every(({ isOpen }) => isOpen())
    // Some have not even noticed yet.
    await pause(100)
    while (!isBack() && performance.now() - startedAt < 2 * backLimitMs) await pause(20)
    const tookMs = performance.now() - startedAt
    const verdict = await talk.verdict()
    await cluster.whole()
    return outcomeOf(verdict, {
      kills: cluster.deaths,
      failures: tookMs > backLimitMs ? [`It took ${Math.round(tookMs)} ms until everybody was back.`] : [],
      notes: [
        `${talk.visitors.length} clients, half of them dropped; all were back after ${(tookMs / 1_000).toFixed(1)} s`,
      ],
    })
  },
}
