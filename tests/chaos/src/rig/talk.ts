import { setTimeout as pause } from 'node:timers/promises'
import type { Message } from '@youwen/contract'
import { publicOrigin } from '@youwen/load/rig/server'
import { type AgentClient, createAgentClient } from '@youwen/sdk/agent'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { createMemoryStorage } from '@youwen/sdk/storage'
import { createVisitorClient, type VisitorClient } from '@youwen/sdk/visitor'
import { sql } from 'kysely'
import { WebSocket as NodeWebSocket } from 'ws'
import { type Attempt, check, type Journal, type Position, type Seen, type Verdict } from '../checker.ts'
import type { Cluster } from './cluster.ts'

export interface TalkOptions {
  readonly cluster: Pick<Cluster, 'company' | 'database' | 'urls'>
  readonly visitors: number
  /** Where a client connects, asked anew each time. Left out: to any node. */
  readonly addressOf?: (client: string) => string
}

interface Speaker {
  readonly name: string
  readonly isVisitor: boolean
  readonly news: (Position & { id: string })[]
  speak(label: string): string | undefined
  shown(): readonly ShownMessage[]
  isOpen(): boolean
  close(): void
}

const settleLimitMs = 45_000
const watchEveryMs = 5_000

export interface Settled extends Verdict {
  /** From the call until everybody had everything. */
  readonly settledMs: number
  /** How much of that was after everybody was connected and everything acknowledged: what being told took. */
  readonly toldMs: number
  /** What was still missing every few seconds until then. */
  readonly waits: readonly string[]
}

/** Visitors and agents who talk through the SDK, and write down what they tried, were promised and were shown. */
export function startTalk({ cluster, visitors: count, addressOf }: TalkOptions) {
  const { company } = cluster
  const attempts: Attempt[] = []
  const acks: (Position & { id: string })[] = []
  let saying: NodeJS.Timeout | undefined
  const own = new Set<string>()
  let labels = 0

  const anyNode = () => cluster.urls[Math.floor(Math.random() * cluster.urls.length)] as string
  const openWebSocket = (client: string) => (url: string) => {
    const address = (addressOf?.(client) ?? anyNode()).replace('http', 'ws')
    const socket = new NodeWebSocket(address + new URL(url).pathname, {
      origin: publicOrigin,
      perMessageDeflate: false,
    })
    socket.on('message', (data) => {
      const text = String(data)
      if (!text.startsWith('{"type":"ack"')) return
      const { id, conversationId, seq } = JSON.parse(text)
      acks.push({ id, conversationId, seq })
    })
    return socket as unknown as WebSocket
  }
  const common = (name: string) => ({
    url: 'http://any.node',
    storage: createMemoryStorage(),
    openWebSocket: openWebSocket(name),
  })
  const noted = (news: Speaker['news']) => (message: Message) =>
    void news.push({ id: message.id, conversationId: message.conversationId, seq: message.seq })

  const visitors: (Speaker & { readonly client: VisitorClient })[] = Array.from({ length: count }, (_, i) => {
    const name = `v${i}`
    const client = createVisitorClient({ ...common(name), site: company.siteKey, role: 'chat' })
    const news: Speaker['news'] = []
    client.on('message', noted(news))
    return {
      name,
      isVisitor: true,
      client,
      news,
      speak: (label) => client.sendText(label),
      shown: () => client.state.messages,
      isOpen: () => client.state.connection.status === 'open',
      close: () => client.close(),
    }
  })

  const agents: (Speaker & { readonly client: AgentClient })[] = company.agents.map(({ token }, i) => {
    const name = `a${i}`
    const client = createAgentClient({ ...common(name), token })
    const news: Speaker['news'] = []
    client.on('message', noted(news))
    client.subscribe(() => {
      for (const conversationId of client.state.inbox.keys()) client.open(conversationId)
    })
    return {
      name,
      isVisitor: false,
      client,
      news,
      speak(label) {
        const open = [...client.state.opened.keys()]
        const conversationId = open[Math.floor(Math.random() * open.length)]
        return conversationId && client.sendText(conversationId, label)
      },
      shown: () => [...client.state.opened.keys()].flatMap((id) => client.messages(id)),
      isOpen: () => client.state.connection.status === 'open',
      close: () => client.close(),
    }
  })
  const everybody: readonly Speaker[] = [...visitors, ...agents]

  const say = (speaker: Speaker, more = '') => {
    const label = `${speaker.name}:${++labels}${more}`
    const id = speaker.speak(label)
    if (id) {
      attempts.push({ id, label, sender: speaker.name })
      own.add(id)
    }
    return id
  }

  const journal = (): Journal => ({
    attempts,
    // A message that a client shows as sent was promised to its sender, also when the welcome brought it and not an ack.
    acks: [...acks, ...everybody.flatMap(({ shown }) => shown().flatMap(seen)).filter(({ id }) => own.has(id))],
    views: everybody.map(({ name, isVisitor, shown }) => ({
      reader: name,
      isVisitor,
      messages: shown().flatMap(seen),
    })),
    news: everybody.map(({ name, news }) => ({ reader: name, messages: news })),
  })

  const stored = async (): Promise<Seen[]> => {
    const { rows } = await cluster.database.db.all(({ q }) =>
      sql<{ message_id: string; conversation_id: string; seq: number; label: string | null; is_internal: boolean }>`
        select message_id, conversation_id, seq, body->>'text' as label,
          body->>'type' = 'note' or coalesce(body->>'event', '') like 'transfer\\_%' as is_internal
        from conversation_message where company_id = ${company.companyId}`.execute(q),
    )
    return rows.map(({ message_id: id, conversation_id: conversationId, seq, label, is_internal: isInternal }) => ({
      id,
      conversationId,
      seq,
      label: label ?? id,
      isInternal,
    }))
  }

  const whatIsMissing = (afterMs: number, { examples }: Verdict) => {
    const away = everybody.filter(({ isOpen }) => !isOpen())
    const unsent = everybody.filter(({ shown }) => shown().some(({ delivery }) => delivery.status === 'sending'))
    const names = (those: readonly Speaker[]) => those.slice(0, 5).map(({ name }) => name)
    return (
      `after ${Math.round(afterMs / 1_000)} s: ${away.length} not connected ${names(away)}, ` +
      `${unsent.length} with unsent words ${names(unsent)}${examples[0] ? `, ${examples[0]}` : ''}`
    )
  }

  return {
    visitors,
    agents,
    attempts,
    acks,
    say,
    stored,
    journal,

    /** Everybody is greeted. */
    async connected(limitMs = 30_000) {
      for (const deadline = Date.now() + limitMs; !everybody.every(({ isOpen }) => isOpen()); await pause(20)) {
        if (Date.now() > deadline) throw new Error('Not everybody could connect.')
      }
    },

    /** Every visitor says a first word, and every conversation is on an agent's screen. */
    async begun(limitMs = 60_000) {
      for (const visitor of visitors) say(visitor)
      const open = () => agents.reduce((sum, { client }) => sum + client.state.opened.size, 0)
      for (const deadline = Date.now() + limitMs; open() < visitors.length; await pause(20)) {
        if (Date.now() > deadline) throw new Error(`Only ${open()} of ${visitors.length} conversations were opened.`)
      }
    },

    /** From now on somebody says something `perSecond` times, two of three times a visitor. */
    keepTalking(perSecond: number) {
      let owed = 0
      let last = performance.now()
      saying = setInterval(() => {
        const now = performance.now()
        owed += ((now - last) / 1_000) * perSecond
        last = now
        for (; owed >= 1; owed--) {
          const those = Math.random() < 2 / 3 ? visitors : agents
          say(those[Math.floor(Math.random() * those.length)] as Speaker)
        }
      }, 10)
    },

    fallSilent() {
      clearInterval(saying)
    },

    /**
     * Waits until everybody has everything, or until the patience of a person is over: what a connected reader was not
     * shown by then counts as lost.
     */
    async verdict(): Promise<Settled> {
      const startedAt = performance.now()
      const waits: string[] = []
      let completeMs: number | undefined
      for (;;) {
        const isSent = everybody.every(({ shown }) => shown().every(({ delivery }) => delivery.status !== 'sending'))
        const verdict = check(journal(), await stored())
        const settledMs = performance.now() - startedAt
        const isWhole = verdict.lost + verdict.duplicated + verdict.reordered === 0
        if (isSent && everybody.every(({ isOpen }) => isOpen())) completeMs ??= settledMs
        else completeMs = undefined
        if ((isSent && isWhole) || settledMs > settleLimitMs) {
          return { ...verdict, settledMs, toldMs: settledMs - (completeMs ?? settledMs), waits }
        }
        if (settledMs > (waits.length + 1) * watchEveryMs) waits.push(whatIsMissing(settledMs, verdict))
        await pause(100)
      }
    },

    [Symbol.dispose]() {
      clearInterval(saying)
      for (const { close } of everybody) close()
    },
  }
}
export type Talk = ReturnType<typeof startTalk>

/** As the checker compares it; what is still on its way has no place yet. */
function seen({ id, conversationId, seq, body }: ShownMessage): Seen[] {
  if (conversationId === null || seq === null) return []
  return [{ id, conversationId, seq, label: body.type === 'text' ? body.text : id }]
}
