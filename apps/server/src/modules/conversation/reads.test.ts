import { describe, expect, it } from 'vitest'
import { createWorld, say } from './conversation.testing.ts'

describe('reading', () => {
  it('is what a visitor has done who speaks, also when he is answered at once', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('hello'))
    await conversations.agentSays(agent, conversationId, say('yes?'))
    await world.settled()
    const spoken = await conversations.visitorSays(visitor, conversationId, say('how much?'))
    await conversations.agentSays(agent, conversationId, say('three thousand'))
    await world.settled()
    const [row] = (await conversations.desk.list(agent, { limit: 1 })).items
    expect(row).toMatchObject({ visitorReadSeq: spoken.seq, lastSeq: spoken.seq + 1 })
  })

  it('is told to many with the row: how far each of them is, not how far somebody is (D1.3)', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const lin = world.agent()
    const { conversationId } = await conversations.visitorSays(await world.visitor(), null, say('hello'))
    const chen = world.agent()
    await conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, '')
    await world.settled()
    await conversations.desk.read(chen, conversationId, 2)
    await conversations.desk.read(lin, conversationId, 1)
    await world.settled()
    await conversations.desk.transfer(chen, conversationId, { agentId: lin.agentId }, '')
    await world.settled()
    const rows = heardBy(`a:${lin.agentId}`).filter(({ type }) => type === 'conversation')
    expect(rows.at(-1)).toMatchObject({ readSeqs: { [lin.agentId]: 1, [chen.agentId]: 2 } })
    for (const { conversation } of rows) expect(conversation).not.toHaveProperty('readSeq')
  })

  it('moves forward only, and tells the other side', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('hello'))
    await conversations.desk.read(agent, conversationId, 2)
    await world.settled()
    await conversations.desk.read(agent, conversationId, 1)
    await conversations.desk.read(agent, conversationId, 99)
    await world.settled()
    expect((await conversations.desk.get(agent, conversationId)).readSeq).toBe(2)
    expect(heardBy(`v:${visitor.visitorId}`).filter(({ type }) => type === 'read')).toEqual([
      { type: 'read', conversationId, seq: 2 },
    ])
  })
})
