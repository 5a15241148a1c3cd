import { setTimeout as pause } from 'node:timers/promises'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'

/** Batches a node commits before it dies at the failpoint; another number each, so that they die at different times. */
const passes = [40, 70]
/** Each node dies at each of the two places. */
const diesPerNode = 2
/** How soon those who are connected have everything, even what was committed and told to nobody. */
const catchUpLimitMs = 5_000

export const f2: Proof = {
  id: 'F2',
  what: 'kill -9 between commit and acknowledgement, and between commit and telling others',
  async run({ seconds, scale }) {
    await using cluster = await startCluster({
      agents: Math.ceil(10 * scale),
      env: (node, starts): Record<string, string> =>
        starts < diesPerNode
          ? { YOUWEN_FAILPOINT: `after-commit-before-${(node + starts) % 2 === 0 ? 'ack' : 'publish'}#${passes[node]}` }
          : {},
    })
    using talk = startTalk({ cluster, visitors: Math.ceil(60 * scale) })
    await talk.connected()
    await talk.begun()
    talk.keepTalking(Math.max(20, 60 * scale))
    await pause(seconds * 1_000)
    talk.fallSilent()
    await cluster.whole()
    const verdict = await talk.verdict()
    const failures: string[] = []
    if (cluster.deaths < 2 * diesPerNode) failures.push(`Only ${cluster.deaths} nodes died at their failpoint.`)
    if (verdict.toldMs > catchUpLimitMs) {
      failures.push(`It took ${Math.round(verdict.toldMs)} ms until those who were connected had been told.`)
    }
    return outcomeOf(verdict, {
      kills: cluster.deaths,
      failures,
      notes: [
        `settled ${Math.round(verdict.settledMs)} ms after the last word, ${Math.round(verdict.toldMs)} ms after everybody was connected`,
        ...verdict.waits,
      ],
    })
  },
}
