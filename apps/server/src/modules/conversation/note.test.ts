import { builtInRoles } from '@youwen/contract'
import { v7 as newId } from 'uuid'
import { expect, it } from 'vitest'
import { createWorld, say, type World } from './conversation.testing.ts'

const secret = '他上次闹过退款，别答应折扣'
const note = (text: string, mentions: string[] = []) => ({
  id: newId(),
  body: { type: 'note' as const, text, mentions },
})

async function talk(world: World) {
  const { conversations } = world.node()
  const agent = world.agent()
  const visitor = await world.visitor()
  const { conversationId } = await conversations.visitorSays(visitor, null, say('能便宜点吗'))
  return { conversations, agent, visitor, conversationId }
}

it('a note has its place in the stream, and nothing of it reaches the visitor by any way (D2.10, RT13)', async () => {
  await using world = await createWorld()
  const { conversations, agent, visitor, conversationId } = await talk(world)
  const before = world.node().heardBy(`v:${visitor.visitorId}`).length
  const written = await conversations.agentSays(agent, conversationId, note(secret))
  await conversations.agentSays(agent, conversationId, say('我问一下主管'))
  await world.settled()

  expect((await world.stored(conversationId)).map(({ seq, sender }) => [seq, sender])).toEqual([
    [1, 'visitor'],
    [2, 'system'],
    [3, 'colleague'],
    [4, 'agent'],
  ])
  const { companyId } = world
  const current = await conversations.ofVisitor(companyId, visitor.visitorId)
  const copies = [
    world.node().heardBy(`v:${visitor.visitorId}`).slice(before),
    await conversations.visitorMessages(companyId, conversationId, { limit: 50 }),
    await conversations.visitorMessages(companyId, conversationId, { after: 2, limit: 50 }),
    await conversations.visitorHistory(companyId, visitor.visitorId, { conversationId, seq: 99 }, 50),
    current && (await conversations.visitorView(current)),
  ]
  for (const copy of copies) {
    expect(JSON.stringify(copy)).not.toContain(secret)
    expect(JSON.stringify(copy)).not.toMatch(/note|colleague/)
  }
  // Without a hole: his copy is told and read like everything else, and says who wrote it to nobody.
  const heard = world.node().heardBy(`v:${visitor.visitorId}`).slice(before)
  expect(heard.filter(({ type }) => type === 'message').map(({ message }) => message)).toMatchObject([
    { seq: 3, from: 'system', senderId: null, body: { type: 'event', event: 'hidden' } },
    { seq: 4, from: 'agent', body: { type: 'text', text: '我问一下主管' } },
  ])
  const read = await conversations.visitorMessages(companyId, conversationId, { limit: 50 })
  expect(read.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])

  // Colleagues read it, find it by its words, and see it last while it is.
  const shown = await conversations.desk.messages(agent, conversationId, { limit: 50 })
  expect(shown[2]).toMatchObject({
    seq: written.seq,
    from: 'colleague',
    senderId: agent.agentId,
    body: { text: secret },
  })
  await conversations.indexNow()
  const found = await conversations.desk.search(agent, { words: '退款', limit: 10 })
  expect(found.items.map(({ message }) => message.seq)).toEqual([3])
})

it('a note is no answer: the visitor still waits for one', async () => {
  await using world = await createWorld()
  const { conversations, agent, conversationId } = await talk(world)
  await conversations.agentSays(agent, conversationId, note(secret))
  await world.settled()
  const row = await conversations.desk.inbox(agent)
  expect(row).toMatchObject([{ lastMessage: { from: 'colleague', type: 'note', text: secret }, lastSeq: 3 }])
  expect(row[0]?.waitingSince).not.toBeNull()
  await conversations.agentSays(agent, conversationId, say('可以'))
  await world.settled()
  expect((await conversations.desk.inbox(agent))[0]?.waitingSince).toBeNull()
})

it('who is mentioned is told, may see and join from then on, and has seen it once he has read that far', async () => {
  await using world = await createWorld()
  const { conversations, agent, conversationId } = await talk(world)
  const colleague = world.agent()
  const stranger = world.agent()
  await expect(conversations.desk.visible(colleague, conversationId)).rejects.toMatchObject({
    code: 'conversation.not_found',
  })
  const { id, body } = note('@小陈 来看看', [colleague.agentId, colleague.agentId, agent.agentId])
  await conversations.agentSays(agent, conversationId, { id, body })
  // Sent again, as after a lost acknowledgement: told once.
  await conversations.agentSays(agent, conversationId, { id, body })
  await world.settled()
  const told = world.node().heardBy(`a:${colleague.agentId}`)
  expect(told).toMatchObject([
    { type: 'mentioned', mention: { messageId: id, conversationId, seq: 3, byAgentId: agent.agentId } },
  ])
  expect(
    world
      .node()
      .heardBy(`a:${agent.agentId}`)
      .filter(({ type }) => type === 'mentioned'),
  ).toEqual([])
  expect(await conversations.desk.mentions(colleague)).toEqual([told[0]?.['mention']])

  const joined = await conversations.desk.join(colleague, conversationId)
  expect(joined).toMatchObject({ agentId: agent.agentId, joinedAgentIds: [colleague.agentId] })
  await expect(conversations.desk.join(stranger, conversationId)).rejects.toMatchObject({
    code: 'conversation.not_found',
  })
  await conversations.desk.read(colleague, conversationId, 3)
  await world.settled()
  expect(await conversations.desk.mentions(colleague)).toEqual([])
})

it('refuses a note for somebody who does not exist, and writes nothing', async () => {
  await using world = await createWorld()
  const { conversations, agent, conversationId } = await talk(world)
  const refused = conversations.agentSays(agent, conversationId, note('@谁', [newId()]))
  await expect(refused).rejects.toMatchObject({ code: 'agent.not_found' })
  expect(await world.stored(conversationId)).toHaveLength(2)
})

it('a colleague joins, is told everything live, speaks, and leaves; events say so in the stream (D2.10)', async () => {
  await using world = await createWorld()
  const { conversations, agent, visitor, conversationId } = await talk(world)
  const supervisor = world.caller(world.agent({ isOnline: false }).agentId, {
    dataScope: 'all',
    permissions: builtInRoles.supervisor.permissions,
  })
  // He sees it and may leave a note, but does not speak to the visitor unseen by his colleague.
  await conversations.agentSays(supervisor, conversationId, note('我来盯一下'))
  await expect(conversations.agentSays(supervisor, conversationId, say('您好'))).rejects.toMatchObject({
    code: 'conversation.not_joined',
  })
  await conversations.desk.join(supervisor, conversationId)
  await conversations.desk.join(supervisor, conversationId)
  await world.settled()
  expect((await conversations.desk.inbox(supervisor)).map((row) => row.conversationId)).toEqual([conversationId])
  await conversations.agentSays(supervisor, conversationId, say('您好，我是主管'))
  await conversations.visitorSays(visitor, conversationId, say('太好了'))
  await world.settled()
  const heard = () => world.node().heardBy(`a:${supervisor.agentId}`)
  const told = heard().flatMap(({ type, message }) => (type === 'message' ? [message] : []))
  expect(told.at(-1)).toMatchObject({ from: 'visitor', body: { text: '太好了' } })

  await conversations.desk.leave(supervisor, conversationId)
  await world.settled()
  expect(heard().filter(({ type }) => type === 'gone')).toEqual([{ type: 'gone', conversationId }])
  expect(await conversations.desk.inbox(supervisor)).toEqual([])
  expect(await conversations.desk.get(agent, conversationId)).toMatchObject({ joinedAgentIds: [], status: 'open' })
  expect((await world.stored(conversationId)).flatMap(({ event }) => event ?? [])).toEqual([
    'assigned',
    'joined',
    'left',
  ])
})

it('an agent without the right to look after others does not join what he once had', async () => {
  await using world = await createWorld()
  const { conversations, agent, conversationId } = await talk(world)
  const next = world.agent()
  await conversations.desk.transfer(agent, conversationId, { agentId: next.agentId }, '')
  await expect(conversations.desk.join(agent, conversationId)).rejects.toMatchObject({ code: 'security.forbidden' })
  await expect(conversations.agentSays(agent, conversationId, say('还有'))).rejects.toMatchObject({
    code: 'conversation.not_joined',
  })
})
