import { randomUUID } from 'node:crypto'
import type { WebpushSubscription } from '@youwen/contract'
import { startPushServiceSimulator } from '@youwen/simulators/push-service'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { expect, test, vi } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../../testing/line.ts'

const patience = { timeout: 15_000, interval: 50 }
const allKinds = ['received', 'message', 'transfer', 'mention']

async function world() {
  await using opened = new AsyncDisposableStack()
  const service = opened.use(await startPushServiceSimulator())
  const here = opened.use(await testApp({ outboundNetworks: ['127.0.0.1'] }))
  const shop = await here.company('yunzhou')
  const site = await siteKeyOf(here, shop.owner)
  const lin = await shop.agent('xiaolin', 'agent')
  const mine = async (token: string) =>
    (await here.ask<{ publicKey: string; subscriptions: WebpushSubscription[] }>('GET', '/api/webpush', { token })).body
  const { publicKey } = await mine(lin.token)
  const device = async (token: string, more: { kinds?: string[]; locale?: string } = {}) => {
    const keys = service.subscribe(publicKey)
    const body = { ...keys, locale: 'zh-CN', kinds: allKinds, ...more }
    const answer = await here.ask<WebpushSubscription>('PUT', '/api/webpush/subscription', { token, body })
    return { keys, answer, id: answer.body.webpushSubscriptionId }
  }
  const kept = opened.move()
  return {
    ...here,
    service,
    shop,
    site,
    lin,
    mine,
    device,
    /** What arrived, read as the service worker does. */
    arrived: () => service.messages.map(({ text }) => JSON.parse(text)),
    arrives: (count: number) => vi.waitFor(() => expect(service.messages.length).toBe(count), patience),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** An agent with a conversation, who then closes his last page. */
async function leavesWithTalk({ site, lin, ...here }: Awaited<ReturnType<typeof world>>) {
  const desk = await sitAtDesk(here, lin.token)
  const visitor = await visit(here, site, { role: 'chat' })
  const { conversationId } = await visitor.says('你好')
  await desk.hears('conversation', ({ conversation }) => conversation.conversationId === conversationId)
  return { desk, visitor, conversationId }
}

test('D1.7 a visitor’s message reaches the closed tab of its agent: encrypted, signed, and without its words', async () => {
  await using here = await world()
  await here.device(here.lin.token)
  const { desk, visitor, conversationId } = await leavesWithTalk(here)
  await using _ = visitor
  // While he has a page open he is told there, and nowhere else.
  await visitor.says('在看吗')
  await desk[Symbol.asyncDispose]()
  await visitor.says('我的电话是 13800138000')
  await here.arrives(1)
  const [message] = here.service.messages
  expect(message).toMatchObject({ urgency: 'normal', contact: expect.stringMatching(/^mailto:/) })
  expect(message?.ttlSeconds).toBeGreaterThan(500)
  expect(here.arrived()[0]).toMatchObject({ kind: 'message', conversationId, body: '发来新消息' })
  expect(message?.text).not.toContain('13800138000')
  const [subscription] = (await here.mine(here.lin.token)).subscriptions
  await vi.waitFor(async () => {
    expect((await here.mine(here.lin.token)).subscriptions[0]?.lastSentAt).not.toBeNull()
  }, patience)
  expect(JSON.stringify(subscription)).not.toContain(here.service.origin)
  expect(here.service.refusals).toEqual([])
})

test('several lines of one visitor are one notification; words are shown only where the company lets them', async () => {
  await using here = await world()
  await here.ask('PUT', '/api/webpush-settings', { token: here.shop.owner, body: { showsText: true } })
  await here.device(here.lin.token, { locale: 'en-US' })
  const { desk, visitor } = await leavesWithTalk(here)
  await using _ = visitor
  await desk[Symbol.asyncDispose]()
  for (const line of ['沙发', '还有', '货吗']) await visitor.says(line)
  await here.arrives(1)
  expect(here.arrived()[0].body).toBe('沙发')
})

test('a page that is hidden counts as none, and one that is seen again as one', async () => {
  await using here = await world()
  await here.device(here.lin.token)
  const { desk, visitor } = await leavesWithTalk(here)
  await using _ = visitor
  await using __ = desk
  desk.say({ type: 'looking', isLooking: false })
  await visitor.says('在吗')
  await here.arrives(1)
  const asks = async (text: string) => {
    const another = await visit(here, here.site, { role: 'chat' })
    const { conversationId } = await another.says(text)
    await desk.hears('conversation', ({ conversation }) => conversation.conversationId === conversationId)
    return { conversationId, [Symbol.asyncDispose]: () => another[Symbol.asyncDispose]() }
  }
  desk.say({ type: 'looking', isLooking: true })
  await using ___ = await asks('看得见的')
  desk.say({ type: 'looking', isLooking: false })
  await using unseen = await asks('看不见的')
  await here.arrives(2)
  expect(here.arrived()[1]).toMatchObject({ kind: 'received', conversationId: unseen.conversationId })
})

test('what he reads on another device within the moment is no news', async () => {
  await using here = await world()
  await here.device(here.lin.token)
  const { desk, visitor, conversationId } = await leavesWithTalk(here)
  await using _ = visitor
  await using __ = desk
  desk.say({ type: 'looking', isLooking: false })
  const { seq } = await visitor.says('在吗')
  desk.say({ type: 'read', conversationId, seq })
  await using another = await visit(here, here.site, { role: 'chat' })
  const later = await another.says('另一位访客')
  await here.arrives(1)
  expect(here.arrived()[0].conversationId).toBe(later.conversationId)
})

test('who is named in a note is told, and by whom', async () => {
  await using here = await world()
  const colleague = await here.shop.agent('xiaochen', 'agent')
  await here.device(colleague.token, { kinds: ['mention'] })
  const { desk, visitor, conversationId } = await leavesWithTalk(here)
  await using _ = visitor
  await using __ = desk
  await desk.sends({ conversationId, body: { type: 'note', text: '@小陈 帮我看下', mentions: [colleague.agentId] } })
  await here.arrives(1)
  expect(here.arrived()[0]).toMatchObject({ kind: 'mention', title: 'xiaolin', body: '在内部备注里提到了您' })
})

test('who is asked to take a conversation over is told so, and led to his desk', async () => {
  await using here = await world()
  const colleague = await here.shop.agent('xiaochen', 'agent')
  await here.device(colleague.token, { kinds: ['transfer'] })
  const { desk, visitor, conversationId } = await leavesWithTalk(here)
  await using _ = visitor
  await using __ = desk
  await using chen = await sitAtDesk(here, colleague.token)
  chen.say({ type: 'looking', isLooking: false })
  chen.say({ type: 'ping' })
  await chen.hears('pong')
  const body = { to: { agentId: colleague.agentId }, note: '', asks: true }
  await here.ask('POST', `/api/conversations/${conversationId}/transfer`, { token: here.lin.token, body })
  await here.arrives(1)
  expect(here.arrived()[0]).toMatchObject({ kind: 'transfer', conversationId: null, body: '同事请您接手这个对话' })
})

test('K2 who made an appointment is told that its time is near, in the company’s time', async () => {
  await using here = await world()
  await here.device(here.lin.token, { kinds: ['appointment'] })
  const template = await here.ask<{ templateId: string }>('POST', '/api/appointment-templates', {
    token: here.shop.owner,
    body: { name: '到店', style: 'jade', title: '到店', place: '展厅' },
  })
  const year = new Date().getUTCFullYear() + 1
  await here.ask('POST', '/api/appointments', {
    token: here.lin.token,
    body: { id: uuidv7(), templateId: template.body.templateId, name: '王女士', at: `${year}-03-04T16:30:00.000Z` },
  })
  await here.app.appointments.reminders.remindOfDue(new Date(`${year}-03-03T16:30:00.000Z`))
  await here.arrives(1)
  expect(here.arrived()[0]).toMatchObject({ kind: 'appointment', conversationId: null, title: '王女士' })
  expect(here.arrived()[0].body).toMatch(/^预约时间快到了：.*3月5日 周. 00:30$/)
})

test('a device that the browser gave up is forgotten, and a service that is down is tried again', async () => {
  await using here = await world()
  const { keys, id } = await here.device(here.lin.token)
  const test = () => here.ask('POST', `/api/webpush/subscriptions/${id}/test`, { token: here.lin.token })
  here.service.failNext(1, 503)
  expect((await test()).status).toBe(200)
  await here.arrives(1)
  expect(here.service.refusals).toEqual(['503 as told'])
  here.service.expire(keys)
  await test()
  await vi.waitFor(async () => expect((await here.mine(here.lin.token)).subscriptions).toEqual([]), patience)
})

test('a device ends with its login: by logging out, and by being logged out', async () => {
  await using here = await world()
  await here.device(here.lin.token)
  const second = await here.shop.login('xiaolin')
  await here.device(second)
  expect((await here.mine(second)).subscriptions.map(({ isCurrent }) => isCurrent)).toEqual([true, false])
  await here.ask('POST', '/api/logout', { token: here.lin.token })
  await vi.waitFor(async () => expect((await here.mine(second)).subscriptions).toHaveLength(1), patience)
})

test('a login that ended unheard of ends its device at the next notification', async () => {
  await using here = await world()
  const { id } = await here.device(here.lin.token)
  await here.db.all(({ q }) =>
    sql`update security_session set last_used_at = now() - interval '100 hours' where agent_id = ${here.lin.agentId}`.execute(
      q,
    ),
  )
  // He asked for it a moment before.
  const second = await here.shop.login('xiaolin')
  await here.ask('POST', `/api/webpush/subscriptions/${id}/test`, { token: second })
  await vi.waitFor(async () => expect((await here.mine(second)).subscriptions).toEqual([]), patience)
  expect(here.service.messages).toEqual([])
})

test('a service that refuses us is a warning for administrators, and its device is forgotten', async () => {
  await using here = await world()
  const { id } = await here.device(here.lin.token)
  here.service.failNext(1, 403)
  await here.ask('POST', `/api/webpush/subscriptions/${id}/test`, { token: here.lin.token })
  await vi.waitFor(async () => {
    const { body } = await here.ask<{ latest: { body: { kind: string; warning?: { code: string } } }[] }>(
      'GET',
      '/api/notices-summary',
      { token: here.shop.owner },
    )
    expect(body.latest.map((notice) => notice.body.warning?.code)).toContain('push_failing')
  }, patience)
  expect((await here.mine(here.lin.token)).subscriptions).toEqual([])
})

test('an address within our own walls, and keys that are none, are refused', async () => {
  await using here = await testApp({ outboundNetworks: [] })
  const shop = await here.company('yunzhou')
  await using service = await startPushServiceSimulator()
  const good = { ...service.subscribe('x'), endpoint: 'https://push.example/1', locale: 'zh-CN', kinds: allKinds }
  const put = async (change: object) => {
    const answer = await here.ask('PUT', '/api/webpush/subscription', {
      token: shop.owner,
      body: { ...good, ...change },
    })
    return answer.status === 200 ? 200 : here.problemOf(answer).code
  }
  expect(await put({})).toBe(200)
  for (const endpoint of ['https://127.0.0.1/x', 'https://169.254.169.254/x', 'http://push.example/1', 'file:///etc']) {
    expect(await put({ endpoint }), endpoint).toBe('webpush.endpoint_refused')
  }
  for (const p256dh of ['AAAA', Buffer.alloc(65, 4).toString('base64url')]) {
    expect(await put({ p256dh })).toBe('webpush.keys_invalid')
  }
  expect(await put({ auth: 'AAAA' })).toBe('webpush.keys_invalid')
  const { rows } = await here.db.all(({ q }) =>
    sql<{ target: string }>`select target from webpush_subscription`.execute(q),
  )
  expect(rows[0]?.target).not.toContain('push.example')
})

test('the devices of others are not there', async () => {
  await using here = await world()
  const { id } = await here.device(here.lin.token)
  const other = await here.shop.agent('xiaochen', 'administrator')
  for (const device of [id, randomUUID(), uuidv7()]) {
    const answer = await here.ask('DELETE', `/api/webpush/subscriptions/${device}`, { token: other.token })
    expect(here.problemOf(answer).code).toBe('webpush_subscription.not_found')
  }
})
