import { setTimeout as pause } from 'node:timers/promises'
import { publicOrigin } from '@youwen/load/rig/server'
import { type AgentClient, createAgentClient } from '@youwen/sdk/agent'
import { type Api, createApi } from '@youwen/sdk/api'
import { createMemoryStorage } from '@youwen/sdk/storage'
import { createVisitorClient, type VisitorClient } from '@youwen/sdk/visitor'
import fc from 'fast-check'
import { WebSocket as NodeWebSocket } from 'ws'
import { nothing, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'

type Step =
  | { readonly do: 'visitor says' | 'visitor reads' | 'visitor ends' | 'visitor drops' | 'breathe' }
  | {
      readonly do: 'agent says' | 'agent reads' | 'agent drops' | 'agent closes' | 'agent hands over'
      readonly agent: 0 | 1
    }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'visitor says' }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('visitor reads', 'visitor ends', 'visitor drops', 'breathe')
      .map((name): Step => ({ do: name })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('agent says', 'agent says', 'agent reads', 'agent drops', 'agent closes', 'agent hands over'),
        fc.constantFrom<0 | 1>(0, 1),
      )
      .map(([name, agent]): Step => ({ do: name, agent })),
  },
)

const agreeLimitMs = 15_000

export const f20: Proof = {
  id: 'F20',
  what: 'random acts of a visitor and two agents: who stayed sees what somebody sees who has just come',
  async run({ seconds }) {
    await using cluster = await startCluster({ agents: 2 })
    using talk = startTalk({ cluster, visitors: 0 })
    const { siteKey, agents: people } = cluster.company
    const sockets = new Map<string, NodeWebSocket>()
    const openWebSocket = (name: string) => (url: string) => {
      const node = cluster.urls[Math.floor(Math.random() * 2)] as string
      const socket = new NodeWebSocket(node.replace('http', 'ws') + new URL(url).pathname, { origin: publicOrigin })
      sockets.set(name, socket)
      return socket as unknown as WebSocket
    }
    const common = (name: string) => ({
      url: 'http://any.node',
      storage: createMemoryStorage(),
      openWebSocket: openWebSocket(name),
    })
    const openAgent = (name: string, agent: number) => {
      const client = createAgentClient({ ...common(name), token: people[agent]?.token as string })
      client.subscribe(() => {
        for (const id of client.state.inbox.keys()) client.open(id)
      })
      return client
    }
    const apis = people.map(({ token }) => createApi({ url: cluster.urls[0] as string, token }))

    let runs = 0
    let attempted = 0
    const failures: string[] = []
    const notes: string[] = []
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      runs++
      const visitor = createVisitorClient({ ...common('visitor'), site: siteKey, role: 'chat' })
      let token = ''
      visitor.on('token', (next) => {
        token = next
      })
      const desks = [openAgent('agent 0', 0), openAgent('agent 1', 1)]
      try {
        await until(() => [visitor, ...desks].every(({ state }) => state.connection.status === 'open'))
        for (const one of steps) {
          if (one.do === 'visitor says') attempted++
          await act(one, { visitor, desks, apis, people, drop: (name) => sockets.get(name)?.terminate() })
        }
        await agreed(visitor, desks, {
          visitor: () => createVisitorClient({ ...common('fresh'), site: siteKey, role: 'chat', token }),
          agent: (agent) => openAgent('fresh', agent),
        })
      } finally {
        for (const client of [visitor, ...desks]) client.close()
        await closeAll(apis)
      }
    })
    const details = await fc.check(property, {
      interruptAfterTimeLimit: seconds * 1_000,
      numRuns: 1_000,
      endOnFailure: true,
    })
    if (details.failed && details.counterexample) {
      failures.push(`seed ${details.seed}: ${JSON.stringify(details.counterexample[0])}: ${details.errorInstance}`)
    }
    notes.push(`${runs} random histories of up to 25 acts`)
    const stored = await talk.stored()
    return { ...nothing, attempted, acknowledged: attempted, read: stored.length, failures, notes }
  },
}

interface Stage {
  readonly visitor: VisitorClient
  readonly desks: readonly AgentClient[]
  readonly apis: readonly Api[]
  readonly people: readonly { readonly agentId: string }[]
  drop(name: string): void
}

async function act(step: Step, { visitor, desks, apis, people, drop }: Stage): Promise<void> {
  switch (step.do) {
    case 'visitor says':
      visitor.sendText(`访客说 ${Math.random()}`)
      return pause(15)
    case 'visitor reads':
      return visitor.read(visitor.state.conversation?.lastSeq ?? 0)
    case 'visitor ends':
      return visitor.end()
    case 'visitor drops':
      return drop('visitor')
    case 'breathe':
      return pause(100)
    case 'agent drops':
      return drop(`agent ${step.agent}`)
  }
  const desk = desks[step.agent] as AgentClient
  const mine = [...desk.state.inbox.values()].find(({ agentId }) => agentId === desk.state.agentId)
  if (!mine) return
  const { conversationId } = mine
  const api = apis[step.agent] as Api
  // A colleague, or the visitor, may have been faster: then the server says no, and that is right.
  const attempt = (asked: Promise<unknown>) =>
    asked.then(
      () => {},
      () => {},
    )
  switch (step.do) {
    case 'agent says':
      desk.sendText(conversationId, `客服说 ${Math.random()}`)
      return pause(15)
    case 'agent reads':
      return desk.read(conversationId, mine.lastSeq)
    case 'agent closes':
      return attempt(api.conversation.close({ conversationId }))
    case 'agent hands over': {
      const agentId = people[1 - step.agent]?.agentId as string
      return attempt(api.conversation.transfer({ conversationId, to: { agentId }, note: '' }))
    }
    default:
      step.do satisfies never
  }
}

/** Retries until everybody sees what a fresh client sees, and the figures that are told agree with the messages. */
async function agreed(
  visitor: VisitorClient,
  desks: readonly AgentClient[],
  fresh: { visitor(): VisitorClient; agent(agent: number): AgentClient },
) {
  const deadline = Date.now() + agreeLimitMs
  for (;;) {
    const newVisitor = fresh.visitor()
    const newDesks = desks.map((_, i) => fresh.agent(i))
    try {
      const everybody = [visitor, ...desks, ...newDesks, newVisitor]
      await until(() => everybody.every(({ state }) => state.connection.status === 'open'))
      await pause(300)
      const differences = [
        ...differs('visitor', visitorSees(visitor), visitorSees(newVisitor)),
        ...desks.flatMap((desk, i) => differs(`agent ${i}`, deskSees(desk), deskSees(newDesks[i] as AgentClient))),
      ]
      if (differences.length === 0) return
      if (Date.now() > deadline) throw new Error(differences.join('; '))
    } finally {
      for (const client of [...newDesks, newVisitor]) client.close()
    }
    await pause(200)
  }
}

function differs(who: string, stayed: unknown, came: unknown): string[] {
  const [a, b] = [JSON.stringify(stayed), JSON.stringify(came)]
  return a === b ? [] : [`${who} stayed: ${a}, came: ${b}`]
}

/** What can be compared: the messages of the conversation that goes on, and what is told of it. */
function visitorSees({ state }: VisitorClient) {
  const { conversation, messages, unread } = state
  return {
    conversation,
    unread,
    messages: messages
      .filter(({ conversationId }) => conversationId === null || conversationId === conversation?.conversationId)
      .map(({ id, seq, delivery }) => `${seq} ${id} ${delivery.status}`),
  }
}

function deskSees(client: AgentClient) {
  const rows = [...client.state.inbox.values()].sort((a, b) => (a.conversationId < b.conversationId ? -1 : 1))
  return rows.map((row) => ({
    row,
    messages: client.messages(row.conversationId).map(({ id, seq, delivery }) => `${seq} ${id} ${delivery.status}`),
  }))
}

async function closeAll(apis: readonly Api[]) {
  for (const api of apis) {
    const { items } = await api.conversation.list({ status: 'open' })
    await Promise.all(items.map(({ conversationId }) => api.conversation.close({ conversationId }).catch(() => {})))
  }
}

async function until(holds: () => boolean) {
  for (const deadline = Date.now() + 20_000; !holds(); await pause(10)) {
    if (Date.now() > deadline) throw new Error('Not everybody could connect.')
  }
}
