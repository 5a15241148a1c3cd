import { startPushServiceSimulator } from '@youwen/simulators/push-service'
import { expect, test, vi } from 'vitest'
import { testApp } from '../../../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../../../testing/line.ts'

const patience = { timeout: 15_000, interval: 50 }

/** A visitor who has asked something of 小林, and is about to leave. */
async function world() {
  await using opened = new AsyncDisposableStack()
  const service = opened.use(await startPushServiceSimulator())
  const here = opened.use(await testApp({ outboundNetworks: ['127.0.0.1'] }))
  const shop = await here.company('yunzhou')
  const site = await siteKeyOf(here, shop.owner)
  const lin = await shop.agent('xiaolin', 'agent')
  const desk = opened.use(await sitAtDesk(here, lin.token))
  const visitor = opened.use(await visit(here, site, { role: 'chat' }))
  const { token } = await visitor.welcomed()
  const { conversationId } = await visitor.says('你好')
  await desk.hears('conversation', ({ conversation }) => conversation.conversationId === conversationId)
  const asVisitor = (method: 'GET' | 'POST', path: string, body?: object, whose = token) =>
    here.ask<{ publicKey: string }>(method, `/api/my${path}`, { headers: { authorization: `Visitor ${whose}` }, body })
  const { publicKey } = (await asVisitor('GET', '/webpush')).body
  const kept = opened.move()
  return {
    ...here,
    service,
    shop,
    site,
    desk,
    visitor,
    conversationId,
    asVisitor,
    async subscribe(locale = 'zh-CN', whose = token) {
      const keys = service.subscribe(publicKey)
      return { keys, answer: await asVisitor('POST', '/webpush', { ...keys, locale }, whose) }
    },
    answers: (text: string) => desk.says(conversationId, text),
    arrived: () => service.messages.map(({ text }) => JSON.parse(text)),
    arrives: (count: number) => vi.waitFor(() => expect(service.messages.length).toBe(count), patience),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

test('D1.6 who has left is told of an answer, by whom, and not what it says', async () => {
  await using here = await world()
  expect((await here.subscribe()).answer).toMatchObject({ status: 200, body: { isOn: true } })
  await here.visitor[Symbol.asyncDispose]()
  for (const line of ['一米六的桌子有货', '明天就能送']) await here.answers(line)
  await here.arrives(1)
  expect(here.arrived()).toEqual([
    { title: expect.any(String), body: expect.stringMatching(/^\S+ 回复了您$/), path: `/chat/${here.site}` },
  ])
  expect(here.service.messages[0]?.ttlSeconds).toBeGreaterThan(86_000)
  expect(here.service.refusals).toEqual([])
})

test('the words are in it where the company lets them, in the language of the browser', async () => {
  await using here = await world()
  await here.ask('PUT', '/api/webpush-settings', { token: here.shop.owner, body: { showsText: true } })
  await here.subscribe('en-US')
  await here.visitor[Symbol.asyncDispose]()
  await here.answers('It is in stock')
  await here.arrives(1)
  expect(here.arrived()[0].body).toMatch(/: It is in stock$/)
})

test('notes and what he says himself are no answers, and what he has seen before he left is no news', async () => {
  await using here = await world()
  await here.subscribe()
  const { seq } = await here.answers('看到了吗')
  here.visitor.say({ type: 'read', conversationId: here.conversationId, seq })
  await here.visitor.says('看到了')
  await here.visitor[Symbol.asyncDispose]()
  await here.desk.sends({
    conversationId: here.conversationId,
    body: { type: 'note', text: '老客户', mentions: [] },
  })
  // What is told of another one afterwards would come behind it.
  await using another = await visit(here, here.site, { role: 'chat' })
  const { conversationId } = await another.says('还有我')
  await here.desk.hears('conversation', ({ conversation }) => conversation.conversationId === conversationId)
  const his = await here.subscribe('zh-CN', (await another.welcomed()).token)
  await another[Symbol.asyncDispose]()
  await here.desk.says(conversationId, '在的')
  await here.arrives(1)
  expect(here.service.messages[0]?.endpoint).toBe(his.keys.endpoint)
})

test('he may switch it off again, and a browser that gave its address up is forgotten', async () => {
  await using here = await world()
  const off = await here.subscribe()
  const gone = await here.subscribe()
  const stays = await here.subscribe()
  await here.asVisitor('POST', '/webpush/end', { endpoint: off.keys.endpoint })
  here.service.expire(gone.keys)
  await here.visitor[Symbol.asyncDispose]()
  await here.answers('在的')
  await vi.waitFor(() => expect(here.service.refusals).toHaveLength(1), patience)
  await here.answers('还在的')
  await here.arrives(2)
  expect(new Set(here.service.messages.map(({ endpoint }) => endpoint))).toEqual(new Set([stays.keys.endpoint]))
  expect(here.service.refusals).toHaveLength(1)
})

test('of many browsers the latest five are told, each once', async () => {
  await using here = await world()
  const all = []
  for (let index = 0; index < 7; index++) all.push((await here.subscribe()).keys)
  await here.visitor[Symbol.asyncDispose]()
  await here.answers('在的')
  await here.arrives(5)
  expect(new Set(here.service.messages.map(({ endpoint }) => endpoint))).toEqual(
    new Set(all.slice(2).map(({ endpoint }) => endpoint)),
  )
})

test('an address within our own walls, keys that are none and strangers are refused', async () => {
  await using here = await world()
  const { keys } = await here.subscribe()
  const ask = (body: object) => here.asVisitor('POST', '/webpush', { ...keys, locale: 'zh-CN', ...body })
  expect((await ask({ endpoint: 'https://10.0.0.1/push' })).body).toMatchObject({ code: 'webpush.endpoint_refused' })
  expect((await ask({ p256dh: 'AAAA' })).body).toMatchObject({ code: 'webpush.keys_invalid' })
  expect((await here.ask('POST', '/api/my/webpush', { body: { ...keys, locale: 'zh-CN' } })).status).toBe(401)
})
