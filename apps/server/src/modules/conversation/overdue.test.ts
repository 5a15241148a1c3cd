import { describe, expect, it } from 'vitest'
import { createWorld, say, text, type World } from './conversation.testing.ts'

const limitMs = 60_000
const afterLimit = () => new Date(Date.now() + limitMs + 1_000)

async function waiting(world: World) {
  world.robot.waitLimitMs = limitMs
  const visitor = await world.visitor()
  const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('有人吗'))
  return { visitor, conversationId }
}
const stream = async (world: World, conversationId: string) =>
  (await world.stored(conversationId)).map((row) => row.event ?? `${row.sender}: ${row.text}`)
const comfortFrom =
  (world: World, isAnswering: boolean, node = 0) =>
  async (conversationId: string) =>
    world.node(node).conversations.custody.comfort(world.companyId, conversationId, afterLimit(), {
      body: text('久等了'),
      isAnswering,
    })

describe('somebody who waits for a person longer than the company wants (A8)', () => {
  it('is found when it is time, told once whatever nodes try, and keeps his place', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const { custody } = world.node().conversations
    const { visitor, conversationId } = await waiting(world)
    const later = await waiting(world)
    expect(await custody.overdue(new Date())).toEqual([])
    const { companyId } = world
    const { visitorId, styleId } = visitor
    expect(await custody.overdue(afterLimit())).toMatchObject([
      { companyId, conversationId, visitorId, styleId },
      { conversationId: later.conversationId },
    ])
    await Promise.all([0, 1, 0].map((node) => comfortFrom(world, false, node)(conversationId)))
    expect(await stream(world, conversationId)).toEqual(['visitor: 有人吗', 'queued', 'robot: 久等了'])
    expect(await custody.overdue(afterLimit())).toMatchObject([{ conversationId: later.conversationId }])
    const { conversations } = world.node()
    expect(await conversations.visitorView(await conversations.get(companyId, conversationId))).toMatchObject({
      status: 'queued',
      position: 1,
    })
  })

  it('is answered by the robot until it is his turn, is not handed over again, and is given to who is free', async () => {
    await using world = await createWorld()
    const { conversations, events } = world.node()
    const { companyId } = world
    const { visitor, conversationId } = await waiting(world)
    await comfortFrom(world, true)(conversationId)
    // What he said before is for people.
    expect(await conversations.custody.next(companyId, conversationId)).toBeUndefined()
    await conversations.visitorSays(visitor, conversationId, say('我要人工'))
    const owed = await conversations.custody.next(companyId, conversationId)
    if (!owed) throw new Error('The robot owes nothing.')
    const { id, seq } = owed.message
    const waits = { body: text('没有人'), waitLimitMs: null }
    const handOver = { why: 'asked', busy: waits, away: waits } as const
    const answer = { id: id.replace(/.$/, (last) => (last === '0' ? '1' : '0')), to: { id, seq }, body: text('好的') }
    expect(await conversations.custody.says(companyId, conversationId, { ...answer, handOver })).toBe('said')
    expect(await stream(world, conversationId)).toEqual([
      'visitor: 有人吗',
      'queued',
      'robot: 久等了',
      'custody_began',
      'visitor: 我要人工',
      'robot: 没有人',
    ])
    expect(await conversations.get(companyId, conversationId)).toMatchObject({ status: 'queued', agentId: null })
    await conversations.visitorSays(visitor, conversationId, say('还有多久'))
    const late = await conversations.custody.next(companyId, conversationId)
    const agent = world.agent()
    events.publish([{ type: 'agent.state_changed', companyId }])
    await expect.poll(async () => (await conversations.get(companyId, conversationId)).agentId).toBe(agent.agentId)
    if (!late) throw new Error('The robot owes nothing.')
    const tooLate = { ...answer, to: late.message, handOver: null }
    expect(await conversations.custody.says(companyId, conversationId, tooLate)).toBe('over')
    // Nothing that the robot said was an answer: he waits for a person since he asked for one.
    const [asked] = await conversations.desk.messages(agent, conversationId, { limit: 1, after: 0 })
    expect(await conversations.desk.get(agent, conversationId)).toMatchObject({
      isInCustody: false,
      status: 'open',
      waitingSince: asked?.at,
    })
    await conversations.agentSays(agent, conversationId, say('我来了'))
    await world.settled()
    expect(await conversations.desk.get(agent, conversationId)).toMatchObject({ waitingSince: null })
  })

  it('is not told when somebody took over, when he left, or where the company sets no limit', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const taken = await waiting(world)
    const left = await waiting(world)
    world.robot.waitLimitMs = null
    const endless = await world.visitor()
    await conversations.visitorSays(endless, null, say('有人吗'))
    await conversations.desk.accept(world.agent({ isOnline: false }), taken.conversationId)
    await conversations.endByVisitor(world.companyId, left.conversationId)
    expect(await conversations.custody.overdue(afterLimit())).toEqual([])
    for (const { conversationId } of [taken, left]) {
      await comfortFrom(world, true)(conversationId)
      expect((await stream(world, conversationId)).at(-1)).not.toBe('custody_began')
    }
  })
})
