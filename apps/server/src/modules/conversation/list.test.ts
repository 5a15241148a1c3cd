import { builtInRoles } from '@youwen/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createWorld, say, type World } from './conversation.testing.ts'
import { listVisible, reachedBy } from './view/conversation.ts'

const talkWith = async (world: World, words = '在吗') => {
  const visitor = await world.visitor()
  const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say(words))
  return { visitor, conversationId }
}

describe('what an agent puts on a conversation for himself (D1.4)', () => {
  it('is told to his own clients alone, and goes when the conversation ends', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const agent = world.agent()
    const { conversationId } = await talkWith(world)
    const { desk } = conversations
    await desk.mark(agent, conversationId, { isPinned: true })
    await desk.mark(agent, conversationId, { isUnread: true })
    await world.settled()
    const mark = { conversationId, isPinned: true, isUnread: true }
    expect(heardBy(`a:${agent.agentId}`).at(-1)).toEqual({ type: 'mark', mark })
    expect(heardBy(`c:${conversationId}`).filter(({ type }) => type === 'mark')).toEqual([])
    expect(await desk.marks(agent)).toEqual([mark])
    await desk.mark(agent, conversationId, { isUnread: false })
    expect(await desk.marks(agent)).toEqual([{ ...mark, isUnread: false }])

    await desk.close(agent, conversationId)
    expect(await desk.marks(agent)).toEqual([])
  })

  it('cannot be put on one that he may not see', async () => {
    await using world = await createWorld()
    world.agent()
    const { conversationId } = await talkWith(world)
    const stranger = world.agent({ isOnline: false })
    const { desk } = world.node().conversations
    await expect(desk.mark(stranger, conversationId, { isPinned: true })).rejects.toMatchObject({
      code: 'conversation.not_found',
    })
  })
})

describe('whom an agent talked to in the last 7 days (D1.6)', () => {
  it('has each visitor once, the latest first, without those he is talking to and those of others', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const { desk } = conversations
    const agent = world.agent()
    const [first, second, long] = [
      await talkWith(world, '一'),
      await talkWith(world, '二'),
      await talkWith(world, '久'),
    ]
    await desk.close(agent, second.conversationId)
    await desk.close(agent, first.conversationId)
    await desk.close(agent, long.conversationId)
    const again = await conversations.visitorSays(first.visitor, null, say('又来'))
    await desk.close(agent, again.conversationId)
    await talkWith(world, '现在')
    await world.settled()
    await world.database.db.company(world.companyId, ({ q }) =>
      sql`update conversation set last_message_at = now() - interval '8 days' where conversation_id = ${long.conversationId}`.execute(
        q,
      ),
    )

    const recent = async (words = '', limit = 10, cursor?: string) =>
      desk.recent(agent, { words, limit, ...(cursor ? { cursor } : {}) })
    const idsOf = ({ items }: { items: { conversationId: string }[] }) =>
      items.map(({ conversationId }) => conversationId)
    expect(idsOf(await recent())).toEqual([again.conversationId, second.conversationId])
    const page = await recent('', 1)
    expect(idsOf(page)).toEqual([again.conversationId])
    expect(idsOf(await recent('', 1, page.next ?? ''))).toEqual([second.conversationId])
    expect(idsOf(await recent('二'))).toEqual([second.conversationId])
    expect(idsOf(await recent('浙江杭州 又'))).toEqual([again.conversationId])

    // Who only looked on did not talk.
    const supervisor = world.caller(world.agent({ isOnline: false }).agentId, {
      ...builtInRoles.supervisor,
      dataScope: 'all',
    })
    await desk.read(supervisor, second.conversationId, 1)
    await world.settled()
    expect(idsOf(await desk.recent(supervisor, { words: '', limit: 10 }))).toEqual([])
  })

  it('can be turned to again: a new conversation, his own, in which the visitor finds what is said', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const { desk } = conversations
    const agent = world.agent()
    const { conversationId, visitor } = await talkWith(world)
    await desk.close(agent, conversationId)

    const opened = await desk.contact(agent, conversationId)
    expect(opened).toMatchObject({ status: 'open', agentId: agent.agentId, visitorId: visitor.visitorId })
    expect(opened.conversationId).not.toBe(conversationId)
    // Twice is once.
    expect((await desk.contact(agent, conversationId)).conversationId).toBe(opened.conversationId)
    await conversations.agentSays(agent, opened.conversationId, say('还需要帮忙吗'))
    await world.settled()
    const told = heardBy(`v:${visitor.visitorId}`).filter(({ type }) => type === 'message')
    expect(told.at(-1)).toMatchObject({ message: { body: { text: '还需要帮忙吗' } } })
    const back = await conversations.visitorSays(visitor, null, say('要的'))
    expect(back.conversationId).toBe(opened.conversationId)
  })

  it('cannot be turned to while a colleague is answering', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const { conversationId, visitor } = await talkWith(world)
    await conversations.desk.close(agent, conversationId)
    const seat = world.agents.get(agent.agentId)
    if (seat) seat.isOnline = false
    world.agent()
    await conversations.visitorSays(visitor, null, say('有人吗'))
    await expect(conversations.desk.contact(agent, conversationId)).rejects.toMatchObject({
      code: 'conversation.taken',
    })
  })
})

describe('an agent’s conversations, for who watches over him (D1.2)', () => {
  it('are heard of where he is watched: opened, handed on and ended', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const agent = world.agent()
    const { conversationId } = await talkWith(world)
    await world.settled()
    const heard = () => heardBy(`w:${agent.agentId}`).map(({ type }) => type)
    expect(heard()).toContain('conversation')
    const other = world.agent()
    await conversations.desk.transfer(agent, conversationId, { agentId: other.agentId }, '')
    await world.settled()
    expect(heard().at(-1)).toBe('gone')
    expect(heardBy(`w:${other.agentId}`).at(-2)).toMatchObject({
      type: 'conversation',
      conversation: { agentId: other.agentId },
    })
    await conversations.desk.close(other, conversationId)
    await world.settled()
    expect(
      heardBy(`w:${other.agentId}`)
        .filter(({ type }) => type === 'conversation')
        .at(-1),
    ).toMatchObject({
      conversation: { status: 'closed' },
    })
  })

  it('are open to those whose data scope covers him', async () => {
    await using world = await createWorld()
    const { desk } = world.node().conversations
    const agent = world.agent()
    const colleague = world.agent()
    const supervisor = world.caller(world.agent().agentId, { ...builtInRoles.supervisor, dataScope: 'all' })
    const everybody = [...world.agents.keys()]
    expect(await desk.watchable(agent, everybody)).toEqual([])
    expect((await desk.watchable(supervisor, everybody)).toSorted()).toEqual(
      [agent.agentId, colleague.agentId].toSorted(),
    )
    await talkWith(world)
    expect(
      (await desk.watched(supervisor, agent.agentId)).length +
        (await desk.watched(supervisor, colleague.agentId)).length,
    ).toBe(1)
  })
})

it('a filtered page looks only so far back, and the pages together find each conversation once', async () => {
  await using world = await createWorld()
  const agent = world.agent()
  for (let index = 0; index < 7; index++) await talkWith(world, `${index}`)
  await world.settled()
  const scope = { agentId: agent.agentId, all: true, agentIds: [], groupIds: [], queue: true }
  // Every third of them fits; a page looks at two.
  const matches = sql<boolean>`c.last_message_text in ('0', '3', '6')`
  const found: (string | undefined)[] = []
  let pages = 0
  await world.database.db.company(world.companyId, async (tx) => {
    for (let after: Awaited<ReturnType<typeof reachedBy>>; ; ) {
      const page = await listVisible(tx, world.companyId, scope, { matches, depth: 2, after, limit: 10 })
      found.push(...page.map(({ lastMessage }) => lastMessage?.text))
      pages++
      after = await reachedBy(tx, world.companyId, after, 2)
      if (!after) break
    }
  })
  expect([found, pages]).toEqual([['6', '3', '0'], 4])
})

it('a conversation counts what was said, not what happened, once each', async () => {
  await using world = await createWorld({ nodeCount: 2 })
  const agent = world.agent()
  const { conversationId, visitor } = await talkWith(world)
  for (let i = 0; i < 5; i++) {
    await world.node(i % 2).conversations.visitorSays(visitor, conversationId, say(`${i}`))
    await world.settled()
  }
  await world.node(1).conversations.agentSays(agent, conversationId, say('好'))
  await world.settled()
  expect(await world.node().conversations.desk.close(agent, conversationId)).toMatchObject({
    messageCount: 7,
    lastSeq: 9,
  })
})

it('pages together have each conversation once, also those that began in the same moment', async () => {
  await using world = await createWorld()
  const agent = world.agent({ capacity: 50 })
  const { desk } = world.node().conversations
  for (let at = 0; at < 5; at++) await world.node().conversations.visitorSays(await world.visitor(), null, say('在吗'))
  await world.database.db.company(world.companyId, ({ q }) =>
    sql`update conversation set started_at = '2026-11-26T10:00:00.123456Z'`.execute(q),
  )
  for (const filter of [undefined, { field: 'channel' as const, is: ['web'] }]) {
    const ids: string[] = []
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await desk.find(agent, { filter, limit: 2, cursor })
      ids.push(...items.map(({ conversationId }) => conversationId))
      if (next === null) break
      cursor = next
    }
    expect(ids).toHaveLength(5)
    expect(new Set(ids).size).toBe(5)
  }
})
