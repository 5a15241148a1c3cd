import type { Conversation, MonitoredAgent } from '@youwen/contract'
import { applyAgents, type WatchedAgents } from '@youwen/contract/feeds'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { dayOf } from '../../platform/calendar/index.ts'
import { testApp } from '../../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../../testing/line.ts'

async function world() {
  const here = await testApp()
  const company = await here.company('yunzhou')
  const { agentId: groupLeader, token: supervisor } = await company.agent('laozhou', 'supervisor')
  const lin = await company.agent('xiaolin', 'agent')
  const chen = await company.agent('xiaochen', 'agent')
  await here.ask('POST', '/api/groups', {
    token: company.owner,
    body: { name: '售前', leaderId: groupLeader, memberIds: [groupLeader, lin.agentId] },
  })
  const site = await siteKeyOf(here, company.owner)
  const agents = async (token: string) =>
    (await here.ask<MonitoredAgent[]>('GET', '/api/monitor/agents', { token })).body
  const byId = async (token: string) => new Map((await agents(token)).map((agent) => [agent.agentId, agent]))
  const settled = async () => {
    await here.app.conversations.settled()
    await here.app.supervision.counter.flush()
  }
  return Object.assign(here, { ...company, supervisor, lin, chen, site, agents, byId, settled })
}

/** Said otherwise, and slowly: each answer with the visitor's word that it is the first one after. */
const slowly = (here: Awaited<ReturnType<typeof world>>) =>
  here.db.all(async ({ q }) => {
    const { rows } = await sql<Record<string, unknown>>`
      with steps as (
        select *, lag(sender) over w as before
        from conversation_message where sender in ('visitor', 'agent')
        window w as (partition by conversation_id order by seq)),
      answers as (
        select a.*,
          (select min(v.sent_at) from conversation_message v where v.conversation_id = a.conversation_id
            and v.sender = 'visitor' and v.seq < a.seq and v.seq > coalesce((select max(o.seq)
              from conversation_message o where o.conversation_id = a.conversation_id and o.sender = 'agent'
              and o.seq < a.seq), 0)) as asked_at,
          (select max(g.sent_at) from conversation_message g where g.conversation_id = a.conversation_id
            and g.seq < a.seq and coalesce(g.body ->> 'toAgentId', g.body ->> 'agentId') = a.sender_id::text) as given_at,
          not exists (select from conversation_message o where o.conversation_id = a.conversation_id
            and o.sender = 'agent' and o.seq < a.seq) as is_first
        from steps a where a.sender = 'agent' and a.before = 'visitor'),
      took as (select sender_id as agent_id, is_first,
        extract(milliseconds from sent_at - greatest(asked_at, given_at))
          + 60000 * extract(minutes from sent_at - greatest(asked_at, given_at)) as ms from answers),
      received as (select coalesce(body ->> 'toAgentId', body ->> 'agentId')::uuid as agent_id,
          count(distinct conversation_id)::int as received
        from conversation_message where body ->> 'event' in ('assigned', 'transferred') group by 1)
      select r.agent_id, r.received, count(t.*) filter (where is_first)::int as first_responses,
        count(t.*)::int as responses, coalesce(sum(t.ms), 0)::float as ms,
        coalesce(sum(t.ms) filter (where is_first), 0)::float as first_ms
      from received r left join took t using (agent_id) where r.agent_id is not null group by 1, 2 order by 1`.execute(
      q,
    )
    return rows
  })
const counted = (here: Awaited<ReturnType<typeof world>>) =>
  here.db.all(async ({ q }) => {
    const { rows } = await sql<Record<string, unknown>>`
      select agent_id, received, first_responses, responses, response_ms::float as ms, first_response_ms::float as first_ms
      from monitor_day order by agent_id`.execute(q)
    return rows
  })
const near = (rows: Record<string, unknown>[]) =>
  rows.map(({ ms, first_ms, ...rest }) => ({
    ...rest,
    // Each answer is rounded to the millisecond when it is counted.
    ms: expect.closeTo(Number(ms), -2),
    first_ms: expect.closeTo(Number(first_ms), -2),
  }))

describe('D4.1 figures of agents', () => {
  it('come to what a slow, obviously right query says, kept as it happens and counted anew', async () => {
    await using here = await world()
    await using lin = await sitAtDesk(here, here.lin.token)
    await using chen = await sitAtDesk(here, here.chen.token)
    const desks = [lin, chen]
    const chats = await Promise.all(Array.from({ length: 5 }, () => visit(here, here.site, { role: 'chat' })))
    const conversations: string[] = []
    for (const chat of chats) conversations.push((await chat.says('你好')).conversationId)
    // The same every time, and as mixed as a day is.
    for (let n = 0; n < 60; n++) {
      const at = (n * 7) % chats.length
      const conversationId = conversations[at] ?? ''
      const kind = (n * 5) % 7
      if (kind < 3) await chats[at]?.says(`第 ${n} 句`)
      else if (kind < 6) await desks[n % 2]?.says(conversationId, `答 ${n}`).catch(() => undefined)
      else {
        const to = { agentId: n % 2 ? here.lin.agentId : here.chen.agentId }
        await here.ask('POST', `/api/conversations/${conversationId}/transfer`, { token: here.owner, body: { to } })
      }
      if (n % 20 === 19) await here.settled()
    }
    await here.settled()
    const kept = await counted(here)
    expect(kept.reduce((sum, row) => sum + Number(row['responses']), 0)).toBeGreaterThan(10)
    expect(kept).toEqual(near(await slowly(here)))
    await here.app.supervision.counter.recount(here.companyId, dayOf('Asia/Shanghai', new Date()))
    expect(await counted(here)).toEqual(kept)
    // Counted once more by a node that could not know that it was counted.
    await here.app.supervision.counter.repair(new Date(Date.now() - 3_600_000))
    expect(await counted(here)).toEqual(kept)
    for (const chat of chats) await chat[Symbol.asyncDispose]()
  }, 60_000)

  it('show who is there since when, from where and with what, and only those whom the watcher looks after', async () => {
    await using here = await world()
    await using _desk = await sitAtDesk(here, here.lin.token)
    expect((await here.ask('GET', '/api/monitor/agents', { token: here.lin.token })).status).toBe(403)
    const all = await here.byId(here.owner)
    expect(all.size).toBe(4)
    expect(all.get(here.lin.agentId)).toMatchObject({
      name: 'xiaolin',
      state: 'online',
      login: { ip: '127.0.0.1' },
      load: 0,
      conversations: 0,
      firstResponseMs: null,
      rating: null,
    })
    expect(all.get(here.chen.agentId)).toMatchObject({ state: 'offline', since: null, onlineMs: 0 })
    const inGroup = await here.agents(here.supervisor)
    expect(inGroup.map(({ name }) => name).sort()).toEqual(['laozhou', 'xiaolin'])
  })

  it('count the time somebody was there and busy, and who hides is seen by who looks after him', async () => {
    await using here = await world()
    {
      await using _desk = await sitAtDesk(here, here.lin.token)
      for (const state of ['busy', 'online', 'invisible']) {
        await here.ask('PUT', '/api/me/state', { token: here.lin.token, body: { state } })
      }
      expect((await here.byId(here.owner)).get(here.lin.agentId)).toMatchObject({ state: 'invisible' })
      const { rows } = await here.db.all(({ q }) =>
        sql`select state from team_state_change where agent_id = ${here.lin.agentId} order by at`.execute(q),
      )
      expect(rows).toEqual(['online', 'busy', 'online', 'invisible'].map((state) => ({ state })))
    }
    // A minute later somebody notices; he has been gone since he closed his desk.
    await vi.waitFor(async () => {
      const { rows } = await here.db.all(({ q }) =>
        sql`update team_connection set released_at = released_at - interval '1 minute'
          where released_at is not null returning 1`.execute(q),
      )
      expect(rows).toHaveLength(1)
    })
    await here.db.all(({ q }) => sql`update team_state_change set at = at - interval '2 minutes'`.execute(q))
    await here.app.team.presence.sweep()
    const seen = (await here.byId(here.owner)).get(here.lin.agentId)
    expect(seen?.state).toBe('offline')
    expect(seen?.onlineMs).toBeGreaterThan(59_000)
    expect(seen?.onlineMs).toBeLessThan(90_000)
  })
})

describe('D4.1 the monitoring page', () => {
  it('that stayed open shows what one shows that is opened now', async () => {
    await using here = await world()
    await using watcher = await sitAtDesk(here, here.owner)
    await using groupWatcher = await sitAtDesk(here, here.supervisor)
    for (const each of [watcher, groupWatcher]) {
      each.say({ type: 'follow', feed: 'agents' })
      await each.hears('following')
    }
    // Neither of them answers visitors today.
    for (const token of [here.owner, here.supervisor]) {
      await here.ask('PUT', '/api/me/state', { token, body: { state: 'away' } })
    }
    const pictures = [await here.byId(here.owner), await here.byId(here.supervisor)]
    await using lin = await sitAtDesk(here, here.lin.token)
    await using chat = await visit(here, here.site, { role: 'chat' })
    const { conversationId } = await chat.says('你好')
    await lin.says(conversationId, '您好')
    await here.ask('PUT', '/api/me/state', { token: here.lin.token, body: { state: 'busy' } })
    await using _chen = await sitAtDesk(here, here.chen.token)
    await here.settled()
    const told = (line: typeof watcher, picture: Map<string, MonitoredAgent>) =>
      line.heard.filter(({ type }) => type === 'agents').reduce(applyAgents, picture as WatchedAgents)
    const comparable = (agents: ReadonlyMap<string, MonitoredAgent>) => Object.fromEntries(agents)
    await vi.waitFor(
      async () => {
        expect(comparable(told(watcher, pictures[0] as never))).toEqual(comparable(await here.byId(here.owner)))
        expect(comparable(told(groupWatcher, pictures[1] as never))).toEqual(
          comparable(await here.byId(here.supervisor)),
        )
        expect(told(watcher, pictures[0] as never).get(here.lin.agentId)).toMatchObject({
          state: 'busy',
          conversations: 1,
        })
      },
      { timeout: 8_000, interval: 100 },
    )
    // Nothing of whom he does not look after was even sent to him.
    expect(JSON.stringify(groupWatcher.heard.filter(({ type }) => type === 'agents'))).not.toContain(here.chen.agentId)
    // And only what changed.
    const changed = watcher.heard.filter(({ type }) => type === 'agents').flatMap((frame) => frame.changed)
    expect(changed.at(-1)).not.toHaveProperty('name')
  })

  it('is for nobody who may not watch, and costs nothing once it is closed', async () => {
    await using here = await world()
    await using lin = await sitAtDesk(here, here.lin.token)
    lin.say({ type: 'follow', feed: 'agents' })
    expect(await lin.hears('refused')).toMatchObject({ code: 'security.forbidden' })
    await using watcher = await sitAtDesk(here, here.owner)
    watcher.say({ type: 'follow', feed: 'agents' })
    await watcher.hears('following')
    watcher.say({ type: 'unfollow', feed: 'agents' })
    await here.ask('PUT', '/api/me/state', { token: here.lin.token, body: { state: 'busy' } })
    await watcher.hears('colleague', ({ colleague }) => colleague.state === 'busy')
    await new Promise((resolve) => setTimeout(resolve, 1_500)) // in which it would be told
    expect(watcher.heard.some(({ type }) => type === 'agents')).toBe(false)
  })
})

describe('D4.3 taking over', () => {
  it('gives a supervisor the conversation, takes it from the agent, and tells everybody', async () => {
    await using here = await world()
    await using lin = await sitAtDesk(here, here.lin.token)
    await using boss = await sitAtDesk(here, here.supervisor)
    await here.ask('PUT', '/api/me/state', { token: here.supervisor, body: { state: 'busy' } })
    await using chat = await visit(here, here.site, { role: 'chat' })
    const { conversationId } = await chat.says('我要投诉')
    const path = `/api/conversations/${conversationId}/take-over`
    expect((await here.ask('POST', path, { token: here.chen.token })).status).toBe(403)
    const { status, body } = await here.ask<Conversation>('POST', path, { token: here.supervisor })
    expect([status, body.status]).toEqual([200, 'open'])
    await lin.hears('gone', (frame) => frame.conversationId === conversationId)
    await boss.hears('conversation', ({ conversation }) => conversation.agentId === body.agentId)
    await boss.says(conversationId, '您好，我是主管')
    await chat.hears('message', ({ message }) => message.body.text === '您好，我是主管')
    // Again changes nothing.
    const again = await here.ask<Conversation>('POST', path, { token: here.supervisor })
    expect(again.body.lastSeq).toBe(
      (await here.ask<Conversation>('GET', `/api/conversations/${conversationId}`, { token: here.owner })).body.lastSeq,
    )
    await here.ask('POST', `/api/conversations/${conversationId}/close`, { token: here.supervisor })
    const late = await here.ask('POST', path, { token: here.supervisor })
    expect(here.problemOf(late).code).toBe('conversation.closed')
  })

  it('reaches only conversations that the supervisor may see', async () => {
    await using here = await world()
    await using _chen = await sitAtDesk(here, here.chen.token)
    await using chat = await visit(here, here.site, { role: 'chat' })
    const { conversationId } = await chat.says('你好')
    const answer = await here.ask('POST', `/api/conversations/${conversationId}/take-over`, { token: here.supervisor })
    expect(here.problemOf(answer).code).toBe('conversation.not_found')
  })
})
