import { setTimeout as pause } from 'node:timers/promises'
import { residentBytes } from '@youwen/load/rig/memory'
import { publicOrigin } from '@youwen/load/rig/server'
import { percentile } from '@youwen/load/rig/statistics'
import { WebSocket as NodeWebSocket } from 'ws'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk, type Talk } from '../rig/talk.ts'

/** Long messages fill what lies between a server and a client that does not read: kernel buffers first. */
const longText = '慢'.repeat(3_900)
const longMessages = 2_000
const growthLimitBytes = 15 * 1024 * 1024
const tooSlow = 4413

export const f6: Proof = {
  id: 'F6',
  what: 'a client that stops reading is cut, costs little, and resumes whole',
  async run({ scale }) {
    await using cluster = await startCluster({ agents: 1, nodes: 1 })
    const [agent] = cluster.company.agents
    if (!agent) throw new Error('A company without agents.')
    using talk = startTalk({ cluster, visitors: Math.ceil(30 * scale) })
    await talk.connected()
    await talk.begun()

    const pid = cluster.pids[0] as number
    const count = Math.ceil(longMessages * scale)
    const calm = { highest: await sayLong(talk, count, pid), p99: await ackTimes(talk, 60) }

    // A second window of the same agent: it says hello, then its socket is not read any more.
    const slow = new NodeWebSocket(`${cluster.urls[0]?.replace('http', 'ws')}/realtime/agent`, { origin: publicOrigin })
    const closed = new Promise<number>((resolve) => slow.once('close', resolve))
    await new Promise((resolve, reject) => slow.once('open', resolve).once('error', reject))
    slow.send(JSON.stringify({ type: 'hello', protocol: 1, token: agent.token }))
    await new Promise((resolve) => slow.once('message', resolve))
    slow.pause()

    const meanwhile = { highest: await sayLong(talk, count, pid), p99: await ackTimes(talk, 60) }
    slow.resume()
    const code = await Promise.race([closed, pause(20_000, 0)])

    const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
    const queued = megabytes(count * Buffer.byteLength(longText))
    const growth = meanwhile.highest - calm.highest
    const failures: string[] = []
    if (code !== tooSlow) failures.push(`The slow client was not cut with ${tooSlow}, but: ${code || 'not at all'}.`)
    if (growth > growthLimitBytes) failures.push(`The server grew by ${megabytes(growth)} for ${queued}.`)
    const verdict = await talk.verdict()
    return outcomeOf(verdict, {
      failures,
      notes: [
        `${queued} for a client that did not read: the server's highest memory grew by ${megabytes(growth)} over the same talk without it`,
        `p99 of the others' acknowledgements ${meanwhile.p99.toFixed(0)} ms, ${calm.p99.toFixed(0)} ms without it`,
      ],
    })
  },
}

/** Everybody says long words in turn; answers the most memory that the server had meanwhile. */
async function sayLong(talk: Talk, count: number, pid: number): Promise<number> {
  let highest = 0
  for (let said = 0; said < count; said += talk.visitors.length) {
    for (const visitor of talk.visitors) talk.say(visitor, longText)
    while (talk.visitors.some(({ shown }) => shown().some(({ delivery }) => delivery.status === 'sending'))) {
      await pause(5)
    }
    highest = Math.max(highest, residentBytes(pid))
  }
  return highest
}

async function ackTimes(talk: Talk, count: number): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now()
    const id = talk.say(talk.visitors[i % talk.visitors.length] as Talk['visitors'][number])
    while (!talk.acks.some((ack) => ack.id === id)) await pause(1)
    times.push(performance.now() - startedAt)
  }
  return percentile(times, 0.99)
}
