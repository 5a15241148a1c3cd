/**
 * A crowd: a process that plays many visitors, and the agents whom they talk to, with the SDK's own clients. Whoever is
 * dropped comes back as a page of ours does, because it is the same code. (The generator beside it is for figures in
 * which a client's own work would count.)
 */
import { createConnection } from '@youwen/sdk/connection'
import type { Attempt, Journal } from '../../../chaos/src/checker.ts'
import { offer } from '../rig/child.ts'
import { inTurns, pause, until } from '../rig/wait.ts'
import { createLines, type Line } from './lines.ts'
import { type Agent, createAgent, createVisitor, type Visitor } from './people.ts'

const lines = createLines()
let visitors: Visitor[] = []
let agents: Agent[] = []
/** Those of the visitors who are in a conversation. */
let speakers: Visitor[] = []
const attempts: Attempt[] = []
let isChatting = false

function say(visitor: Visitor) {
  const label = `${visitor.line.name}:${attempts.length}`
  attempts.push({ id: visitor.say(label), label, sender: visitor.line.name })
}

async function greeted(line: Line) {
  if (!(await until(() => line.isGreeted, 30_000))) throw new Error(`Nobody greeted ${line.name}.`)
}

function dropped(visitor: Visitor) {
  isChatting = false
  // Who was in the middle of it writes one more while there is no line.
  if (visitor.acks.length > 0) say(visitor)
}

const skills = {
  async gather(request: { url: string; site: string; visitors: number; tokens: readonly string[] }) {
    const { url, site, tokens } = request
    agents = tokens.map((token, i) => createAgent(lines, { url, token, name: `a${i}` }))
    for (const { line } of agents) await greeted(line)
    visitors = await inTurns(Array.from({ length: request.visitors }), 100, async (_, i) => {
      const visitor: Visitor = createVisitor(
        lines,
        { url, site, name: `v${i}` },
        { acknowledged: () => void (isChatting && say(visitor)), dropped: () => dropped(visitor) },
      )
      await greeted(visitor.line)
      return visitor
    })
  },

  /** The same connections to a server without a protocol: an echo greets whoever greets it. */
  async gatherBare({ url, count }: { url: string; count: number }) {
    await inTurns(Array.from({ length: count }), 100, async (_, i) => {
      const line = lines.add({ name: `v${i}`, heard() {}, dropped() {} })
      createConnection({
        url,
        role: 'visitor',
        hello: () => ({ type: 'welcome' }),
        frame() {},
        changed() {},
        openWebSocket: lines.openerFor(line),
      }).start()
      await greeted(line)
    })
  },

  /** The first so many visitors say a first word, which opens their conversations; resolves when all are answered for. */
  async begin({ count }: { count: number }) {
    speakers = visitors.slice(0, count)
    await inTurns(speakers, 50, async (visitor) => {
      say(visitor)
      if (!(await until(() => visitor.acks.length > 0, 30_000))) throw new Error(`Nobody answers ${visitor.line.name}.`)
    })
  },

  /** Everybody in a conversation talks without a pause, and goes on after this has returned. */
  async chatter({ ms }: { ms: number }) {
    isChatting = true
    for (const speaker of speakers) say(speaker)
    await pause(ms)
  },

  brace: () => lines.brace(),
  cut: () => lines.cut(),

  /** Resolves when everybody is back, or when it takes too long. */
  async back({ limitMs }: { limitMs: number }) {
    await until(lines.isEverybodyBack, limitMs)
    return lines.report()
  },

  /** What visitors were told about themselves when they came back. */
  identities() {
    const changed = visitors.filter(({ greetings: [first, ...later] }) =>
      later.some(({ visitorId }) => visitorId !== first?.visitorId),
    ).length
    const restarted = speakers.filter(({ greetings: [_, ...later] }) => later.some(({ resumed }) => !resumed)).length
    return { changed, restarted }
  },

  /** Waits until everything said is acknowledged; how much is not. */
  async settle({ limitMs }: { limitMs: number }) {
    const unsent = () => speakers.reduce((sum, speaker) => sum + speaker.unsent(), 0)
    await until(() => unsent() === 0, limitMs)
    return unsent()
  },

  journal(): Journal {
    const people = [...speakers, ...agents]
    const shown = new Map(people.map((person) => [person.line.name, person.shown()]))
    const own = new Map(attempts.map(({ id, sender }) => [id, sender]))
    const kept = speakers.flatMap(({ line }) => shown.get(line.name) ?? []).filter(({ id }) => own.has(id))
    return {
      attempts,
      // What a client shows as sent was promised to its sender, also when the welcome brought it and not an ack.
      acks: [...speakers.flatMap(({ acks }) => acks), ...kept],
      views: [...shown].map(([reader, messages]) => ({ reader, messages })),
      news: people.map(({ line, news }) => ({ reader: line.name, messages: news })),
    }
  },
}
export type Crowd = typeof skills

offer(skills)
