import { builtInRoles } from '@youwen/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createWorld, say, type World } from './conversation.testing.ts'

async function startTalk(world: World) {
  const lin = world.agent()
  const visitor = await world.visitor()
  const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('这个沙发可以退货吗？'))
  return { lin, visitor, conversationId }
}

const rowOf = async (world: World, agent: ReturnType<World['agent']>, conversationId: string) =>
  world.node().conversations.desk.get(agent, conversationId)

const makeLate = (world: World) =>
  world.database.db.company(world.companyId, (tx) =>
    sql`update conversation_transfer set expires_at = clock_timestamp() where company_id = ${world.companyId}`.execute(
      tx.q,
    ),
  )

const outcomesOf = (world: World) =>
  world.database.db.company(world.companyId, async (tx) => {
    const { rows } = await sql<{ outcome: string | null; ended_by: string | null }>`
      select outcome, ended_by from conversation_transfer order by asked_at`.execute(tx.q)
    return rows
  })

describe('asking a colleague to take over (D1.4)', () => {
  it('moves nothing until he accepts; then it is his, and the visitor hears of that alone', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const { lin, visitor, conversationId } = await startTalk(world)
    const chen = world.agent()
    const asked = await conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, '要退款', true)
    expect(asked).toMatchObject({
      agentId: lin.agentId,
      transfer: { byAgentId: lin.agentId, toAgentId: chen.agentId, toGroupId: null, note: '要退款' },
    })
    await world.settled()
    const transferId = asked.transfer?.transferId ?? ''
    const offer = {
      transferId,
      conversationId,
      note: '要退款',
      lines: [{ from: 'visitor', type: 'text', text: '这个沙发可以退货吗？' }],
    }
    expect(heardBy(`a:${chen.agentId}`)).toContainEqual(
      expect.objectContaining({ type: 'transfer_offered', offer: expect.objectContaining({ transferId }) }),
    )
    // Who reloads finds it again, and who is asked does not see the conversation itself.
    expect(await conversations.offers.to(chen)).toMatchObject([offer])
    await expect(conversations.desk.get(chen, conversationId)).rejects.toMatchObject({ kind: 'not_found' })
    const time = Date.parse(asked.transfer?.expiresAt ?? '') - Date.parse(asked.transfer?.askedAt ?? '')
    expect(time).toBe(60_000)

    expect(await conversations.offers.accept(chen, transferId)).toEqual({ conversationId })
    await conversations.offers.accept(chen, transferId)
    await world.settled()
    expect(await rowOf(world, chen, conversationId)).toMatchObject({ agentId: chen.agentId, transfer: null })
    expect(await conversations.offers.to(chen)).toEqual([])
    const events = (await world.stored(conversationId)).flatMap(({ event }) => event ?? [])
    expect(events).toEqual(['assigned', 'transfer_asked', 'transferred'])
    for (const agent of [lin, chen]) {
      expect(heardBy(`a:${agent.agentId}`)).toContainEqual(
        expect.objectContaining({ type: 'transfer_over', outcome: 'accepted', agentId: chen.agentId }),
      )
    }
    const told = JSON.stringify([
      heardBy(`v:${visitor.visitorId}`),
      await conversations.visitorMessages(world.companyId, conversationId, { limit: 50 }),
    ])
    expect(told).toContain('"transferred"')
    expect(told).not.toContain('transfer_asked')
    expect(told).not.toContain('要退款')
  })

  it('leaves it where it is when he declines, is not asked any more, or does not answer in time', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const { lin, conversationId } = await startTalk(world)
    const chen = world.agent()
    const ask = async () => {
      const row = await conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, '', true)
      return row.transfer?.transferId ?? ''
    }
    await conversations.offers.decline(chen, await ask(), '正在忙')
    await conversations.offers.cancel(lin, await ask())
    const last = await ask()
    // A job that comes early, or twice, changes nothing.
    await conversations.offers.expire({ companyId: world.companyId, transferId: last })
    expect((await rowOf(world, lin, conversationId)).transfer).not.toBeNull()
    await makeLate(world)
    await expect(conversations.offers.accept(chen, last)).rejects.toMatchObject({ code: 'transfer.over' })
    await conversations.offers.expire({ companyId: world.companyId, transferId: last })
    await conversations.offers.expire({ companyId: world.companyId, transferId: last })
    await world.settled()
    expect((await outcomesOf(world)).map(({ outcome }) => outcome)).toEqual(['declined', 'cancelled', 'expired'])
    expect(await rowOf(world, lin, conversationId)).toMatchObject({ agentId: lin.agentId, transfer: null })
    expect((await world.stored(conversationId)).flatMap(({ event }) => event ?? [])).toEqual([
      'assigned',
      'transfer_asked',
      'transfer_declined',
      'transfer_asked',
      'transfer_cancelled',
      'transfer_asked',
      'transfer_expired',
    ])
    const over = heardBy(`a:${lin.agentId}`).filter(({ type }) => type === 'transfer_over')
    expect(over).toMatchObject([
      { outcome: 'declined', agentId: chen.agentId, reason: '正在忙' },
      { outcome: 'cancelled' },
      { outcome: 'expired', agentId: null },
    ])
    expect(world.expiries).toHaveLength(3)
  })

  it('routes it anew when nobody took it and the agent who had it has gone', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const { lin, conversationId } = await startTalk(world)
    const chen = world.agent()
    const row = await conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, '', true)
    const gone = world.agents.get(lin.agentId)
    if (gone) gone.isOnline = false
    await conversations.offers.decline(chen, row.transfer?.transferId ?? '', '')
    await world.settled()
    expect(await rowOf(world, chen, conversationId)).toMatchObject({ agentId: chen.agentId, transfer: null })
    expect((await world.stored(conversationId)).at(-1)).toMatchObject({ event: 'transferred' })
  })

  it('is over when the conversation is ended, taken or handed over meanwhile', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const chen = world.agent()
    const boss = world.caller(world.agent().agentId, { ...builtInRoles.supervisor, dataScope: 'all' })
    for (const overtake of [
      (id: string, lin: typeof chen) => conversations.desk.close(lin, id),
      (id: string) => conversations.desk.takeOver(boss, id),
      (id: string, lin: typeof chen) => conversations.desk.transfer(lin, id, { agentId: boss.agentId }, ''),
    ]) {
      world.agents.delete(boss.agentId)
      world.agents.delete(chen.agentId)
      const { lin, conversationId } = await startTalk(world)
      for (const { agentId } of [boss, chen]) {
        world.agents.set(agentId, { agentId, capacity: 10, isOnline: true, groupIds: [], lastAssignedAt: null })
      }
      const row = await conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, '', true)
      await overtake(conversationId, lin)
      await expect(conversations.offers.accept(chen, row.transfer?.transferId ?? '')).rejects.toMatchObject({
        code: 'transfer.over',
      })
      expect(await conversations.offers.to(chen)).toEqual([])
      world.agents.delete(lin.agentId)
    }
    expect((await outcomesOf(world)).map(({ outcome }) => outcome)).toEqual(['overtaken', 'overtaken', 'overtaken'])
  })

  it('is refused clearly: to who is away, has it, or is asked already; and he cannot take more than he may have', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const { lin, conversationId } = await startTalk(world)
    const away = world.agent({ isOnline: false })
    const full = world.agent({ capacity: 0 })
    const ask = (agentId: string) => conversations.desk.transfer(lin, conversationId, { agentId }, '', true)
    await expect(ask(away.agentId)).rejects.toMatchObject({ code: 'conversation.receiver_offline' })
    await expect(ask(lin.agentId)).rejects.toMatchObject({ code: 'transfer.to_holder' })
    const group = { groupId: '00000000-0000-4000-8000-000000000001' }
    await expect(conversations.desk.transfer(lin, conversationId, group, '', true)).rejects.toMatchObject({
      code: 'transfer.group_away',
    })
    const transferId = (await ask(full.agentId)).transfer?.transferId ?? ''
    await expect(ask(full.agentId)).rejects.toMatchObject({ code: 'transfer.waiting' })
    await expect(conversations.offers.accept(full, transferId)).rejects.toMatchObject({
      code: 'conversation.at_capacity',
    })
    // Refused, it still waits: he may end something first.
    expect((await rowOf(world, lin, conversationId)).transfer?.transferId).toBe(transferId)
    const stranger = world.agent()
    await expect(conversations.offers.accept(stranger, transferId)).rejects.toMatchObject({ kind: 'not_found' })
    await expect(conversations.offers.decline(stranger, transferId, '')).rejects.toMatchObject({ kind: 'not_found' })
    await expect(conversations.offers.cancel(stranger, transferId)).rejects.toMatchObject({ kind: 'not_found' })
    world.agents.delete(full.agentId)
    await expect(conversations.offers.accept(full, transferId)).rejects.toMatchObject({ code: 'agent.not_found' })
  })
})

describe('asking a group to take over (D1.4)', () => {
  it('asks those who are there; one who declines is out of it, and the last one gives it back', async () => {
    await using world = await createWorld()
    const { conversations, heardBy } = world.node()
    const { lin, conversationId } = await startTalk(world)
    const groupId = '00000000-0000-4000-8000-000000000001'
    const [chen, wang] = [world.agent({ groupIds: [groupId] }), world.agent({ groupIds: [groupId] })]
    const absent = world.agent({ groupIds: [groupId], isOnline: false })
    const ask = async () =>
      (await conversations.desk.transfer(lin, conversationId, { groupId }, '', true)).transfer?.transferId ?? ''
    const first = await ask()
    expect(await conversations.offers.to(absent)).toEqual([])
    await conversations.offers.decline(chen, first, '')
    expect(await conversations.offers.to(chen)).toEqual([])
    expect(await conversations.offers.to(wang)).toHaveLength(1)
    await expect(conversations.offers.accept(chen, first)).rejects.toMatchObject({ code: 'transfer.over' })
    await conversations.offers.decline(wang, first, '')
    expect((await rowOf(world, lin, conversationId)).transfer).toBeNull()
    await conversations.offers.accept(wang, await ask())
    await world.settled()
    expect(await rowOf(world, wang, conversationId)).toMatchObject({ agentId: wang.agentId, groupId })
    expect(heardBy(`a:${chen.agentId}`).filter(({ type }) => type === 'transfer_over')).toMatchObject([
      { outcome: 'declined', agentId: chen.agentId },
      { outcome: 'declined', agentId: wang.agentId },
      { outcome: 'accepted', agentId: wang.agentId },
    ])
  })
})

describe('accept, decline, cancel, time and the end of the conversation at once (F22)', () => {
  it('come to exactly one outcome, and the conversation is where that outcome says', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const groupId = '00000000-0000-4000-8000-000000000001'
    const acts = ['accept 0', 'accept 1', 'decline 0', 'decline 1', 'cancel', 'expire', 'close', 'move'] as const
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...acts], { minLength: 2 }), fc.boolean(), async (chosen, isLate) => {
        world.agents.clear()
        const lin = world.agent({ capacity: 1_000 })
        const visitor = await world.visitor()
        const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('在吗'))
        const asked = [
          world.agent({ groupIds: [groupId], capacity: 1_000 }),
          world.agent({ groupIds: [groupId], capacity: 1_000 }),
        ] as const
        const other = world.agent()
        const row = await world.node().conversations.desk.transfer(lin, conversationId, { groupId }, '', true)
        const transferId = row.transfer?.transferId ?? ''
        if (isLate) await makeLate(world)
        await Promise.allSettled(
          chosen.map((act, i) => {
            const { desk, offers } = world.node(i % 2).conversations
            const [what, who = '0'] = act.split(' ')
            const agent = asked[Number(who) as 0 | 1]
            if (what === 'accept') return offers.accept(agent, transferId)
            if (what === 'decline') return offers.decline(agent, transferId, '')
            if (what === 'cancel') return offers.cancel(lin, transferId)
            if (what === 'expire') return offers.expire({ companyId: world.companyId, transferId })
            if (what === 'close') return desk.close(lin, conversationId)
            return desk.transfer(lin, conversationId, { agentId: other.agentId }, '')
          }),
        )
        await world.settled()
        const outcome = (await outcomesOf(world)).at(-1)
        const { transfer, status, agentId } = await world.node().conversations.get(world.companyId, conversationId)
        const events = (await world.stored(conversationId)).flatMap(({ event }) => event ?? [])
        const ends = events.filter((event) => ['transfer_cancelled', 'transfer_expired'].includes(event))
        const moves = events.filter((event) => event === 'transferred')
        expect((await world.stored(conversationId)).map(({ seq }) => seq)).toEqual(
          Array.from({ length: events.length + 1 }, (_, i) => i + 1),
        )
        // A row that waits says so, and one that does not, does not.
        expect(transfer === null).toBe(outcome?.outcome !== null)
        expect(ends.length).toBeLessThanOrEqual(1)
        if (outcome?.outcome === 'accepted') {
          expect(isLate).toBe(false)
          expect(asked.map((one) => one.agentId)).toContain(outcome.ended_by)
          expect(ends).toEqual([])
          // Lin may have ended or handed over nothing any more: it was not his.
          expect(agentId).toBe(outcome.ended_by)
          expect(moves).toHaveLength(1)
        } else {
          expect(asked.map((one) => one.agentId)).not.toContain(agentId)
          expect(moves.length).toBe(chosen.includes('move') && agentId === other.agentId ? 1 : 0)
        }
        if (outcome?.outcome === 'cancelled') expect(ends).toEqual(['transfer_cancelled'])
        if (outcome?.outcome === 'expired') expect(ends).toEqual(['transfer_expired'])
        if (outcome?.outcome === 'overtaken') expect(status === 'closed' || agentId === other.agentId).toBe(true)
        if (status === 'closed') expect(events.filter((event) => event === 'closed')).toHaveLength(1)
      }),
      { numRuns: 40 },
    )
  })

  it('gives it to exactly one of thirty of a group who accept on two nodes', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const { lin, conversationId } = await startTalk(world)
    const groupId = '00000000-0000-4000-8000-000000000001'
    const agents = Array.from({ length: 30 }, () => world.agent({ groupIds: [groupId] }))
    const row = await world.node().conversations.desk.transfer(lin, conversationId, { groupId }, '', true)
    const taken = await Promise.allSettled(
      agents.map((agent, i) => world.node(i % 2).conversations.offers.accept(agent, row.transfer?.transferId ?? '')),
    )
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of taken) if (one.status === 'rejected') expect(one.reason.code).toBe('transfer.over')
    expect((await world.stored(conversationId)).filter(({ event }) => event === 'transferred')).toHaveLength(1)
  })
})

describe('a node that did not hear of an offer', () => {
  it('tells its own clients within a sweep, and that it is over', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const { lin, conversationId } = await startTalk(world)
    const chen = world.agent()
    await world.settled()
    await world.node(1).conversations.catchUpNow()
    world.bus.isCut = true
    const row = await world
      .node(0)
      .conversations.desk.transfer(lin, conversationId, { agentId: chen.agentId }, '', true)
    await world.settled()
    await world.node(1).conversations.catchUpNow()
    const heard = () => world.node(1).heardBy(`a:${chen.agentId}`)
    expect(heard().at(-1)).toMatchObject({ type: 'transfer_offered', offer: { conversationId } })
    await world.node(0).conversations.offers.cancel(lin, row.transfer?.transferId ?? '')
    await world.settled()
    await world.node(1).conversations.catchUpNow()
    expect(heard().at(-1)).toMatchObject({ type: 'transfer_over', outcome: 'cancelled' })
  })
})
