import { setTimeout as pause } from 'node:timers/promises'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'

export const f1: Proof = {
  id: 'F1',
  what: 'kill -9 of a random server process, again and again, under load',
  async run({ kills, seconds, scale }) {
    await using cluster = await startCluster({ agents: Math.ceil(20 * scale) })
    using talk = startTalk({ cluster, visitors: Math.ceil(200 * scale) })
    await talk.connected()
    await talk.begun()
    talk.keepTalking(300 * scale)
    for (let i = 0; i < kills; i++) {
      await pause((seconds / kills) * 1_000)
      await cluster.kill(Math.floor(Math.random() * cluster.urls.length))
    }
    await pause(1_000)
    talk.fallSilent()
    await cluster.whole()
    const verdict = await talk.verdict()
    return outcomeOf(verdict, {
      kills: cluster.deaths,
      notes: [`settled ${Math.round(verdict.settledMs)} ms after the last word`, ...verdict.waits],
    })
  },
}
