import type { ClassTree, Conversation, ConversationClass } from '@youwen/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { createWorld, say } from './conversation.testing.ts'

let server: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let supervisor: { agentId: string; token: string }
let agent: { agentId: string; token: string }
beforeAll(async () => {
  server = await testApp()
  company = await server.company('yunzhou')
  supervisor = await company.agent('supervisor', 'supervisor')
  agent = await company.agent('agent', 'agent')
})
afterAll(() => server[Symbol.asyncDispose]())

const add = (name: string, parentClassId: string | null = null, token = supervisor.token) =>
  server.ask<ConversationClass>('POST', '/api/classes', { token, body: { name, colour: '#3366cc', parentClassId } })
const tree = async (token = agent.token) => (await server.ask<ClassTree>('GET', '/api/classes', { token })).body
const namesBelow = async (parentClassId: string | null) =>
  (await tree()).classes.filter((one) => one.parentClassId === parentClassId && !one.isRemoved).map(({ name }) => name)
const move = (classId: string, parentClassId: string | null, position: number) =>
  server.ask('PUT', `/api/classes/${classId}/place`, { token: supervisor.token, body: { parentClassId, position } })

it('classes are defined by who may, in an order of their own, without two of one name at a place (D2.6)', async () => {
  expect((await add('售前', null, agent.token)).status).toBe(403)
  const { body: before } = await add('售前')
  const { body: after } = await add('售后')
  expect((await add('售前')).body).toMatchObject({ code: 'class.name_taken' })
  const { body: refund } = await add('退款', after.classId)
  await add('换货', after.classId)
  // The same name elsewhere is another class.
  expect((await add('退款', before.classId)).status).toBe(200)

  await move(after.classId, null, 0)
  expect(await namesBelow(null)).toEqual(['售后', '售前'])
  await move(refund.classId, after.classId, 1)
  expect(await namesBelow(after.classId)).toEqual(['换货', '退款'])
  expect((await move(after.classId, refund.classId, 0)).body).toMatchObject({ code: 'class.circle' })
  expect((await move(refund.classId, before.classId, 0)).body).toMatchObject({ code: 'class.name_taken' })
})

it('a tree grows no deeper than people find their way, also by moving a branch', async () => {
  let parentClassId: string | null = null
  const chain: string[] = []
  for (const name of ['一', '二', '三', '四']) {
    const { body } = await add(name, parentClassId)
    parentClassId = body.classId
    chain.push(body.classId)
  }
  expect((await add('五', parentClassId)).body).toMatchObject({ code: 'class.too_deep' })
  const { body: branch } = await add('枝')
  await add('叶', branch.classId)
  expect((await move(branch.classId, chain[2] ?? '', 0)).body).toMatchObject({ code: 'class.too_deep' })
  expect((await move(branch.classId, chain[1] ?? '', 0)).status).toBe(200)
})

it('a removed class is offered no more, with whatever stands below it, and its name can be used again', async () => {
  const { body: top } = await add('旧业务')
  await add('旧分支', top.classId)
  expect((await server.ask('DELETE', `/api/classes/${top.classId}`, { token: supervisor.token })).status).toBe(200)
  const removed = (await tree()).classes.filter(({ isRemoved }) => isRemoved)
  expect(removed.map(({ name }) => name).toSorted()).toEqual(['旧业务', '旧分支'].toSorted())
  expect((await add('旧业务')).status).toBe(200)
})

it('a conversation has several classes, told to who has it; where one is required it is not ended without (D2.6)', async () => {
  await using world = await createWorld()
  const { conversations, heardBy } = world.node()
  const agent = world.agent()
  const classOf = (name: string) =>
    conversations.classes.add(world.companyId, { name, colour: '#3366cc', parentClassId: null })
  const { classId: first } = await classOf('售前')
  const { classId: second } = await classOf('售后')
  const { conversationId } = await conversations.visitorSays(await world.visitor(), null, say('在吗'))
  await conversations.classes.require(world.companyId, true)
  const close = () => conversations.desk.close(agent, conversationId)
  await expect(close()).rejects.toMatchObject({ code: 'conversation.unclassified' })

  const classes = (ids: string[]) => conversations.desk.classify(agent, conversationId, ids)
  await expect(classes(['00000000-0000-4000-8000-000000000000'])).rejects.toMatchObject({ code: 'class.not_found' })
  await classes([first, second])
  await world.settled()
  const told = heardBy(`a:${agent.agentId}`).at(-1) as { conversation?: Conversation } | undefined
  expect(told?.conversation?.classIds.toSorted()).toEqual([first, second].toSorted())

  // What is off the tree by now stays on the conversation, and does not stand in the way.
  await conversations.classes.remove(world.companyId, second)
  await classes([second])
  expect((await close()).classIds).toEqual([second])
})

it('a visitor ends his conversation also where a class is required', async () => {
  await using world = await createWorld()
  const { conversations } = world.node()
  world.agent()
  await conversations.classes.add(world.companyId, { name: '售前', colour: '#3366cc', parentClassId: null })
  await conversations.classes.require(world.companyId, true)
  const { conversationId } = await conversations.visitorSays(await world.visitor(), null, say('在吗'))
  expect((await conversations.endByVisitor(world.companyId, conversationId)).status).toBe('closed')
})

it('a node that did not hear that a conversation was classified tells its own clients within a sweep', async () => {
  await using world = await createWorld({ nodeCount: 2 })
  const agent = world.agent()
  const [here, there] = [world.node(0), world.node(1)]
  const { classId } = await here.conversations.classes.add(world.companyId, {
    name: '售后',
    colour: '#3366cc',
    parentClassId: null,
  })
  const { conversationId } = await here.conversations.visitorSays(await world.visitor(), null, say('在吗'))
  await world.settled()
  await there.conversations.catchUpNow()
  world.bus.isCut = true
  await here.conversations.desk.classify(agent, conversationId, [classId])
  await world.settled()
  await there.conversations.catchUpNow()
  const heard = there.heardBy(`a:${agent.agentId}`)
  expect(heard.at(-1)).toMatchObject({ type: 'conversation', conversation: { conversationId, classIds: [classId] } })
  await there.conversations.catchUpNow()
  expect(there.heardBy(`a:${agent.agentId}`)).toHaveLength(heard.length)
})
