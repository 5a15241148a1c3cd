import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { agentRequest } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { asOwner, asSeenBy, createTeam } from './index.ts'

/** A team of one agent, on a database where nodes are made and killed by hand. */
async function newTeam() {
  const database = await testDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const companyId = randomUUID()
  const onNode = (nodeId: string) =>
    createTeam({
      db: database.db,
      nodeId,
      passwords: { hash: async () => 'hash', matches: async () => false, isOutdated: () => false },
      avatars: { avatarUrl: () => null, assertAvatar: async () => {} },
      endSessions: async () => {},
      unknownSites: async () => [],
      loadOf: async () => new Map(),
      onTrouble: () => {},
    })
  const startNode = async () => {
    const nodeId = randomUUID()
    await database.db.pool.query(`insert into node (node_id, lease_until) values ($1, now() + interval '20 s')`, [
      nodeId,
    ])
    return { ...onNode(nodeId), kill: () => database.db.pool.query('delete from node where node_id = $1', [nodeId]) }
  }
  const team = await startNode()
  const { establish } = await team.agents.prepareOwner({ account: 'owner', name: '王老板' })
  await database.db.company(companyId, async (tx) => {
    await sql`insert into company (company_id, code, name) values (${companyId}, 'yunzhou', '云舟')`.execute(tx.q)
    await establish(tx, companyId)
  })
  const role = (await team.roles.list(companyId)).find((one) => one.builtIn === 'agent')
  const { agent } = await team.agents.add(asOwner(companyId), agentRequest('xiaolin', role?.roleId ?? ''))
  const { agentId } = agent
  database.events.length = 0
  return {
    db: database.db,
    team,
    startNode,
    companyId,
    agentId,
    connect: async (on = team) => {
      const connectionId = randomUUID()
      await on.presence.connected({ companyId, agentId, sessionId: randomUUID(), connectionId })
      return connectionId
    },
    /** As if the connections that were closed had been closed so long ago. */
    wait: (seconds: number) =>
      database.db.all((tx) =>
        sql`update team_connection set released_at = released_at - ${seconds} * interval '1 second'`.execute(tx.q),
      ),
    state: async () => (await team.queries.colleague(companyId, agentId))?.state,
    told: () => database.events.filter((event) => event.type === 'agent.state_changed').map((event) => ({ ...event })),
  }
}

const changed = (companyId: string, agentId: string, state: string) => ({
  type: 'agent.state_changed',
  companyId,
  agentId,
  state,
})

test('an agent is what he chose while he is connected, and offline else', async () => {
  const { team, companyId, agentId, connect, state, told } = await newTeam()
  expect(await state()).toBe('offline')
  await connect()
  expect(await state()).toBe('online')
  await team.own.setState({ companyId, agentId }, 'busy')
  expect(await state()).toBe('busy')
  expect(told()).toEqual([changed(companyId, agentId, 'online'), changed(companyId, agentId, 'busy')])
})

test('a second window is nothing new, and closing one of two neither', async () => {
  const { team, companyId, connect, told, wait } = await newTeam()
  const first = await connect()
  await connect()
  await team.presence.disconnected(companyId, first)
  await wait(60)
  await team.presence.sweep()
  expect(told()).toHaveLength(1)
})

test('a reload is no absence, but fifteen seconds are', async () => {
  const { team, companyId, agentId, connect, state, told, wait } = await newTeam()
  await team.presence.disconnected(companyId, await connect())
  await wait(14)
  await team.presence.sweep()
  expect(await state()).toBe('online')
  await wait(2)
  expect(await state()).toBe('offline')
  await team.presence.sweep()
  await team.presence.sweep()
  expect(told()).toEqual([changed(companyId, agentId, 'online'), changed(companyId, agentId, 'offline')])
})

test('who was on a server that died is offline, and one of the others says so once', async () => {
  const { startNode, companyId, agentId, connect, state, told } = await newTeam()
  const dying = await startNode()
  const other = await startNode()
  const third = await startNode()
  await connect(dying)
  await dying.kill()
  expect(await state()).toBe('offline')
  await Promise.all([other.presence.sweep(), third.presence.sweep()])
  expect(told()).toEqual([changed(companyId, agentId, 'online'), changed(companyId, agentId, 'offline')])
})

test('routing is offered only who is online, enabled, allowed to serve, and serves the site and the group', async () => {
  const { db, team, companyId, agentId, connect } = await newTeam()
  const siteId = randomUUID()
  const { groupId } = await team.groups.add(companyId, { name: '售前', parentId: null, leaderId: null, memberIds: [] })
  const offered = async (group: string | null = null) =>
    (await db.company(companyId, (tx) => team.queries.candidates(tx, { companyId, siteId, groupId: group }))).map(
      (one) => one.agentId,
    )
  expect(await offered()).toEqual([])
  await connect()
  expect(await offered()).toEqual([agentId])
  expect(await offered(groupId)).toEqual([])
  const { account, name, nickname, roleId } = await team.agents.get(companyId, agentId)
  const request = { ...agentRequest(account, roleId), name, nickname, agentId }
  await team.agents.save(asOwner(companyId), { ...request, groupIds: [groupId], siteIds: [siteId] })
  expect(await offered(groupId)).toEqual([agentId])
  await team.agents.save(asOwner(companyId), { ...request, siteIds: [randomUUID()] })
  expect(await offered()).toEqual([])
  await team.agents.save(asOwner(companyId), request)
  await team.own.setState({ companyId, agentId }, 'away')
  expect(await offered()).toEqual([])
  await team.own.setState({ companyId, agentId }, 'online')
  expect(await offered()).toEqual([agentId])
  await team.agents.save(asOwner(companyId), { ...request, isEnabled: false })
  expect(await offered()).toEqual([])
})

test('who is invisible works on, sees himself, and to the others is not there', async () => {
  const { team, companyId, agentId, connect, state } = await newTeam()
  await connect()
  await team.own.setState({ companyId, agentId }, 'invisible')
  expect(await state()).toBe('invisible')
  const colleagues = await team.queries.colleagues(companyId)
  const seenBy = (viewer: string) => asSeenBy(viewer, colleagues).find((one) => one.agentId === agentId)?.state
  expect(seenBy(agentId)).toBe('invisible')
  expect(seenBy(randomUUID())).toBe('offline')
})
