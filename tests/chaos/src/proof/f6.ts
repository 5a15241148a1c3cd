import { setTimeout as pause } from 'node:timers/promises'
import { residentBytes } from '@youwen/load/rig/memory'
import { publicOrigin } from '@youwen/load/rig/server'
import { percentile } from '@youwen/load/rig/statistics'
import { WebSocket as NodeWebSocket } from 'ws'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'

/** Long messages fill what lies between a server and a client that does not read: kernel buffers first. */
const longText = '慢'.repeat(3_900)
const longMessages = 1_500
const growthLimitBytes = 60 * 1024 * 1024
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

    // A second window of the same agent: it says hello, then its socket is not read any more.
    const slow = new NodeWebSocket(`${cluster.urls[0]?.replace('http', 'ws')}/realtime/agent`, { origin: publicOrigin })
    const closed = new Promise<number>((resolve) => slow.once('close', resolve))
    await new Promise((resolve, reject) => slow.once('open', resolve).once('error', reject))
    slow.send(JSON.stringify({ type: 'hello', protocol: 1, token: agent.token }))
    await new Promise((resolve) => slow.once('message', resolve))
    slow.pause()

    const pid = cluster.pids[0] as number
    const calm = await ackTimes(talk, 60)
    const before = residentBytes(pid)
    let highest = before
    for (let said = 0; said < longMessages * scale; said += talk.visitors.length) {
      for (const visitor of talk.visitors) visitor.client.sendText(`${visitor.name}:${said} ${longText}`)
      while (talk.visitors.some(({ shown }) => shown().some(({ delivery }) => delivery.status === 'sending'))) {
        await pause(5)
      }
      highest = Math.max(highest, residentBytes(pid))
    }
    const meanwhile = await ackTimes(talk, 60)
    const bytes = longMessages * scale * Buffer.byteLength(longText)
    slow.resume()
    const code = await Promise.race([closed, pause(20_000, 0)])

    const failures: string[] = []
    if (code !== tooSlow) failures.push(`The slow client was not cut with ${tooSlow}, but: ${code || 'not at all'}.`)
    if (highest - before > growthLimitBytes) {
      failures.push(`The server grew by ${Math.round((highest - before) / 1e6)} MB for ${Math.round(bytes / 1e6)} MB.`)
    }
    const verdict = await talk.verdict()
    return outcomeOf(verdict, {
      failures,
      notes: [
        `${Math.round(bytes / 1e6)} MB were said to a client that did not read; the server grew by ${Math.round((highest - before) / 1e6)} MB meanwhile`,
        `p99 of the others' acknowledgements ${meanwhile.toFixed(0)} ms, ${calm.toFixed(0)} ms before`,
      ],
    })
  },
}

async function ackTimes(talk: ReturnType<typeof startTalk>, count: number): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now()
    const id = talk.say(talk.visitors[i % talk.visitors.length] as (typeof talk.visitors)[number])
    while (!talk.acks.some((ack) => ack.id === id)) await pause(1)
    times.push(performance.now() - startedAt)
  }
  return percentile(times, 0.99)
}
