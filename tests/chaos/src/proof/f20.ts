import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { publicOrigin } from '@youwen/load/rig/server'
import { type AgentClient, createAgentClient } from '@youwen/sdk/agent'
import { type Api, createApi } from '@youwen/sdk/api'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { createMemoryStorage } from '@youwen/sdk/storage'
import { createVisitorClient, type VisitorClient } from '@youwen/sdk/visitor'
import fc from 'fast-check'
import { WebSocket as NodeWebSocket } from 'ws'
import { nothing, type Proof } from '../proof.ts'
import { type Cluster, startCluster } from '../rig/cluster.ts'
import { startTalk } from '../rig/talk.ts'
import { act, type Stage, secretWords, step } from './f20/acts.ts'
import { type Board, createBoard, freshBoard, type Shown } from './f20/board.ts'
import { miscounted } from './f20/figures.ts'

const agreeLimitMs = 15_000

export const f20: Proof = {
  id: 'F20',
  what: 'random acts of a visitor and two agents (talk, read, recall, notes, hand over, classes, tickets, appointments): who stayed sees what somebody sees who has just come',
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

    const classIds = await addClasses(cluster)
    const templateId = await addTemplate(cluster)
    const tickets: Stage['tickets'] = people.map(() => new Set())
    const appointments: Stage['appointments'] = people.map(() => new Set())

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
        const drop = (name: string) => sockets.get(name)?.terminate()
        const newTickets = new Set<string>()
        const newAppointments = people.map(() => new Set<string>())
        const boards = desks.map((desk, agent) => createBoard(desk, apis[agent] as Api))
        const things = { tickets, newTickets, templateId, appointments, newAppointments }
        const stage: Stage = { visitor, desks, apis, people, classIds, ...things, drop }
        const shownTo = (agent: number) => ({ tickets: newTickets, appointments: newAppointments[agent] ?? [] })
        for (const [at, one] of steps.entries()) {
          if (one.do === 'visitor says') attempted++
          await act(one, stage)
          // A screen is looked at while things happen: from then on it lives by what it is told.
          if (at % 3 === 0) await Promise.all(boards.map((board, agent) => board.sees(shownTo(agent))))
        }
        await agreed(
          cluster,
          { ...stage, boards, shownTo },
          {
            visitor: () => createVisitorClient({ ...common('fresh'), site: siteKey, role: 'chat', token }),
            agent: (agent) => openAgent('fresh', agent),
          },
        )
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
    for (const [agent, api] of apis.entries()) {
      const kept = await ticketsOf(api)
      const lost = [...(tickets[agent] ?? [])].filter((ticketId) => !kept.has(ticketId))
      if (lost.length > 0) failures.push(`${lost.length} tickets of agent ${agent} are lost`)
      const held = await appointmentsOf(api)
      const gone = [...(appointments[agent] ?? [])].filter((appointmentId) => !held.has(appointmentId))
      if (gone.length > 0) failures.push(`${gone.length} appointments of agent ${agent} are lost`)
    }
    const count = (made: readonly Set<string>[]) => made.reduce((sum, { size }) => sum + size, 0)
    notes.push(`${count(tickets)} tickets and ${count(appointments)} appointments made`)
    notes.push(`${runs} random histories of up to 25 acts`)
    const stored = await talk.stored()
    return { ...nothing, attempted, acknowledged: attempted, read: stored.length, failures, notes }
  },
}

/** Retries until everybody sees what a fresh client sees, and the figures that are told agree with the messages. */
async function agreed(
  cluster: Cluster,
  {
    visitor,
    desks,
    boards,
    apis,
    shownTo,
  }: Stage & {
    readonly boards: readonly Board[]
    shownTo(agent: number): Shown
  },
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
        ...(await miscounted(cluster, visitor, desks)),
      ]
      for (const [i, board] of boards.entries()) {
        const shown = shownTo(i)
        const came = await freshBoard(apis[i] as Api, shown)
        differences.push(...differs(`tickets and appointments of agent ${i}`, await board.sees(shown), came))
      }
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
    // Of who is told what he must not know, it is said that he knows it.
    knowsSecrets:
      JSON.stringify(state).includes(secretWords) || /"transfer_(asked|declined)/.test(JSON.stringify(state)),
    messages: messages
      .filter(({ conversationId }) => conversationId === null || conversationId === conversation?.conversationId)
      .map(lineOf),
  }
}

function deskSees(client: AgentClient) {
  const rows = [...client.state.inbox.values()].sort((a, b) => (a.conversationId < b.conversationId ? -1 : 1))
  return {
    offers: client.state.offers.map(({ transferId }) => transferId),
    marks: [...client.state.marks.values()].sort((a, b) => (a.conversationId < b.conversationId ? -1 : 1)),
    mentions: client.state.mentions.map(({ conversationId, seq }) => `${conversationId} ${seq}`),
    rows: rows.map((row) => ({ row, messages: client.messages(row.conversationId).map(lineOf) })),
  }
}

const lineOf = ({ id, seq, delivery, body }: ShownMessage) => `${seq} ${id} ${delivery.status} ${wordsOf(body)}`

function wordsOf(body: ShownMessage['body']): string {
  switch (body.type) {
    case 'text':
    case 'note':
      return body.text
    // What its sender was shown before the server had it is what the server made of it.
    case 'appointment':
      return JSON.stringify({ ...body }, Object.keys(body).sort())
    default:
      return body.type
  }
}

async function addClasses({ database, company: { companyId } }: Cluster): Promise<string[]> {
  const classIds = [randomUUID(), randomUUID(), randomUUID()]
  await database.db.company(companyId, ({ q }) =>
    q
      .insertInto('conversation_class')
      .values(
        classIds.map((class_id, position) => ({
          company_id: companyId,
          class_id,
          name: `类 ${position}`,
          colour: '#3366cc',
          position,
        })),
      )
      .execute(),
  )
  return classIds
}

async function addTemplate({ database, company: { companyId } }: Cluster): Promise<string> {
  const templateId = randomUUID()
  await database.db.company(companyId, ({ q }) =>
    q
      .insertInto('appointment_template')
      .values({
        company_id: companyId,
        template_id: templateId,
        name: '量尺',
        style: 'sky',
        title: '量尺',
        place: '一楼',
        address: '',
        telephone: '',
        notice: '',
        fields: '[]',
        position: 0,
      })
      .execute(),
  )
  return templateId
}

async function appointmentsOf(api: Api): Promise<Set<string>> {
  const found = new Set<string>()
  for (let cursor: string | undefined; ; ) {
    const page = await api.appointment.list({ view: 'mine', limit: 100, cursor })
    for (const { appointmentId } of page.items) found.add(appointmentId)
    if (page.next === null) return found
    cursor = page.next
  }
}

async function ticketsOf(api: Api): Promise<Set<string>> {
  const found = new Set<string>()
  for (let cursor: string | undefined; ; ) {
    const page = await api.ticket.list({ view: 'created', limit: 100, cursor })
    for (const { ticketId } of page.items) found.add(ticketId)
    if (page.next === null) return found
    cursor = page.next
  }
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
