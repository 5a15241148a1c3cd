import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { testApp } from '../testing/app.ts'

const most = 10_000

test('an agent with more conversations than anybody can read comes in, and has those with the latest word', async () => {
  await using server = await testApp()
  const company = await server.company('yunzhou')
  const { agentId, token } = await company.agent('busy', 'agent')
  const { db } = server.app
  const ids = () => ({ visitorId: randomUUID(), visitId: randomUUID(), conversationId: randomUUID() })
  const rows = JSON.stringify(Array.from({ length: most + 1 }, ids))
  const all = sql`jsonb_to_recordset(${rows}::jsonb) as r ("visitorId" uuid, "visitId" uuid, "conversationId" uuid)`
  const { companyId } = company
  const siteId = randomUUID()
  await db.all(async ({ q }) => {
    await sql`
      insert into visitor (company_id, visitor_id, site_id, first_seen_at, last_seen_at, visit_count)
      select ${companyId}, r."visitorId", ${siteId}, now(), now(), 1 from ${all}`.execute(q)
    await sql`
      insert into conversation (company_id, conversation_id, visitor_id, visit_id, site_id, agent_id, status, assigned_at,
        last_seq, last_message_from, last_message_type, last_message_text, last_message_at)
      select ${companyId}, r."conversationId", r."visitorId", r."visitId", ${siteId}, ${agentId}, 'open', now(),
        1, 'visitor', 'text', repeat('沙发多长？', 40), now() - row_number() over () * interval '1 second'
      from ${all}`.execute(q)
  })
  const url = server.app.url
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime/agent`, { origin: url })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, token }))
  const [first] = await once(socket, 'message')
  const { type, inbox } = JSON.parse(String(first)) as { type: string; inbox: { lastMessage: { at: string } }[] }
  expect(type).toBe('welcome')
  expect(inbox).toHaveLength(most)
  const oldest = await db.all(({ q }) =>
    sql<{ at: Date }>`select min(last_message_at) as at from conversation`.execute(q),
  )
  expect(inbox.map(({ lastMessage }) => lastMessage.at)).not.toContain(oldest.rows[0]?.at.toISOString())
  socket.close()
})
