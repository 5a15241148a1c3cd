import { builtInRoles } from '@youwen/contract'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { createRouting } from '../routing/index.ts'
import { createWorld, say, type World } from './conversation.testing.ts'

const statusesOf = (world: World) =>
  world.database.db.company(world.companyId, async (tx) => {
    const { rows } = await sql<{
      status: string
      agent_id: string | null
    }>`select status, agent_id from conversation`.execute(tx.q)
    return rows
  })

describe('the first message of a visitor', () => {
  it('opens a conversation with the least busy agent, tells him, and carries the assignment in its stream', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId, seq } = await conversations.visitorSays(visitor, null, say('在吗'))
    await world.settled()
    expect(seq).toBe(1)
    expect(await world.stored(conversationId)).toMatchObject([
      { seq: 1, sender: 'visitor', text: '在吗' },
      { seq: 2, sender: 'system', event: 'assigned' },
    ])
    const row = heardBy(`a:${agent.agentId}`).find(({ type }) => type === 'conversation')
    expect(row).toMatchObject({
      conversation: { conversationId, status: 'open', lastMessage: { text: '在吗' }, lastSeq: 2 },
    })
    expect(heardBy(`v:${visitor.visitorId}`).at(-1)).toMatchObject({
      conversation: { agent: { agentId: agent.agentId } },
    })
  })

  it('opens one conversation when two tabs speak at once, and loses neither message', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    world.agent()
    const visitor = await world.visitor()
    const said = await Promise.all(
      Array.from({ length: 10 }, (_, i) => world.node(i % 2).conversations.visitorSays(visitor, null, say(`tab ${i}`))),
    )
    expect(new Set(said.map(({ conversationId }) => conversationId)).size).toBe(1)
    const stored = await world.stored(said[0]?.conversationId ?? '')
    expect(stored.filter(({ sender }) => sender === 'visitor')).toHaveLength(10)
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, i) => i + 1))
  })

  it('waits in the queue when nobody is free, and is told its position', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const first = await world.visitor()
    const second = await world.visitor()
    await conversations.visitorSays(first, null, say('1'))
    await conversations.visitorSays(second, null, say('2'))
    const waiting = await conversations.ofVisitor(world.companyId, second.visitorId)
    expect(waiting && (await conversations.visitorView(waiting))).toMatchObject({
      status: 'queued',
      position: 2,
      agent: null,
    })
  })
})

describe('two hundred visitors at once on two nodes (F22)', () => {
  it('never put an agent above capacity, and queue the rest in order of arrival', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const agents = Array.from({ length: 10 }, () => world.agent({ capacity: 5 }))
    const visitors = await Promise.all(Array.from({ length: 200 }, () => world.visitor()))
    const said = await Promise.all(
      visitors.map((visitor, i) => world.node(i % 2).conversations.visitorSays(visitor, null, say(`${i}`))),
    )
    await world.settled()
    const all = await statusesOf(world)
    expect(all.filter(({ status }) => status === 'open')).toHaveLength(50)
    expect(all.filter(({ status }) => status === 'queued')).toHaveLength(150)
    for (const { agentId } of agents) expect(all.filter((row) => row.agent_id === agentId)).toHaveLength(5)

    // One place becomes free: who waits longest gets it.
    const next = await world.database.db.company(world.companyId, async (tx) => {
      const { rows } = await sql<{ conversation_id: string }>`select conversation_id from conversation
        where status = 'queued' order by queued_at, conversation_id limit 1`.execute(tx.q)
      return rows[0]?.conversation_id
    })
    const anyAgent = agents[0]
    const mine = await world.node().conversations.desk.list(anyAgent as never, { status: 'open', limit: 10 })
    const [conversation] = mine.items
    if (!conversation) throw new Error('The agent has no conversation.')
    await world.node().conversations.desk.close(anyAgent as never, conversation.conversationId)
    await expect
      .poll(async () => (await world.node().conversations.get(world.companyId, next ?? '')).status)
      .toBe('open')
    expect(said).toHaveLength(200)
  })

  it('keep their places when somebody comes just as a place becomes free', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent({ capacity: 1 })
    const come = async () => (await conversations.visitorSays(await world.visitor(), null, say('在吗'))).conversationId
    const stateOf = (conversationId: string) => conversations.get(world.companyId, conversationId)
    await come()
    const waiting = await come()
    await world.settled()
    // A place that nobody has looked into the queue for yet.
    Object.assign(world.agents.get(agent.agentId) ?? {}, { capacity: 2 })
    const newcomer = await come()
    await expect.poll(async () => (await stateOf(waiting)).agentId).toBe(agent.agentId)
    expect((await stateOf(newcomer)).status).toBe('queued')
  })

  it('do not make a newcomer wait for an agent whom none of them may have', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const lin = world.agent({ capacity: 1 })
    const { conversationId } = await conversations.visitorSays(await world.visitor(), null, say('投诉'))
    await conversations.desk.transfer(lin, conversationId, { groupId: newId() }, '')
    const newcomer = await conversations.visitorSays(await world.visitor(), null, say('在吗'))
    expect((await conversations.get(world.companyId, newcomer.conversationId)).agentId).toBe(lin.agentId)
    expect((await conversations.get(world.companyId, conversationId)).status).toBe('queued')
  })

  it('leave everybody else room while they wait for each other', async () => {
    await using world = await createWorld()
    const agent = world.agent()
    const { conversations } = world.node()
    const visitors = await Promise.all(Array.from({ length: 40 }, () => world.visitor()))
    const { promise: whenLetGo, resolve: letGo } = Promise.withResolvers<void>()
    const { promise: whenLocked, resolve: locked } = Promise.withResolvers<void>()
    const somebodyRoutes = world.database.db.company(world.companyId, async (tx) => {
      await createRouting({} as never).lock(tx, world.companyId)
      locked()
      await whenLetGo
    })
    await whenLocked
    const said = visitors.map((visitor) => conversations.visitorSays(visitor, null, say('在吗')))
    const waiting = () =>
      world.database.db.company(world.companyId, async (tx) => {
        const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted`.execute(tx.q)
        return rows.length
      })
    await expect.poll(waiting).toBeGreaterThan(0)
    expect((await conversations.desk.list(agent, { status: 'open', limit: 50 })).items).toEqual([])
    letGo()
    await somebodyRoutes
    expect(new Set((await Promise.all(said)).map(({ conversationId }) => conversationId)).size).toBe(40)
  })

  it('give a waiting conversation to exactly one of fifty agents who take it', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const visitor = await world.visitor()
    const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('hello'))
    const agents = Array.from({ length: 50 }, () => world.agent({ isOnline: false }))
    const taken = await Promise.allSettled(
      agents.map((agent, i) => world.node(i % 2).conversations.desk.accept(agent, conversationId)),
    )
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of taken) {
      if (outcome.status === 'rejected')
        expect(['conversation.taken', 'conversation.not_found']).toContain(outcome.reason.code)
    }
    expect((await world.stored(conversationId)).filter(({ event }) => event === 'assigned')).toHaveLength(1)
  })
})

describe('an agent who becomes free', () => {
  it('is given who waits, as soon as he comes online', async () => {
    await using world = await createWorld()
    const { conversations, events } = world.node()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('hello'))
    const agent = world.agent()
    events.publish([{ type: 'agent.state_changed', companyId: world.companyId }])
    await expect
      .poll(async () => (await conversations.get(world.companyId, conversationId)).agentId)
      .toBe(agent.agentId)
  })

  it('passes by a conversation that waits for another group, which does not hold up those behind it', async () => {
    await using world = await createWorld()
    const { conversations, events } = world.node()
    const busy = world.agent()
    const [first, second] = [await world.visitor(), await world.visitor()]
    const forGroup = await conversations.visitorSays(first, null, say('complaint'))
    await conversations.desk.transfer(busy, forGroup.conversationId, { groupId: newId() }, '')
    world.agents.clear()
    const other = await conversations.visitorSays(second, null, say('question'))
    const agent = world.agent()
    events.publish([{ type: 'agent.state_changed', companyId: world.companyId }])
    await expect
      .poll(async () => (await conversations.get(world.companyId, other.conversationId)).agentId)
      .toBe(agent.agentId)
    expect((await conversations.get(world.companyId, forGroup.conversationId)).status).toBe('queued')
  })
})

describe('closing', () => {
  it('is final: what the visitor says at the same moment goes before the end or into the next conversation', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const agent = world.agent({ capacity: 1_000 })
    for (let round = 0; round < 10; round++) {
      const visitor = await world.visitor()
      const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('start'))
      const [, ...said] = await Promise.all([
        world.node(1).conversations.desk.close(agent, conversationId),
        ...Array.from({ length: 5 }, (_, i) =>
          world.node(0).conversations.visitorSays(visitor, conversationId, say(`${i}`)),
        ),
      ])
      const stored = await world.stored(conversationId)
      expect(stored.at(-1)).toMatchObject({ event: 'closed' })
      for (const appended of said) {
        const place = await world.stored(appended.conversationId)
        expect(place.filter(({ seq }) => seq === appended.seq)).toHaveLength(1)
      }
    }
  })

  it('frees the place for who waits, and changes nothing the second time', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent({ capacity: 1 })
    const first = await conversations.visitorSays(await world.visitor(), null, say('1'))
    const second = await conversations.visitorSays(await world.visitor(), null, say('2'))
    await conversations.desk.close(agent, first.conversationId)
    await expect
      .poll(async () => (await conversations.get(world.companyId, second.conversationId)).agentId)
      .toBe(agent.agentId)
    await conversations.desk.close(agent, first.conversationId)
    expect((await world.stored(first.conversationId)).filter(({ event }) => event === 'closed')).toHaveLength(1)
  })
})

describe('a transfer', () => {
  it('moves the conversation to a colleague; the note is told to agents and never to the visitor', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const lin = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('hello'))
    const chen = world.agent()
    await conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, 'wants a refund')
    await world.settled()
    expect(heardBy(`a:${lin.agentId}`).filter(({ type }) => type === 'gone')).toEqual([
      { type: 'gone', conversationId },
    ])
    expect(heardBy(`a:${chen.agentId}`)).toContainEqual(expect.objectContaining({ type: 'conversation' }))
    expect(JSON.stringify(heardBy(`a:${chen.agentId}`))).toContain('wants a refund')
    expect(JSON.stringify(heardBy(`v:${visitor.visitorId}`))).not.toContain('wants a refund')
    const seenByVisitor = await conversations.visitorMessages(world.companyId, conversationId, { limit: 50 })
    expect(JSON.stringify(seenByVisitor)).not.toContain('wants a refund')
    const named = await conversations.agentsIn(world.companyId, seenByVisitor)
    expect(named.map(({ agentId }) => agentId)).toContain(chen.agentId)
  })

  it("is refused for a colleague's conversation unless the role allows it, and to somebody who is not there", async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const lin = world.agent()
    const { conversationId } = await conversations.visitorSays(await world.visitor(), null, say('hello'))
    const chen = world.agent()
    const away = world.agent({ isOnline: false })
    const supervisor = world.caller(chen.agentId, { ...builtInRoles.supervisor, dataScope: 'all' })
    const plain = world.caller(chen.agentId, { dataScope: 'all', permissions: ['conversation.serve'] })
    const to = { agentId: chen.agentId }
    await expect(conversations.desk.transfer(plain, conversationId, to, '')).rejects.toMatchObject({
      code: 'conversation.taken',
    })
    await expect(conversations.desk.transfer(lin, conversationId, { agentId: away.agentId }, '')).rejects.toMatchObject(
      {
        code: 'conversation.receiver_offline',
      },
    )
    await expect(conversations.desk.transfer(supervisor, conversationId, to, '')).resolves.toMatchObject({
      agentId: chen.agentId,
    })
  })
})

describe('who may see a conversation', () => {
  it('is its agent, who took part, and who sees all; for others it does not exist', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const lin = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('secret'))
    const stranger = world.agent()
    const analyst = world.caller(newId(), builtInRoles.analyst)
    for (const agent of [lin, analyst])
      expect(await conversations.desk.get(agent, conversationId)).toMatchObject({ conversationId })
    await expect(conversations.desk.get(stranger, conversationId)).rejects.toMatchObject({
      code: 'conversation.not_found',
    })
    await expect(conversations.desk.messages(stranger, conversationId, { limit: 10 })).rejects.toMatchObject({
      kind: 'not_found',
    })
    await expect(
      conversations.desk.history(stranger, { visitorId: visitor.visitorId, limit: 10 }),
    ).rejects.toMatchObject({
      kind: 'not_found',
    })
    await expect(conversations.agentSays(stranger, conversationId, say('hi'))).rejects.toMatchObject({
      kind: 'not_found',
    })
    expect((await conversations.desk.list(stranger, { limit: 10 })).items).toEqual([])
    await conversations.indexNow()
    expect((await conversations.desk.search(stranger, { words: 'secret', limit: 10 })).items).toEqual([])
    expect((await conversations.desk.search(lin, { words: 'secret', limit: 10 })).items).toHaveLength(1)
  })
})

describe('the summary of a conversation', () => {
  it('says since when the visitor waits, and that he does not once he is answered', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId, at } = await conversations.visitorSays(visitor, null, say('hello'))
    await conversations.visitorSays(visitor, conversationId, say('anybody?'))
    await world.settled()
    expect(await conversations.desk.get(agent, conversationId)).toMatchObject({
      waitingSince: at.toISOString(),
      lastMessage: { from: 'visitor', text: 'anybody?' },
    })
    await conversations.agentSays(agent, conversationId, say('yes'))
    await world.settled()
    expect(await conversations.desk.get(agent, conversationId)).toMatchObject({
      waitingSince: null,
      lastMessage: { from: 'agent', text: 'yes' },
      lastSeq: 4,
      readSeq: 4,
    })
  })

  it('knows what of the visitor an agent has not read: not that the conversation began, and not what was answered', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('hello'))
    await world.settled()
    const unread = async () => (await conversations.desk.get(agent, conversationId)).unreadSeqs
    expect(await unread()).toEqual([1])
    await conversations.visitorSays(visitor, conversationId, say('anybody?'))
    await conversations.desk.read(agent, conversationId, 2)
    await world.settled()
    expect(await unread()).toEqual([3])
    await conversations.agentSays(agent, conversationId, say('yes'))
    await conversations.visitorSays(visitor, conversationId, say('good'))
    await world.settled()
    expect(await unread()).toEqual([5])
  })

  it('is rebuilt from the messages after a crash', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('hello'))
    await world.settled()
    await world.database.db.company(world.companyId, (tx) =>
      sql`insert into conversation_message (company_id, conversation_id, seq, message_id, sender, sender_id, body)
        values (${world.companyId}, ${conversationId}, 3, ${newId()}, 'visitor', ${visitor.visitorId}, '{"type":"text","text":"lost summary"}')`.execute(
        tx.q,
      ),
    )
    await conversations.repair()
    expect(await conversations.desk.get(agent, conversationId)).toMatchObject({
      lastSeq: 3,
      lastMessage: { text: 'lost summary' },
    })
  })
})

describe('search', () => {
  it('finds Chinese words inside sentences, by a single character too, and marks them', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('请问沙发可以退货吗，运费谁出？'))
    await conversations.visitorSays(visitor, conversationId, say('ＯＲＤＥＲ 20260012 还没发货'))
    await conversations.indexNow()
    const found = async (words: string) =>
      (await conversations.desk.search(agent, { words, limit: 10 })).items.map(({ message }) => message.seq)
    expect(await found('退货')).toEqual([1])
    expect(await found('沙')).toEqual([1])
    expect(await found('退货 运费')).toEqual([1])
    expect(await found('order')).toEqual([3])
    expect(await found('2026')).toEqual([3])
    expect(await found('冰箱')).toEqual([])
    expect(await found("'; drop table -- \\ & | !")).toEqual([])
    const [hit] = (await conversations.desk.search(agent, { words: '退货', limit: 10 })).items
    expect(hit?.excerpt.filter(({ isHit }) => isHit)).toEqual([{ text: '退货', isHit: true }])
    expect(hit?.excerpt.map(({ text }) => text).join('')).toBe('请问沙发可以退货吗，运费谁出？')
  })
})

describe('history', () => {
  it('goes back across conversations of the same visitor, page by page, without repeating or leaving out', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const rounds: { conversationId: string; said: string[] }[] = []
    for (let round = 0; round < 3; round++) {
      const said: string[] = []
      let conversationId: string | null = null
      for (let i = 0; i < 7; i++) {
        const words = `${round}.${i}`
        said.push(words)
        conversationId = (await conversations.visitorSays(visitor, conversationId, say(words))).conversationId
      }
      await conversations.desk.close(agent, conversationId ?? '')
      rounds.push({ conversationId: conversationId ?? '', said })
    }
    const [first, second, third] = rounds
    for (const [lastConversationId, order] of [
      [undefined, [first, second, third]],
      // One that goes on is read from its end, whatever began after it.
      [second?.conversationId, [first, third, second]],
    ] as const) {
      const read: string[] = []
      const texts: string[] = []
      let before: string | undefined
      for (let page = 0; page < 20; page++) {
        const { messages, hasEarlier } = await conversations.desk.history(agent, {
          visitorId: visitor.visitorId,
          before,
          lastConversationId,
          limit: 4,
        })
        texts.unshift(...messages.flatMap(({ body }) => (body.type === 'text' ? [body.text] : [])))
        read.unshift(...messages.map(({ conversationId, seq }) => `${conversationId}:${seq}`))
        before = read[0]
        if (!hasEarlier) break
      }
      expect(new Set(read).size).toBe(read.length)
      expect(read).toHaveLength(3 * 9)
      expect(texts).toEqual(order.flatMap((round) => round?.said ?? []))
    }
  })
})

describe('a node that missed what another one told', () => {
  it('tells its own clients how far the conversation is, within a sweep, and whose it is now', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const lin = world.agent()
    const visitor = await world.visitor()
    const { conversationId } = await world.node(0).conversations.visitorSays(visitor, null, say('hello'))
    await world.settled()
    await world.node(1).conversations.catchUpNow()
    expect(world.node(1).heardBy(`a:${lin.agentId}`)).toContainEqual(
      expect.objectContaining({
        type: 'conversation',
        conversation: expect.objectContaining({ conversationId, lastSeq: 2 }),
      }),
    )
    const chen = world.agent()
    world.bus.isCut = true
    await world.node(0).conversations.visitorSays(visitor, conversationId, say('anybody?'))
    await world.node(0).conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, '')
    await world.settled()
    const before = world.node(1).heardBy(`v:${visitor.visitorId}`).length
    await world.node(1).conversations.catchUpNow()
    const row = { conversationId, agentId: chen.agentId, lastSeq: 4 }
    for (const topic of [`a:${lin.agentId}`, `a:${chen.agentId}`, `c:${conversationId}`]) {
      expect(world.node(1).heardBy(topic).at(-1)).toMatchObject({ type: 'conversation', conversation: row })
    }
    expect(world.node(1).heardBy(`v:${visitor.visitorId}`).slice(before)).toMatchObject([
      { type: 'conversation', conversation: { lastSeq: 4, agent: { agentId: chen.agentId } } },
    ])
    await world.node(1).conversations.catchUpNow()
    expect(world.node(1).heardBy(`v:${visitor.visitorId}`)).toHaveLength(before + 1)
  })
})
