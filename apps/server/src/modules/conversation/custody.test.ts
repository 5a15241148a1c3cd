import { builtInRoles } from '@youwen/contract'
import { describe, expect, it } from 'vitest'
import { createWorld, say, text, type World } from './conversation.testing.ts'
import type { HandOver } from './service/robot-says.ts'

/** A conversation that the robot holds: alone, or for the agent. */
async function heldByRobot(world: World, { receives = 'first' as const, words = '多久到' } = {}) {
  world.robot.receives = receives
  const visitor = await world.visitor()
  const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say(words))
  return { visitor, conversationId }
}
const events = async (world: World, conversationId: string) =>
  (await world.stored(conversationId)).map(({ sender, event }) => event ?? sender)

const handOverOf = (why: HandOver['why'], waitLimitMs: number | null = null): HandOver => ({
  why,
  busy: { body: text('都在忙'), waitLimitMs },
  away: { body: text('没有人'), waitLimitMs },
})

/** What the robot would say now to what it owes. */
async function answerOf(world: World, conversationId: string, words = '三天', node = 0) {
  const { custody } = world.node(node).conversations
  const owed = await custody.next(world.companyId, conversationId)
  if (!owed) return undefined
  const { id, seq } = owed.message
  // The same id whoever makes it; here the visitor's with another last digit.
  const answerId = id.slice(0, -1) + (id.endsWith('0') ? '1' : '0')
  return { id: answerId, to: { id, seq }, body: text(words), handOver: null }
}

describe('a conversation in custody of the robot (D2.7)', () => {
  it('is seen by who may take it, in the queue’s place, and by nobody else', async () => {
    await using world = await createWorld()
    const { conversationId } = await heldByRobot(world)
    const { desk } = world.node().conversations
    const agent = world.agent()
    const inbox = await desk.inbox(agent)
    expect(inbox).toMatchObject([{ conversationId, status: 'open', agentId: null, isInCustody: true }])
    const analyst = world.caller(world.agent().agentId, {
      dataScope: 'own',
      permissions: builtInRoles.analyst.permissions,
    })
    await expect(desk.get(analyst, conversationId)).rejects.toMatchObject({ code: 'conversation.not_found' })
    // Nobody is given it by the queue.
    await world.settled()
    expect(await events(world, conversationId)).toEqual(['visitor', 'custody_began'])
  })

  it('is an agent’s as soon as he takes it or speaks in it, and the robot says nothing any more', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const { conversationId } = await heldByRobot(world)
    const late = await answerOf(world, conversationId)
    const agent = world.agent()
    await conversations.agentSays(agent, conversationId, say('我来'))
    expect(late).toBeDefined()
    if (late) expect(await conversations.custody.says(world.companyId, conversationId, late)).toBe('over')
    expect(await events(world, conversationId)).toEqual(['visitor', 'custody_began', 'assigned', 'agent'])
    expect(await conversations.desk.get(agent, conversationId)).toMatchObject({
      isInCustody: false,
      agentId: agent.agentId,
    })
  })

  it('answers each message once, whatever node tries and however often', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const { visitor, conversationId } = await heldByRobot(world)
    const answers = await Promise.all(
      [0, 1, 0, 1].map(async (node) => {
        const answer = await answerOf(world, conversationId, '三天', node)
        if (answer) await world.node(node).conversations.custody.says(world.companyId, conversationId, answer)
        return answer
      }),
    )
    expect(answers.some(Boolean)).toBe(true)
    expect(await events(world, conversationId)).toEqual(['visitor', 'custody_began', 'robot'])
    // Another question is another answer, also where its node knew nothing of the custody.
    await world.node(1).conversations.visitorSays(visitor, conversationId, say('包邮吗'))
    expect(await world.node(0).conversations.custody.owing(new Date(Date.now() + 1_000))).toEqual([
      { companyId: world.companyId, conversationId },
    ])
    const second = await answerOf(world, conversationId, '包邮')
    if (second) await world.node(0).conversations.custody.says(world.companyId, conversationId, second)
    expect((await world.stored(conversationId)).at(-1)).toMatchObject({ sender: 'robot', text: '包邮' })
    expect(await world.node(0).conversations.custody.owing(new Date(Date.now() + 1_000))).toEqual([])
  })

  it('never has the robot speak behind an agent, however close their words are', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    for (let round = 0; round < 25; round++) {
      const { conversationId } = await heldByRobot(world, { words: `问 ${round}` })
      const agent = world.agent()
      const answer = await answerOf(world, conversationId)
      // The other node has seen the conversation before; its picture may be out of date.
      await world.node(1).conversations.get(world.companyId, conversationId)
      await Promise.all([
        world.node(1).conversations.agentSays(agent, conversationId, say('我来')),
        answer && world.node(0).conversations.custody.says(world.companyId, conversationId, answer),
      ])
      const order = (await events(world, conversationId)).filter((who) => who === 'agent' || who === 'robot')
      expect([['agent'], ['robot', 'agent']], `round ${round}`).toContainEqual(order)
    }
  })

  it('ends before the words of the agent for whom the robot answers, on whatever nodes they race', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const agent = world.agent({ capacity: 100 })
    for (let round = 0; round < 25; round++) {
      const visitor = await world.visitor()
      const { conversationId } = await world.node(0).conversations.visitorSays(visitor, null, say(`问 ${round}`))
      await world.node(0).conversations.custody.set(agent, conversationId, true)
      const answer = await answerOf(world, conversationId)
      await Promise.all([
        world.node(1).conversations.agentSays(agent, conversationId, say('我来')),
        answer && world.node(0).conversations.custody.says(world.companyId, conversationId, answer),
      ])
      const order = (await events(world, conversationId)).slice(3)
      const expected = [
        ['custody_ended', 'agent'],
        ['robot', 'custody_ended', 'agent'],
      ]
      expect(expected, `round ${round}`).toContainEqual(order)
    }
  })

  it('is over for the robot where an agent spoke whose node did not know of it', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    world.bus.isCut = true
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await world.node(1).conversations.visitorSays(visitor, null, say('在吗'))
    await world.node(1).conversations.agentSays(agent, conversationId, say('在的'))
    await world.node(0).conversations.custody.set(agent, conversationId, true)
    // This node still believes that the agent answers himself.
    await world.node(1).conversations.agentSays(agent, conversationId, say('您请说'))
    await world.node(1).conversations.visitorSays(visitor, conversationId, say('多久到'))
    const answer = await answerOf(world, conversationId)
    expect(answer).toBeDefined()
    if (answer)
      expect(await world.node(0).conversations.custody.says(world.companyId, conversationId, answer)).toBe('over')
    expect((await events(world, conversationId)).at(-1)).toBe('custody_ended')
  })

  it('goes back to who handed it to the robot, when he is there; else to whoever is free, else it waits', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const own = await (async () => {
      const visitor = await world.visitor()
      const { conversationId } = await conversations.visitorSays(visitor, null, say('多久到'))
      await conversations.custody.set(agent, conversationId, true)
      return conversationId
    })()
    const handOver = async (conversationId: string) => {
      const answer = await answerOf(world, conversationId, '不会')
      if (answer)
        await conversations.custody.says(world.companyId, conversationId, {
          ...answer,
          handOver: handOverOf('unknown'),
        })
      return conversations.get(world.companyId, conversationId)
    }
    expect(await handOver(own)).toMatchObject({ agentId: agent.agentId, custodySeq: null, handedOver: 'unknown' })
    // That it does not know is no answer: the visitor waits, until the agent speaks.
    const asked = (await conversations.desk.messages(agent, own, { limit: 1, after: 0 }))[0]?.at
    expect(await conversations.desk.get(agent, own)).toMatchObject({ waitingSince: asked })
    await conversations.agentSays(agent, own, say('我来'))
    await world.settled()
    expect(await conversations.desk.get(agent, own)).toMatchObject({ waitingSince: null })

    const alone = await heldByRobot(world)
    expect(await handOver(alone.conversationId)).toMatchObject({ agentId: agent.agentId, status: 'open' })
    for (const each of world.agents.values()) each.isOnline = false
    const nobody = await heldByRobot(world)
    expect(await handOver(nobody.conversationId)).toMatchObject({ agentId: null, status: 'queued', custodySeq: null })
  })

  it('is handed over with words that are true: somebody has it, all are busy, nobody is there (A8)', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const handOver = async (conversationId: string) => {
      const answer = await answerOf(world, conversationId, '正在转接')
      const given = { ...answer, handOver: handOverOf('asked') }
      if (answer) await conversations.custody.says(world.companyId, conversationId, { ...answer, ...given })
      return (await world.stored(conversationId)).findLast(({ sender }) => sender === 'robot')?.text
    }
    const lin = world.agent({ capacity: 1 })
    const held = [await heldByRobot(world), await heldByRobot(world), await heldByRobot(world)]
    const [first = '', second = '', third = ''] = held.map(({ conversationId }) => conversationId)
    expect([await handOver(first), await handOver(second)]).toEqual(['正在转接', '都在忙'])
    for (const agent of world.agents.values()) agent.isOnline = false
    expect(await handOver(third)).toBe('没有人')
    for (const id of [second, third]) {
      expect(await conversations.get(world.companyId, id)).toMatchObject({ status: 'queued', agentId: null })
    }
    expect((await conversations.get(world.companyId, first)).agentId).toBe(lin.agentId)
  })

  it('ends by itself when nobody has spoken for long, unless an agent has it', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const { conversationId } = await heldByRobot(world)
    const agent = world.agent()
    world.robot.receives = 'never'
    const own = await conversations.visitorSays(await world.visitor(), null, say('多久到'))
    await conversations.custody.set(agent, own.conversationId, true)
    await conversations.custody.closeSilent(new Date(Date.now() - 60_000))
    expect((await conversations.get(world.companyId, conversationId)).status).toBe('open')
    await conversations.custody.closeSilent(new Date(Date.now() + 60_000))
    expect((await conversations.get(world.companyId, conversationId)).status).toBe('closed')
    expect((await conversations.get(world.companyId, own.conversationId)).status).toBe('open')
  })

  it('begins by itself where the robot stands in for who is given the conversation', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent({ isOnline: false })
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('多久到'))
    world.robot.standsInFor.add(agent.agentId)
    for (const each of world.agents.values()) each.isOnline = true
    world.node().events.publish([{ type: 'agent.state_changed', companyId: world.companyId }])
    await expect.poll(() => events(world, conversationId)).toEqual(['visitor', 'queued', 'assigned', 'custody_began'])
    expect(await answerOf(world, conversationId)).toMatchObject({ to: { seq: 1 } })
  })
})
