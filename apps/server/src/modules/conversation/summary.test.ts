import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { expect, it } from 'vitest'
import { createWorld, say } from './conversation.testing.ts'
import { summarize } from './store/summary.ts'

it('a summary that waited for another one, and knows less, does not undo it', async () => {
  await using world = await createWorld()
  const { conversations, db } = world.node()
  const agent = world.agent()
  const { companyId } = world
  const visitor = await world.visitor()
  const { conversationId } = await conversations.visitorSays(visitor, null, say('first'))
  await world.settled()
  const of = [{ companyId, conversationId }]
  let late: Promise<void> | undefined
  await world.database.db.company(companyId, async (tx) => {
    await sql`select 1 from conversation where conversation_id = ${conversationId} for update`.execute(tx.q)
    late = db.company(companyId, (other) => summarize(other, of))
    const waits = async () => {
      const { rows } = await sql`select from pg_locks w where not w.granted and w.pid in (
        select pid from pg_locks where database = (select oid from pg_database where datname = current_database()))`.execute(
        tx.q,
      )
      return rows.length
    }
    await expect.poll(waits, { timeout: 5_000, interval: 5 }).toBe(1)
    await sql`insert into conversation_message (company_id, conversation_id, seq, message_id, sender, sender_id, body)
      values (${companyId}, ${conversationId}, 3, ${newId()}, 'agent', ${agent.agentId}, '{"type":"text","text":"second"}')`.execute(
      tx.q,
    )
    await summarize(tx, of)
  })
  await late
  const [row] = (await conversations.desk.list(agent, { limit: 1 })).items
  expect(row).toMatchObject({ lastSeq: 3, lastMessage: { from: 'agent', text: 'second' }, waitingSince: null })
})
