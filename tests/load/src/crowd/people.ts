import type { Message } from '@youwen/contract'
import { createAgentClient } from '@youwen/sdk/agent'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { createMemoryStorage } from '@youwen/sdk/storage'
import { createVisitorClient } from '@youwen/sdk/visitor'
import type { Seen } from '../../../chaos/src/checker.ts'
import type { createLines } from './lines.ts'

type Lines = ReturnType<typeof createLines>

/** Whom a welcome took somebody for, and whether it went on from where he was. */
interface Greeting {
  readonly visitorId: string
  readonly resumed: boolean
}

const page = { url: 'https://shop.example/sofa', title: '三人沙发', referrer: 'https://www.baidu.com/' }

/** A visitor with the SDK's client. What he says next is up to `acknowledged` and `dropped`. */
export function createVisitor(
  lines: Lines,
  { url, site, name }: { url: string; site: string; name: string },
  on: { acknowledged(): void; dropped(): void },
) {
  const greetings: Greeting[] = []
  const acks: Omit<Seen, 'label'>[] = []
  const news: Omit<Seen, 'label'>[] = []
  const line = lines.add({
    name,
    heard(frame) {
      if (frame.startsWith('{"type":"welcome"')) {
        const { visitorId, resumed } = JSON.parse(frame)
        greetings.push({ visitorId, resumed })
      } else if (frame.startsWith('{"type":"ack"')) {
        const { id, conversationId, seq } = JSON.parse(frame)
        acks.push({ id, conversationId, seq })
        // The client hears of it after us.
        setImmediate(on.acknowledged)
      }
    },
    dropped: () => void setImmediate(on.dropped),
  })
  const client = createVisitorClient({
    url,
    site,
    role: 'chat',
    page,
    storage: createMemoryStorage(),
    openWebSocket: lines.openerFor(line),
  })
  client.on('message', (message) => void news.push(placeOf(message)))
  return {
    line,
    greetings,
    acks,
    news,
    say: (text: string) => client.sendText(text),
    shown: () => client.state.messages.flatMap(seen),
    unsent: () => client.state.messages.filter(({ delivery }) => delivery.status !== 'sent').length,
    close: () => client.close(),
  }
}
export type Visitor = ReturnType<typeof createVisitor>

/** An agent with the SDK's client, who has every conversation of his list on the screen. */
export function createAgent(lines: Lines, { url, token, name }: { url: string; token: string; name: string }) {
  const news: Omit<Seen, 'label'>[] = []
  const line = lines.add({ name, heard() {}, dropped() {} })
  const client = createAgentClient({
    url,
    token,
    storage: createMemoryStorage(),
    openWebSocket: lines.openerFor(line),
  })
  client.on('message', (message) => void news.push(placeOf(message)))
  client.subscribe(() => {
    for (const conversationId of client.state.inbox.keys()) client.open(conversationId)
  })
  return {
    line,
    news,
    shown: () => [...client.state.opened.keys()].flatMap((id) => client.messages(id).flatMap(seen)),
    close: () => client.close(),
  }
}
export type Agent = ReturnType<typeof createAgent>

const placeOf = ({ id, conversationId, seq }: Message) => ({ id, conversationId, seq })

/** What is on its way has no place yet. */
function seen({ id, conversationId, seq, body }: ShownMessage): Seen[] {
  if (conversationId === null || seq === null) return []
  return [{ id, conversationId, seq, label: body.type === 'text' ? body.text : id }]
}
