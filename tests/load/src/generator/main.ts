/**
 * The load generator: a process of its own that plays visitors and agents with raw frames of the SDK's protocol. It reads
 * frames by their first bytes instead of parsing them, so that a bench measures the server and not its own JSON.
 */
import { WebSocket } from 'ws'
import { offer } from '../rig/child.ts'
import { percentile } from '../rig/statistics.ts'
import { inTurns, pause, until } from '../rig/wait.ts'
import { createLedger, idOf } from './ledger.ts'

/** What a visitor says: about as long as what people write. */
const text = '你好,请问这款三人沙发的布套可以拆下来洗吗?颜色还有别的选择吗?大概几天能送到杭州?'
export const sendFrame = (number: number) =>
  `{"type":"send","id":"${idOf(number)}","body":{"type":"text","text":"${text}"}}`

/** Where the id's tail is in the frames that matter, by the letter after `{"type":"`. */
const tails = {
  a: '{"type":"ack","id":"'.length + 24,
  s: '{"type":"send","id":"'.length + 24,
  m: '{"type":"message","message":{"id":"'.length + 24,
}
const letterAt = '{"type":"'.length
const tailLength = 12

interface Line {
  readonly socket: WebSocket
  /** Called when one of its messages was acknowledged. */
  acknowledged: (() => void) | undefined
}

let ledger = createLedger(1)
let visitors: Line[] = []
let agents: WebSocket[] = []
let refused = 0
let closed = 0
let latencies: number[] | undefined

const letterOf = (data: Buffer) => String.fromCharCode(data[letterAt] as number)
const numberIn = (data: Buffer, at: number) => Number.parseInt(data.toString('latin1', at, at + tailLength), 16)

function visitorHears(data: Buffer, line: Line) {
  const letter = letterOf(data)
  if (letter === 'a' || letter === 's') {
    const took = ledger.ack(numberIn(data, tails[letter]), performance.now())
    if (took === undefined) return
    latencies?.push(took)
    line.acknowledged?.()
  } else if (letter === 'r' && data.includes('"refused"')) refused++
}

function agentHears(data: Buffer) {
  if (letterOf(data) === 'm') ledger.receive(numberIn(data, tails.m))
}

/** Opens a socket, says hello, and resolves with the greeting. A target without a protocol greets nobody. */
function connect(url: string, origin: string, hello: object | null, heard: (data: Buffer) => void) {
  return new Promise<WebSocket>((resolve, reject) => {
    const socket = new WebSocket(url, { origin, perMessageDeflate: false })
    socket.on('error', reject)
    socket.on('close', (code) => {
      closed++
      reject(new Error(`closed with ${code}`))
    })
    socket.once('open', () => {
      if (!hello) {
        socket.on('message', heard)
        return resolve(socket)
      }
      socket.once('message', () => {
        socket.on('message', heard)
        resolve(socket)
      })
      socket.send(JSON.stringify({ type: 'hello', protocol: 1, ...hello }))
    })
  })
}

function say(line: Line, at = performance.now()) {
  line.socket.send(sendFrame(ledger.next(at)))
}

const skills = {
  async connectAgents({ url, origin, tokens }: { url: string; origin: string; tokens: string[] }) {
    agents = await inTurns(tokens, 20, (token) => connect(`${url}/realtime/agent`, origin, { token }, agentHears))
  },

  async connectVisitors(request: { url: string; origin: string; site: string | null; role: string; count: number }) {
    const { url, origin, site, role, count } = request
    const path = site === null ? '' : '/realtime/visitor'
    const page = { url: 'https://shop.example/sofa', title: '三人沙发', referrer: 'https://www.baidu.com/' }
    const more = await inTurns(Array.from({ length: count }), 100, async () => {
      const line: Line = { socket: undefined as unknown as WebSocket, acknowledged: undefined }
      const hello = site === null ? null : { site, role, page }
      const socket = await connect(url + path, origin, hello, (data) => visitorHears(data, line))
      return Object.assign(line, { socket })
    })
    visitors = visitors.concat(more)
    return visitors.length
  },

  /** Everybody says a first word, which opens the conversations. */
  async begin({ capacity }: { capacity: number }) {
    ledger = createLedger(capacity)
    await inTurns(visitors, 50, (line) => {
      const answered = new Promise<void>((resolve) => {
        line.acknowledged = resolve
      })
      say(line)
      return answered
    })
    for (const line of visitors) line.acknowledged = undefined
  },

  /** As much as goes: each visitor has `window` messages on their way, all the time. */
  async flood({ window, warmupMs, measureMs }: { window: number; warmupMs: number; measureMs: number }) {
    let isOn = true
    for (const line of visitors) {
      line.acknowledged = () => {
        if (isOn) say(line)
      }
      for (let i = 0; i < window; i++) say(line)
    }
    await pause(warmupMs)
    const before = { at: performance.now(), acked: ledger.acked, received: ledger.received }
    latencies = []
    await pause(measureMs)
    const seconds = (performance.now() - before.at) / 1_000
    const result = {
      ackedPerSecond: (ledger.acked - before.acked) / seconds,
      receivedPerSecond: (ledger.received - before.received) / seconds,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    }
    isOn = false
    latencies = undefined
    await skills.settle()
    return result
  },

  /** A fixed number of messages a second, evenly, from visitors in turn, whether or not the server keeps up. */
  async pace({ perSecond, warmupMs, measureMs }: { perSecond: number; warmupMs: number; measureMs: number }) {
    for (const line of visitors) line.acknowledged = undefined
    const startedAt = performance.now()
    const total = Math.round(((warmupMs + measureMs) / 1_000) * perSecond)
    for (let said = 0; said < total; await pause(1)) {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond))
      for (; said < due; said++) {
        const at = startedAt + (said / perSecond) * 1_000
        if (at - startedAt > warmupMs) latencies ??= []
        // Since when it should have left: a generator that is late does not make the server look fast.
        say(visitors[said % visitors.length] as Line, at)
      }
    }
    await skills.settle()
    const measured = latencies ?? []
    latencies = undefined
    return {
      messages: measured.length,
      p50Ms: percentile(measured, 0.5),
      p99Ms: percentile(measured, 0.99),
      maxMs: percentile(measured, 1),
    }
  },

  /** Waits for what is on its way, then tells what was lost or doubled. */
  async settle() {
    await until(() => ledger.acked + refused >= ledger.sent, 20_000)
    if (agents.length > 0) await until(() => ledger.received >= ledger.acked, 10_000)
    return { sent: ledger.sent, acked: ledger.acked, received: ledger.received, refused, closed, ...ledger.verdict() }
  },

  close() {
    for (const { socket } of visitors) socket.terminate()
    for (const socket of agents) socket.terminate()
    visitors = []
    agents = []
    refused = 0
    closed = 0
  },
}

export type Generator = typeof skills

offer(skills)
