import { builtInRoles, type DataScope, type Permission, type RobotReceives } from '@youwen/contract'
import { sql } from 'kysely'
import pino from 'pino'
import { v7 as newId } from 'uuid'
import type { Bus } from '../../platform/bus/index.ts'
import { createDb } from '../../platform/db/index.ts'
import { createEvents } from '../../platform/events/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import { testDatabase } from '../../testing/database.ts'
import { createRouting } from '../routing/index.ts'
import {
  type Collaborators,
  createConversations,
  loadByAgent,
  type Opener,
  type TransferExpiry,
  wishesOfQueue,
} from './index.ts'

interface TestAgent {
  readonly agentId: string
  capacity: number
  isOnline: boolean
  groupIds: string[]
  lastAssignedAt: Date | null
}

const silent = pino({ level: 'silent' })

/** Nodes in one process: what one publishes the others hear, at once or not at all. */
function createSharedBus() {
  const nodes = new Set<Map<string, Set<(payload: string) => void>>>()
  const bus = { isCut: false }
  return Object.assign(bus, {
    join(): Bus {
      const mine = new Map<string, Set<(payload: string) => void>>()
      nodes.add(mine)
      return {
        isAlone: false,
        isConnected: true,
        publish(subject, payload) {
          if (bus.isCut) return
          for (const node of nodes) if (node !== mine) for (const handler of node.get(subject) ?? []) handler(payload)
        },
        subscribe(subject, handler) {
          const handlers = mine.get(subject) ?? new Set()
          mine.set(subject, handlers.add(handler))
          return () => handlers.delete(handler)
        },
        settled: async () => {},
        onGap: () => () => {},
        [Symbol.asyncDispose]: async () => {},
      } as Bus
    },
  })
}

/** A company with a site, agents and visitors, served by any number of nodes on one database. */
export async function createWorld({ nodeCount = 1 }: { nodeCount?: number } = {}) {
  const database = await testDatabase()
  const companyId = newId()
  const siteId = newId()
  const styleId = newId()
  await database.db.all(async (tx) => {
    await sql`insert into company (company_id, code, name) values (${companyId}, ${`c-${companyId}`}, 'Test')`.execute(
      tx.q,
    )
  })

  const agents = new Map<string, TestAgent>()
  /** What a job would end when its time is up. */
  const expiries: TransferExpiry[] = []
  const bus = createSharedBus()
  const robot = {
    receives: 'never' as RobotReceives,
    standsInFor: new Set<string>(),
    waitLimitMs: null as number | null,
  }

  const collaborators: Collaborators = {
    attach: async () => {
      throw new Error('No files here.')
    },
    withdraw: async () => {},
    visitors: async (_, ids) =>
      new Map(
        ids.map((id) => [
          id,
          {
            name: '',
            region: { country: '中国', province: '浙江', city: '杭州', isp: '' },
            terminal: 'desktop',
            isOnline: true,
          },
        ]),
      ),
    visit: async () => undefined,
    latestVisit: async () => undefined,
    cardFacts: async () => ({ hasCard: false, hasPhone: false }),
    timeZone: async () => 'Asia/Shanghai',
    siteName: async () => '官网',
    styleName: async () => '默认风格',
    agentProfiles: async (_, ids) => new Map(ids.map((id) => [id, { agentId: id, name: id, avatarUrl: null }])),
    scopeOf: async (agent) => ({
      agentId: agent.agentId,
      all: agent.dataScope === 'all',
      agentIds: [agent.agentId],
      groupIds: [],
      queue: agent.permissions.has('conversation.serve'),
    }),
    receiver: async (_tx, _company, agentId) => {
      const agent = agents.get(agentId)
      return agent && { ...agent, mayBeAsked: agent.isOnline, isPresent: agent.isOnline }
    },
    closing: async () => {},
    groupExists: async () => true,
    appointments: {
      body: async () => {
        throw new Error('No appointments here.')
      },
      said: async () => {},
    },
    expireLater: async (_tx, expiry) => void expiries.push(expiry),
    words: {
      isClear: () => true,
      look: async () => ({ kind: 'clear' }),
      keep: async () => {},
      preview: async (_, text) => text,
    },
    robot: {
      receives: async () => robot.receives,
      isAttended: async () => [...agents.values()].some(({ isOnline }) => isOnline),
      standsInFor: async (_tx, _company, agentId) => robot.standsInFor.has(agentId),
      waitLimitMs: async () => robot.waitLimitMs,
    },
  }

  function createNode() {
    const events = createEvents({ log: silent })
    const db = createDb({ url: database.url, poolSize: 8, onCommit: (committed) => events.publish(committed) })
    const published: { topics: readonly string[]; frame: { type: string } & Record<string, unknown> }[] = []
    const publish = (topics: readonly string[], frame: object | string) =>
      void published.push({ topics, frame: typeof frame === 'string' ? JSON.parse(frame) : structuredClone(frame) })
    const routing = createRouting({
      candidates: async (_, demand) =>
        [...agents.values()].filter(
          (agent) => agent.isOnline && (!demand.groupId || agent.groupIds.includes(demand.groupId)),
        ),
      loads: loadByAgent,
      waiting: wishesOfQueue,
      assigned: async (_tx, _company, agentId) => {
        const agent = agents.get(agentId)
        if (agent) agent.lastAssignedAt = new Date()
      },
    })
    const conversations = createConversations({
      db,
      events,
      bus: bus.join(),
      gateway: { publish, publishHere: publish },
      log: silent,
      routing,
      collaborators,
      newId,
    })
    return {
      conversations,
      events,
      db,
      /** Frames so far, by whoever heard them. */
      heardBy: (topic: string) => published.filter(({ topics }) => topics.includes(topic)).map(({ frame }) => frame),
    }
  }
  const nodes = Array.from({ length: nodeCount }, createNode)

  return {
    companyId,
    siteId,
    database,
    nodes,
    bus,
    agents,
    expiries,
    /** What the company has decided about its robot. */
    robot,
    node(index = 0) {
      const node = nodes[index]
      if (!node) throw new Error(`There is no node ${index}.`)
      return node
    },
    agent(settings: Partial<TestAgent> = {}): AgentCaller {
      const agentId = newId()
      agents.set(agentId, { agentId, capacity: 10, isOnline: true, groupIds: [], lastAssignedAt: null, ...settings })
      return this.caller(agentId)
    },
    caller(
      agentId: string,
      { dataScope, permissions }: { dataScope: DataScope; permissions: readonly Permission[] } = builtInRoles.agent,
    ): AgentCaller {
      return {
        kind: 'agent',
        companyId,
        agentId,
        sessionId: newId(),
        name: agentId,
        permissions: new Set(permissions),
        dataScope,
        isOwner: false,
        mustChangePassword: false,
      }
    },
    async visitor(): Promise<Opener> {
      const visitorId = newId()
      await database.db.company(companyId, (tx) =>
        sql`insert into visitor (company_id, visitor_id, site_id) values (${companyId}, ${visitorId}, ${siteId})`.execute(
          tx.q,
        ),
      )
      return { companyId, visitorId, visitId: null, siteId, styleId }
    },
    /** What is really stored, in order. */
    async stored(
      conversationId: string,
    ): Promise<{ seq: number; id: string; sender: string; text: string | null; event: string | null }[]> {
      return database.db.company(companyId, async (tx) => {
        const { rows } = await sql<{
          seq: number
          id: string
          sender: string
          text: string | null
          event: string | null
        }>`
          select seq, message_id as id, sender, body ->> 'text' as text, body ->> 'event' as event
          from conversation_message where company_id = ${companyId} and conversation_id = ${conversationId}
          order by seq`.execute(tx.q)
        return rows
      })
    },
    async settled() {
      for (const node of nodes) await node.conversations.settled()
      for (const node of nodes) await node.conversations.settled()
    },
    async [Symbol.asyncDispose]() {
      for (const node of nodes) await node.conversations[Symbol.asyncDispose]()
      for (const node of nodes) await node.db[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
export type World = Awaited<ReturnType<typeof createWorld>>

export const text = (words: string) => ({ type: 'text' as const, text: words })
export const say = (words: string, id = newId()) => ({ id, body: text(words) })
