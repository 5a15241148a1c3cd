import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { expect, it } from 'vitest'
import { createWorld, say, text, type World } from './conversation.testing.ts'

async function talk(world: World) {
  const { conversations } = world.node()
  const agent = world.agent()
  const visitor = await world.visitor()
  const { conversationId } = await conversations.visitorSays(visitor, null, say('在吗'))
  return { conversations, agent, visitor, conversationId }
}
const answer = (words: string, quote: string) => ({ id: newId(), body: { ...text(words), quote } })
const note = (words: string, quote?: string) => ({
  id: newId(),
  body: { type: 'note' as const, text: words, mentions: [], ...(quote && { quote }) },
})

it('a recalled message is blank everywhere, in quotes and in the search too, and kept for the logs (D2.2)', async () => {
  await using world = await createWorld()
  const { conversations, agent, visitor, conversationId } = await talk(world)
  const wrong = say('您的底价是三千八')
  await conversations.agentSays(agent, conversationId, wrong)
  await conversations.visitorSays(visitor, conversationId, answer('真的吗', wrong.id))
  await world.settled()
  await conversations.indexNow()
  expect((await conversations.desk.search(agent, { words: '底价', limit: 10 })).items).toHaveLength(1)

  await conversations.desk.recall(agent, conversationId, wrong.id)
  await conversations.desk.recall(agent, conversationId, wrong.id)
  await world.settled()
  await conversations.indexNow()
  const { companyId } = world
  const copies = [
    await conversations.desk.messages(agent, conversationId, { limit: 50 }),
    (await conversations.desk.history(agent, { visitorId: visitor.visitorId, limit: 50 })).messages,
    await conversations.visitorMessages(companyId, conversationId, { limit: 50 }),
    await conversations.desk.inbox(agent),
    (await conversations.desk.search(agent, { words: '底价', limit: 10 })).items,
  ]
  for (const copy of copies) expect(JSON.stringify(copy)).not.toContain('三千八')
  expect(copies[0]).toMatchObject([
    { seq: 1 },
    { seq: 2 },
    { seq: 3, id: wrong.id, body: { type: 'recalled' } },
    { seq: 4, body: { text: '真的吗', quote: { messageId: wrong.id, seq: 3, type: 'recalled', text: '' } } },
    { seq: 5, body: { event: 'recalled', messageId: wrong.id, by: 'agent', agentId: agent.agentId, isNote: false } },
  ])
  expect(copies[0]).toHaveLength(5)
  expect(await conversations.desk.original(agent, conversationId, wrong.id)).toMatchObject({
    body: { text: '您的底价是三千八' },
  })
  // The same message sent again, as after a lost acknowledgement, does not bring it back.
  await expect(conversations.agentSays(agent, conversationId, wrong)).resolves.toMatchObject({ seq: 3, isRepeat: true })
  expect(await world.stored(conversationId)).toHaveLength(5)
})

it('only who said it takes it back, within two minutes, while the conversation goes on', async () => {
  await using world = await createWorld()
  const { conversations, agent, visitor, conversationId } = await talk(world)
  const { companyId } = world
  const asked = say('我手机号一三八')
  await conversations.visitorSays(visitor, conversationId, asked)
  const other = await world.visitor()
  const recallBy = (visitorId: string) => conversations.recallByVisitor(companyId, visitorId, conversationId, asked.id)
  await expect(conversations.desk.recall(agent, conversationId, asked.id)).rejects.toMatchObject({
    code: 'message.not_found',
  })
  await expect(recallBy(other.visitorId)).rejects.toMatchObject({ code: 'message.not_found' })

  const late = say('很久以前')
  await conversations.agentSays(agent, conversationId, late)
  await world.database.db.company(companyId, (tx) =>
    sql`update conversation_message set sent_at = sent_at - interval '3 minutes' where message_id = ${late.id}`.execute(
      tx.q,
    ),
  )
  await expect(conversations.desk.recall(agent, conversationId, late.id)).rejects.toMatchObject({
    code: 'message.recall_too_late',
  })
  await recallBy(visitor.visitorId)
  expect((await world.stored(conversationId)).at(-1)).toMatchObject({ event: 'recalled' })
  const last = say('再见')
  await conversations.agentSays(agent, conversationId, last)
  await conversations.desk.close(agent, conversationId)
  await expect(conversations.desk.recall(agent, conversationId, last.id)).rejects.toMatchObject({
    code: 'conversation.closed',
  })
})

it('that a note was recalled is not for the visitor either', async () => {
  await using world = await createWorld()
  const { conversations, agent, conversationId } = await talk(world)
  const wrong = note('写错了')
  await conversations.agentSays(agent, conversationId, wrong)
  await conversations.desk.recall(agent, conversationId, wrong.id)
  const seen = await conversations.visitorMessages(world.companyId, conversationId, { limit: 50 })
  expect(seen.slice(2).map(({ body }) => body)).toEqual([
    { type: 'event', event: 'hidden' },
    { type: 'event', event: 'hidden' },
  ])
  expect(JSON.stringify(seen)).not.toContain(`"messageId"`)
})

it('quotes what was said with the same visitor, in an earlier conversation too, and nothing else', async () => {
  await using world = await createWorld()
  const { conversations, agent, visitor, conversationId } = await talk(world)
  const first = say('上次说的型号')
  await conversations.visitorSays(visitor, conversationId, first)
  const secret = note('底价三千')
  await conversations.agentSays(agent, conversationId, secret)
  const other = await world.visitor()
  const foreign = say('别人的话')
  const others = await conversations.visitorSays(other, null, foreign)

  const unknown = { code: 'message.quote_unknown' }
  const inOthers = conversations.agentSays(agent, others.conversationId, answer('?', first.id))
  await expect(inOthers).rejects.toMatchObject(unknown)
  for (const quoted of [foreign.id, secret.id, newId()]) {
    const said = conversations.visitorSays(visitor, conversationId, answer('?', quoted))
    await expect(said).rejects.toMatchObject(unknown)
  }
  // An agent cannot show a note to the visitor by quoting it; another note may.
  await expect(conversations.agentSays(agent, conversationId, answer('?', secret.id))).rejects.toMatchObject(unknown)
  await conversations.agentSays(agent, conversationId, note('同意', secret.id))

  await conversations.desk.close(agent, conversationId)
  const again = answer('还是这个', first.id)
  const reopened = await conversations.visitorSays(visitor, null, again)
  expect(reopened.conversationId).not.toBe(conversationId)
  const [opening] = await conversations.desk.messages(agent, reopened.conversationId, { limit: 1, after: 0 })
  expect(opening?.body).toEqual({
    type: 'text',
    text: '还是这个',
    quote: {
      messageId: first.id,
      conversationId,
      seq: 3,
      from: 'visitor',
      senderId: visitor.visitorId,
      type: 'text',
      text: '上次说的型号',
    },
  })
  await expect(conversations.visitorSays(visitor, reopened.conversationId, again)).resolves.toMatchObject({
    seq: 1,
    isRepeat: true,
  })
})

it('a message that is recalled while others quote it is blank in every quote, whoever was faster', async () => {
  await using world = await createWorld({ nodeCount: 2 })
  const { conversations, agent, visitor, conversationId } = await talk(world)
  for (let round = 0; round < 10; round++) {
    const wrong = say(`机密 ${round}`)
    await conversations.agentSays(agent, conversationId, wrong)
    await Promise.allSettled([
      conversations.visitorSays(visitor, conversationId, answer('什么', wrong.id)),
      world.node(1).conversations.desk.recall(agent, conversationId, wrong.id),
      world.node(1).conversations.visitorSays(visitor, conversationId, answer('啊', wrong.id)),
      conversations.indexNow(),
    ])
  }
  await world.settled()
  await conversations.indexNow()
  const all = await conversations.desk.messages(agent, conversationId, { limit: 200 })
  expect(JSON.stringify(all)).not.toContain('机密')
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1))
  expect((await conversations.desk.search(agent, { words: '机密', limit: 10 })).items).toEqual([])
})
