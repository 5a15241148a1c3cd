import { setTimeout as pause } from 'node:timers/promises'
import { publicOrigin } from '@youwen/load/rig/server'
import { percentile } from '@youwen/load/rig/statistics'
import { WebSocket as NodeWebSocket } from 'ws'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk, type Talk } from '../rig/talk.ts'

/** Long messages fill what lies between a server and a client that does not read: kernel buffers first. */
const longText = '慢'.repeat(3_900)
const longMessages = 5_000
/** Or torn down, when the goodbye did not get through to him for five seconds either. */
const cutCodes = [4413, 1006]

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

    const url = cluster.urls[0] ?? ''
    const count = Math.ceil(longMessages * scale)
    // What a first round makes the heap grow by is no matter of anybody's reading.
    await sayLong(talk, Math.ceil(count / 4), url)
    const calm = { held: await sayLong(talk, count, url), p99: await ackTimes(talk, 60) }

    // A second window of the same agent: it says hello, then its socket is not read any more.
    const slow = new NodeWebSocket(`${url.replace('http', 'ws')}/realtime/agent`, { origin: publicOrigin })
    const closed = new Promise<number>((resolve) => slow.once('close', resolve))
    await new Promise((resolve, reject) => slow.once('open', resolve).once('error', reject))
    slow.send(JSON.stringify({ type: 'hello', protocol: 1, token: agent.token }))
    await new Promise((resolve) => slow.once('message', resolve))
    slow.pause()

    const meanwhile = { held: await sayLong(talk, count, url), p99: await ackTimes(talk, 60) }
    slow.resume()
    const code = await Promise.race([closed, pause(20_000, 0)])

    const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
    const queuedBytes = count * Buffer.byteLength(longText)
    const queued = megabytes(queuedBytes)
    const growth = meanwhile.held - calm.held
    const failures: string[] = []
    if (!cutCodes.includes(code)) failures.push(`The slow client was not cut, but: ${code || 'not at all'}.`)
    // Who keeps it for the client holds all of it; half is far from both.
    if (growth > queuedBytes / 2) failures.push(`The server held ${megabytes(growth)} more for ${queued}.`)
    const verdict = await talk.verdict()
    return outcomeOf(verdict, {
      failures,
      notes: [
        `${queued} for a client that did not read: the server held ${megabytes(growth)} more than in the same talk without it`,
        `p99 of the others' acknowledgements ${meanwhile.p99.toFixed(0)} ms, ${calm.p99.toFixed(0)} ms without it`,
      ],
    })
  },
}

/**
 * Everybody says long words in turn; answers how much memory the server could not do without towards the end, in bytes: the
 * least that it was seen to use, since what is garbage comes and goes.
 */
async function sayLong(talk: Talk, count: number, url: string): Promise<number> {
  let held = Number.POSITIVE_INFINITY
  for (let said = 0; said < count; said += talk.visitors.length) {
    for (const visitor of talk.visitors) talk.say(visitor, longText)
    while (talk.visitors.some(({ shown }) => shown().some(({ delivery }) => delivery.status === 'sending'))) {
      await pause(5)
    }
    if (said > count / 2) held = Math.min(held, await memoryOf(url))
  }
  return held
}

async function memoryOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const read = (name: string) => {
    const value = Number(new RegExp(`^youwen_${name} (\\S+)$`, 'm').exec(text)?.[1])
    if (Number.isNaN(value)) throw new Error(`The server does not say its ${name}.`)
    return value
  }
  return read('nodejs_heap_size_used_bytes') + read('nodejs_external_memory_bytes')
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
