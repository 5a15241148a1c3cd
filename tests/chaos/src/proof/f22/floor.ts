import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { builtInRoles } from '@youwen/contract'
import { publicOrigin } from '@youwen/load/rig/server'
import { type AgentClient, createAgentClient } from '@youwen/sdk/agent'
import { type Api, createApi } from '@youwen/sdk/api'
import { createMemoryStorage } from '@youwen/sdk/storage'
import { sql } from 'kysely'
import { WebSocket as NodeWebSocket } from 'ws'
import { type Cluster, startCluster } from '../../rig/cluster.ts'
import { startTalk, type Talk } from '../../rig/talk.ts'
import { callWitness } from './witness.ts'

export const agentCount = 50
export const capacity = 5
/** Whom no capacity holds back: what they do is a person's decision. */
const supervisorCount = 3
const unlimited = 500

export interface Worker {
  readonly agentId: string
  readonly token: string
  /** To each node. */
  readonly apis: readonly Api[]
}

/** A desk floor: fifty agents in one group, three supervisors, visitors, and two nodes that all of them reach. */
export async function openFloor({ visitors }: { visitors: number }) {
  await using building = new AsyncDisposableStack()
  const cluster = building.use(await startCluster({ agents: agentCount + supervisorCount }))
  const { database, company, urls } = cluster
  const workers = company.agents.map(
    ({ agentId, token }): Worker => ({ agentId, token, apis: urls.map((url) => createApi({ url, token })) }),
  )
  const groupId = randomUUID()
  await arrange(cluster, groupId)
  const witness = await callWitness(database)
  const talk = building.use(startTalk({ cluster: { ...cluster, company: { ...company, agents: [] } }, visitors }))
  await talk.connected()
  const desks = new Map<string, AgentClient>()
  building.defer(() => {
    for (const desk of desks.values()) desk.close()
  })
  const built = building.move()
  return {
    cluster,
    talk,
    witness,
    groupId,
    agents: workers.slice(0, agentCount),
    supervisors: workers.slice(agentCount) as [Worker, Worker, Worker],
    capacityOf: (agentId: string) => {
      const at = workers.findIndex((one) => one.agentId === agentId)
      return at < agentCount ? capacity : unlimited
    },

    /** They sit down at their desks, some at each node; who sits there already stays. */
    async arrive(those: readonly Worker[]) {
      for (const [at, { agentId, token }] of those.entries()) {
        if (desks.has(agentId)) continue
        const url = urls[at % urls.length] as string
        const openWebSocket = (address: string) =>
          new NodeWebSocket(address, { origin: publicOrigin }) as unknown as WebSocket
        desks.set(agentId, createAgentClient({ url, token, storage: createMemoryStorage(), openWebSocket }))
      }
      const isOpen = ({ state }: AgentClient) => state.connection.status === 'open'
      for (const deadline = Date.now() + 20_000; ![...desks.values()].every(isOpen); await pause(10)) {
        if (Date.now() > deadline) throw new Error('Not every agent could sit down within 20 s.')
      }
    },

    /** Routing gives conversations to those online only; the others may take and be asked. */
    async are(state: 'online' | 'busy', those: readonly Worker[]) {
      await Promise.all(those.map(({ apis }, at) => apis[at % apis.length]?.team.setState({ state })))
    },

    /** A visitor speaks, and has a conversation by that. */
    async begins(at: number): Promise<string> {
      const visitor = talk.visitors[at % talk.visitors.length] as Talk['visitors'][number]
      const id = talk.say(visitor)
      for (const deadline = Date.now() + 20_000; ; await pause(5)) {
        const ack = talk.acks.find((one) => one.id === id)
        if (ack) return ack.conversationId
        if (Date.now() > deadline) throw new Error(`What ${visitor.name} said was not acknowledged within 20 s.`)
      }
    },

    /** Whose it is, as soon as it is somebody's. */
    async holderOf(conversationId: string): Promise<Worker> {
      for (const deadline = Date.now() + 20_000; ; await pause(5)) {
        const seen = await workers.at(-1)?.apis[0]?.conversation.get({ conversationId })
        const holder = workers.find(({ agentId }) => agentId === seen?.agentId)
        if (holder) return holder
        if (Date.now() > deadline) throw new Error(`${conversationId} was nobody's for 20 s, with everybody online.`)
      }
    },

    [Symbol.asyncDispose]: () => built.disposeAsync(),
  }
}
export type Floor = Awaited<ReturnType<typeof openFloor>>

const arrange = ({ database, company: { companyId, agents } }: Cluster, groupId: string) =>
  database.db.company(companyId, async ({ q }) => {
    const roleId = randomUUID()
    await sql`insert into team_role (company_id, role_id, name, permissions, data_scope)
      values (${companyId}, ${roleId}, '主管', ${[...builtInRoles.supervisor.permissions]}, 'all')`.execute(q)
    await sql`update team_agent set capacity = ${capacity} where company_id = ${companyId} and number <= ${agentCount}`.execute(
      q,
    )
    await sql`update team_agent set role_id = ${roleId}, capacity = ${unlimited}
      where company_id = ${companyId} and number > ${agentCount}`.execute(q)
    await sql`insert into team_group (company_id, group_id, name) values (${companyId}, ${groupId}, '一组')`.execute(q)
    for (const { agentId } of agents.slice(0, agentCount)) {
      await sql`insert into team_group_member (company_id, group_id, agent_id)
        values (${companyId}, ${groupId}, ${agentId})`.execute(q)
    }
  })
