import type { Ticket, TicketNotices, TicketRow } from '@youwen/contract'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { testSite } from '../../testing/visitors.ts'

type Company = Awaited<ReturnType<TestApp['company']>>
interface Person {
  readonly agentId: string
  readonly token: string
}

let world: TestApp
let company: Company
let site: Awaited<ReturnType<typeof testSite>>
let lin: Person
let chen: Person
let boss: Person
let group: { groupId: string }

beforeAll(async () => {
  world = await testApp()
  company = await world.company('yunzhou')
  site = await testSite(world, company.companyId, company.owner)
  lin = await company.agent('lin', 'agent')
  chen = await company.agent('chen', 'agent')
  boss = await company.agent('boss', 'supervisor')
  group = (
    await world.ask<{ groupId: string }>('POST', '/api/groups', {
      token: company.owner,
      body: { name: '售后', memberIds: [chen.agentId] },
    })
  ).body
})
afterAll(() => world[Symbol.asyncDispose]())

const add = (person: Person, more: object = {}) =>
  world.ask<Ticket>('POST', '/api/tickets', {
    token: person.token,
    body: { id: uuidv7(), title: '退款没到账', ...more },
  })
const made = async (person: Person, more: object = {}): Promise<Ticket> => {
  const { status, body } = await add(person, more)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const get = (person: Person, ticketId: string) =>
  world.ask<Ticket>('GET', `/api/tickets/${ticketId}`, { token: person.token })
const change = (person: Person, { ticketId, revision }: Pick<Ticket, 'ticketId' | 'revision'>, what: object) =>
  world.ask<Ticket>('PATCH', `/api/tickets/${ticketId}`, { token: person.token, body: { revision, ...what } })
const list = async (person: Person, query = '') =>
  (
    await world.ask<{ items: TicketRow[]; next: string | null }>('GET', `/api/tickets?${query}`, {
      token: person.token,
    })
  ).body
const titles = async (person: Person, query = '') => (await list(person, query)).items.map(({ title }) => title)
const noticesOf = async (person: Person) =>
  (await world.ask<TicketNotices>('GET', '/api/ticket-notices', { token: person.token })).body
const upload = async (person: Person, text: string) => {
  const bytes = Buffer.from(text)
  const { body } = await world.ask<{ fileId: string; uploadUrl: string }>('POST', '/api/files', {
    token: person.token,
    body: { name: '凭证.txt', sizeBytes: bytes.length, purpose: 'message' },
  })
  await fetch(new URL(body.uploadUrl, world.app.localUrl), { method: 'PUT', body: bytes })
  return body.fileId
}
const mayLoad = async (person: Person, fileId: string) =>
  (await world.ask<unknown[]>('POST', '/api/files/urls', { token: person.token, body: { fileIds: [fileId] } })).body
    .length === 1

describe('D2.5 a conversation becomes a ticket', () => {
  it('with its visitor, the way back to the message, and a number of the company’s own', async () => {
    const conversationId = await (await site.visitor()).says('我的退款呢')
    await world.ask('POST', `/api/conversations/${conversationId}/accept`, { token: lin.token })
    const first = await made(lin, { conversationId, atSeq: 1, description: '访客: 我的退款呢' })
    const second = await made(lin)
    expect(first).toMatchObject({ conversationId, atSeq: 1, mayOpenConversation: true, state: 'open', revision: 1 })
    expect(first.visitorId).not.toBeNull()
    expect(second.number).toBe(first.number + 1)
    expect(first.entries.map(({ body }) => body.type)).toEqual(['created'])
  })

  it('only out of a conversation that the agent sees; who is given it does not see the conversation by that', async () => {
    const conversationId = await (await site.visitor()).says('只有小林看得到')
    await world.ask('POST', `/api/conversations/${conversationId}/accept`, { token: lin.token })
    expect(world.problemOf(await add(chen, { conversationId })).code).toBe('conversation.not_found')
    const ticket = await made(lin, { conversationId, assigneeId: chen.agentId })
    expect((await get(chen, ticket.ticketId)).body.mayOpenConversation).toBe(false)
  })

  it('once, however often the request is repeated', async () => {
    const id = uuidv7()
    const [a, b] = await Promise.all([made(lin, { id }), made(lin, { id })])
    expect(a.number).toBe(b.number)
    expect((await made(lin, { id })).entries).toHaveLength(1)
  })

  it('and refuses an assignee who does not handle tickets, naming the field', async () => {
    const analyst = await company.agent('analyst', 'analyst')
    const answer = await add(lin, { assigneeId: analyst.agentId })
    expect(answer.status).toBe(422)
    expect(world.problemOf(answer)).toMatchObject({
      code: 'ticket.cannot_handle',
      fields: [{ path: 'assigneeId' }],
    })
  })
})

describe('D2.5 who sees a ticket', () => {
  it('is who made it, has it, watches it, belongs to its group, or manages tickets; for others there is none', async () => {
    const seen = async (ticketId: string) =>
      Promise.all([lin, chen, boss].map(async (person) => (await get(person, ticketId)).status === 200))
    expect(await seen((await made(lin)).ticketId)).toEqual([true, false, true])
    expect(await seen((await made(lin, { assigneeId: chen.agentId })).ticketId)).toEqual([true, true, true])
    expect(await seen((await made(lin, { watcherIds: [chen.agentId] })).ticketId)).toEqual([true, true, true])
    expect(await seen((await made(lin, { groupId: group.groupId })).ticketId)).toEqual([true, true, true])
    expect(await seen((await made(chen)).ticketId)).toEqual([false, true, true])
  })

  it('and the same holds for the list, for changing, commenting and watching', async () => {
    const ticket = await made(lin, { title: '别人看不到的' })
    expect(await titles(chen)).not.toContain('别人看不到的')
    expect(await titles(lin)).toContain('别人看不到的')
    const refused = await Promise.all([
      change(chen, ticket, { title: '改掉' }),
      world.ask('POST', `/api/tickets/${ticket.ticketId}/comments`, {
        token: chen.token,
        body: { id: uuidv7(), text: '在吗' },
      }),
      world.ask('PUT', `/api/tickets/${ticket.ticketId}/watching`, { token: chen.token, body: { isWatched: true } }),
    ])
    expect(refused.map((answer) => world.problemOf(answer).code)).toEqual(Array(3).fill('ticket.not_found'))
  })

  it('a ticket that is handed away is out of sight, and that is no error', async () => {
    const ticket = await made(boss, { groupId: group.groupId })
    const other = await world.ask<{ groupId: string }>('POST', '/api/groups', {
      token: company.owner,
      body: { name: '财务', memberIds: [] },
    })
    const answer = await change(chen, ticket, { groupId: other.body.groupId })
    expect(answer).toMatchObject({ status: 200, body: null })
    expect((await get(chen, ticket.ticketId)).status).toBe(404)
  })

  it('a file of a comment is loaded by who sees the ticket, and by nobody else', async () => {
    const ticket = await made(lin)
    const fileId = await upload(lin, '转账凭证')
    const comment = (person: Person) =>
      world.ask<Ticket>('POST', `/api/tickets/${ticket.ticketId}/comments`, {
        token: person.token,
        body: { id: uuidv7(), text: '', fileIds: [fileId] },
      })
    expect((await comment(boss)).status).toBe(404)
    expect((await comment(lin)).body.entries.at(-1)?.body).toMatchObject({ files: [{ fileId, name: '凭证.txt' }] })
    expect([await mayLoad(boss, fileId), await mayLoad(chen, fileId)]).toEqual([true, false])
  })
})

describe('D2.5 the operation log', () => {
  it('tells that a ticket was made and changed, and nothing of what the visitor said', async () => {
    const ticket = await made(lin, { description: '访客: 我的电话是 13800000000' })
    await change(lin, ticket, { description: '电话 13900000000', priority: 'high' })
    const { body } = await world.ask<{ items: { action: string; subject: string | null; detail: object }[] }>(
      'GET',
      '/api/logs/operations',
      { token: company.owner },
    )
    const entries = body.items.filter(({ subject }) => subject === ticket.ticketId)
    expect(entries.map(({ action }) => action).toSorted()).toEqual(['ticket.added', 'ticket.changed'])
    expect(entries.find(({ action }) => action === 'ticket.changed')?.detail).toMatchObject({ priority: 'high' })
    expect(JSON.stringify(entries)).not.toMatch(/13[89]0000/)
  })
})

describe('D2.5 changing a ticket', () => {
  it('tells in its history what changed, from what to what', async () => {
    const ticket = await made(lin)
    const { body } = await change(lin, ticket, { state: 'in_progress', priority: 'urgent', assigneeId: chen.agentId })
    expect(body).toMatchObject({ revision: 2, state: 'in_progress', priority: 'urgent' })
    expect(body.entries.at(-1)?.body).toEqual({
      type: 'changed',
      changes: [
        { field: 'priority', from: 'normal', to: 'urgent' },
        { field: 'assignee', from: null, to: chen.agentId },
        { field: 'state', from: 'open', to: 'in_progress' },
      ],
    })
  })

  it('is refused when somebody else was faster, and changes nothing; of many at once one succeeds', async () => {
    const ticket = await made(lin)
    const answers = await Promise.all(
      (['low', 'high', 'urgent'] as const).map((priority) => change(lin, ticket, { priority })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect(world.problemOf(answers.find(({ status }) => status === 409) as never).code).toBe('ticket.changed_meanwhile')
    expect((await get(lin, ticket.ticketId)).body.entries).toHaveLength(2)
  })

  it('to what it is already changes nothing, so that a repeated request is no conflict', async () => {
    const ticket = await made(lin)
    await change(lin, ticket, { state: 'resolved' })
    expect(await change(lin, ticket, { state: 'resolved' })).toMatchObject({ status: 200, body: { revision: 2 } })
  })

  it('keeps a type that was removed meanwhile, and takes it for no other ticket', async () => {
    const type = await world.ask<{ ticketTypeId: string }>('POST', '/api/ticket-types', {
      token: boss.token,
      body: { name: '退换货', colour: 'amber', priority: 'high', dueHours: 24 },
    })
    const { ticketTypeId } = type.body
    const ticket = await made(lin, { ticketTypeId })
    expect((await world.ask('DELETE', `/api/ticket-types/${ticketTypeId}`, { token: lin.token })).status).toBe(403)
    expect((await world.ask('DELETE', `/api/ticket-types/${ticketTypeId}`, { token: boss.token })).status).toBe(200)
    expect((await change(lin, ticket, { title: '还能改' })).body).toMatchObject({ ticketTypeId, title: '还能改' })
    expect(world.problemOf(await add(lin, { ticketTypeId })).code).toBe('ticket_type.not_found')
    const again = await world.ask('POST', '/api/ticket-types', {
      token: boss.token,
      body: { name: '退换货', colour: 'red', priority: 'low', dueHours: null },
    })
    expect(again.status).toBe(200)
  })
})

describe('D2.5 the list', () => {
  it('goes on page by page without a gap in every order, with Chinese words and by number', async () => {
    const other = await world.company('xinghe')
    const person = await other.agent('lin', 'agent')
    const priorities = ['low', 'urgent', 'normal', 'high', 'normal', 'urgent', 'low'] as const
    const all: Ticket[] = []
    for (const [index, priority] of priorities.entries()) {
      const dueAt = index % 2 ? null : new Date(Date.UTC(2027, 0, index + 1)).toISOString()
      all.push(await made(person, { title: `榉木餐桌第${index}张`, priority, dueAt }))
    }
    for (const sort of ['changed', 'created', 'due', 'priority']) {
      const whole = (await list(person, `sort=${sort}`)).items
      const paged: TicketRow[] = []
      for (let cursor = ''; ; ) {
        const page = await list(person, `sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)
        paged.push(...page.items)
        if (page.next === null) break
        cursor = page.next
      }
      expect(paged, sort).toEqual(whole)
      expect(paged).toHaveLength(7)
    }
    expect((await list(person, 'sort=priority')).items.map(({ priority }) => priority)).toEqual([
      ...['urgent', 'urgent', 'high', 'normal', 'normal', 'low', 'low'],
    ])
    expect(await titles(person, `words=${encodeURIComponent('餐桌')}`)).toHaveLength(7)
    expect(await titles(person, `words=${encodeURIComponent('沙发')}`)).toEqual([])
    expect(await titles(person, `words=${encodeURIComponent('#3')}`)).toEqual(['榉木餐桌第2张'])
    // What reads the index sees all companies' words, and answers for the transaction's own.
    const foundBy = (companyId: string) =>
      world.db.company(
        companyId,
        async ({ q }) =>
          (await sql`select search_tickets(${other.companyId}, '餐桌'::tsquery, 100)`.execute(q)).rows.length,
      )
    expect(await foundBy(other.companyId)).toBe(7)
    expect(await foundBy(company.companyId)).toBe(0)
    expect((await world.ask('GET', '/api/tickets?sort=due&cursor=bm9uc2Vuc2U', { token: person.token })).status).toBe(
      422,
    )
  })

  it('filters by what is mine, watched, unfinished and overdue', async () => {
    const other = await world.company('lianchuan')
    const person = await other.agent('lin', 'agent')
    await made(person, { title: '我的', assigneeId: person.agentId })
    await made(person, { title: '关注的', watcherIds: [person.agentId] })
    await made(person, { title: '过期的', dueAt: '2020-01-01T00:00:00.000Z' })
    const done = await made(person, { title: '做完的', dueAt: '2020-01-01T00:00:00.000Z' })
    await change(person, done, { state: 'closed' })
    expect(await titles(person, 'view=mine')).toEqual(['我的'])
    expect(await titles(person, 'view=watched')).toEqual(['关注的'])
    expect(await titles(person, 'due=overdue')).toEqual(['过期的'])
    expect((await titles(person, 'state=unfinished')).toSorted()).toEqual(['关注的', '我的', '过期的'].toSorted())
  })
})

describe('D2.5 notices', () => {
  it('tell the assignee and who watches, never who did it himself, and ten comments are one', async () => {
    const other = await world.company('qinghe')
    const [maker, taker, watcher] = [
      await other.agent('maker', 'agent'),
      await other.agent('taker', 'agent'),
      await other.agent('watcher', 'agent'),
    ]
    const ticket = await made(maker, { assigneeId: taker.agentId, watcherIds: [watcher.agentId] })
    const say = (text: string) =>
      world.ask('POST', `/api/tickets/${ticket.ticketId}/comments`, {
        token: taker.token,
        body: { id: uuidv7(), text },
      })
    for (let count = 0; count < 3; count++) await say(`进展 ${count}`)
    expect((await noticesOf(taker)).notices.map(({ kind }) => kind)).toEqual(['assigned'])
    expect((await noticesOf(watcher)).notices.map(({ kind }) => kind)).toEqual(['commented'])
    expect(await noticesOf(maker)).toMatchObject({
      unread: 1,
      notices: [{ kind: 'commented', agentId: taker.agentId }],
    })
    const read = await world.ask<TicketNotices>('POST', '/api/ticket-notices/read', {
      token: maker.token,
      body: { ticketId: ticket.ticketId },
    })
    expect(read.body).toMatchObject({ unread: 0, notices: [{ isRead: true }] })
  })

  it('remind of what is due soon and of what is overdue, once each, also after the due time was moved', async () => {
    const other = await world.company('dongli')
    const [maker, taker] = [await other.agent('maker', 'agent'), await other.agent('taker', 'agent')]
    const remind = () => world.app.tickets.notices.remindOfDue()
    const kinds = async () => (await noticesOf(taker)).notices.map(({ kind }) => kind)
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
    const ticket = await made(maker, { assigneeId: taker.agentId, dueAt: inMinutes(120) })
    await remind()
    expect(await kinds()).toEqual(['assigned'])
    // Time passes: the same as a due time that comes nearer by itself.
    const moveDue = (minutes: number) =>
      world.db.company(other.companyId, (tx) =>
        tx.q
          .updateTable('ticket')
          .set({ due_at: new Date(inMinutes(minutes)) })
          .where('ticket_id', '=', ticket.ticketId)
          .execute(),
      )
    await moveDue(30)
    await Promise.all([remind(), remind()])
    expect(await kinds()).toEqual(['due_soon', 'assigned'])
    await moveDue(-1)
    await remind()
    await remind()
    expect(await kinds()).toEqual(['overdue', 'due_soon', 'assigned'])
    await change(maker, ticket, { dueAt: inMinutes(600) })
    await moveDue(-1)
    await remind()
    expect((await noticesOf(taker)).notices[0]).toMatchObject({ kind: 'overdue', agentId: null })
    await change(taker, { ...ticket, revision: 2 }, { state: 'closed' })
    await moveDue(-5)
    await remind()
    expect((await noticesOf(taker)).notices.filter(({ kind }) => kind === 'overdue')).toHaveLength(1)
  })
})
