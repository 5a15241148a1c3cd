import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStorage, type KeyValueStorage } from './storage.ts'
import { type FakeServer, startFakeServer } from './testing/fake-server.ts'
import { openNodeEventSource } from './testing/node-event-source.ts'
import {
  agentId,
  conversationId,
  fast,
  message,
  messages,
  nextConversationId,
  openWebSocket,
  quiet,
  site,
  until,
  visitorConversation,
  welcome,
  xiaolin,
} from './testing/things.ts'
import { createVisitorClient, type VisitorClient, type VisitorOptions } from './visitor.ts'

let server: FakeServer
let storage: KeyValueStorage
const clients: VisitorClient[] = []

beforeEach(async () => {
  server = await startFakeServer()
  storage = createMemoryStorage()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await server[Symbol.asyncDispose]()
})

function visit(more: Partial<VisitorOptions> = {}) {
  const client = createVisitorClient({
    url: server.url,
    site,
    role: 'chat',
    storage,
    openWebSocket,
    timing: quiet,
    ...more,
  })
  clients.push(client)
  return client
}

/** A visitor who is connected and has the messages 1 … `said` of an open conversation. */
async function inConversation(said: number, more: Partial<VisitorOptions> = {}) {
  const client = visit(more)
  const line = await server.accept()
  line.send(welcome({ conversation: visitorConversation({ lastSeq: said }), messages: messages(1, said) }))
  await until(() => client.state.connection.status === 'open')
  return { client, line }
}

const textsOf = (client: VisitorClient) =>
  client.state.messages.map(
    ({ body, delivery }) => `${body.type === 'text' ? body.text : body.type} ${delivery.status}`,
  )
const seqsOf = (client: VisitorClient) => client.state.messages.map(({ seq }) => seq)
const ack = (id: string, seq: number) => ({ type: 'ack', id, conversationId, seq, at: message(seq).at })

describe('greeting', () => {
  it('says who it is and keeps the token that it is given', async () => {
    const tokens: string[] = []
    const client = visit({ styleId: 'a-style', page: { url: 'https://shop.example/', title: '首页', referrer: '' } })
    client.on('token', (token) => tokens.push(token))
    const line = await server.accept()
    expect(line.hello).toEqual({
      type: 'hello',
      protocol: 1,
      site,
      role: 'chat',
      styleId: 'a-style',
      page: { url: 'https://shop.example/', title: '首页', referrer: '' },
    })
    line.send(welcome())
    await until(() => client.state.site?.name === '官网')
    expect(tokens).toEqual(['token-1'])
    visit()
    expect((await server.accept()).hello.token).toBe('token-1')
  })

  it('comes as a new visitor when its token is refused, and gives up when that is refused as well', async () => {
    const client = visit({ token: 'forged' })
    ;(await server.accept()).close(4401)
    const second = await server.accept()
    expect(second.hello.token).toBeUndefined()
    second.close(4401, 'no')
    await until(() => client.state.connection.status === 'stopped')
    expect(client.state.connection).toEqual({ status: 'stopped', cause: 'authenticate', reason: '' })
  })

  it('works where storage throws', async () => {
    const forbidden = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    const blocked = { getItem: forbidden, setItem: forbidden, removeItem: forbidden, key: forbidden, length: 1 }
    const { client, line } = await inConversation(0, { storage: blocked })
    const id = client.sendText('在吗')
    expect((await line.next('send')).id).toBe(id)
    line.send(ack(id, 1))
    await until(() => client.state.messages[0]?.delivery.status === 'sent')
  })
})

describe('sending', () => {
  it('shows a message at once, and the same bubble as sent when it is durable', async () => {
    const { client, line } = await inConversation(2)
    const id = client.sendText('沙发有现货吗')
    expect(textsOf(client)).toEqual(['第 1 句 sent', '第 2 句 sent', '沙发有现货吗 sending'])
    expect(await line.next('send')).toEqual({ type: 'send', id, body: { type: 'text', text: '沙发有现货吗' } })
    line.send(ack(id, 3))
    await until(() => client.state.messages[2]?.delivery.status === 'sent')
    expect(client.state.messages[2]).toMatchObject({ id, seq: 3, from: 'visitor', conversationId })
    expect(storage.length).toBe(1)
  })

  it('sends what was written before it was connected, in order', async () => {
    const client = visit()
    const ids = ['一', '二', '三'].map((text) => client.sendText(text))
    const line = await server.accept()
    line.send(welcome())
    for (const [i, id] of ids.entries()) {
      expect((await line.next('send')).id).toBe(id)
      line.send(ack(id, i + 1))
    }
    await until(() => seqsOf(client).join() === '1,2,3')
    expect(textsOf(client)).toEqual(['一 sent', '二 sent', '三 sent'])
  })

  it('sends again under the same id when the ack was lost, and shows one bubble', async () => {
    const { client, line } = await inConversation(0)
    const id = client.sendText('还在吗')
    await line.next('send')
    line.drop()
    const second = await server.accept()
    expect(second.hello.resume).toEqual({ conversationId, seq: 0 })
    second.send(welcome({ conversation: visitorConversation(), resumed: true }))
    expect((await second.next('send')).id).toBe(id)
    second.send(ack(id, 1))
    second.send(ack(id, 1))
    await until(() => textsOf(client).join() === '还在吗 sent')
  })

  it('takes its own message in a welcome for an ack', async () => {
    const { client, line } = await inConversation(0)
    const id = client.sendText('还在吗')
    await line.next('send')
    line.drop()
    const second = await server.accept()
    const mine = message(1, { id, from: 'visitor', body: { type: 'text', text: '还在吗' } })
    second.send(welcome({ conversation: visitorConversation({ lastSeq: 1 }), messages: [mine], resumed: true }))
    await until(() => textsOf(client).join() === '还在吗 sent')
    client.sendText('好的')
    expect((await second.next('send')).body.text).toBe('好的')
  })

  it('keeps unsent messages over a reload', async () => {
    const { client, line } = await inConversation(0)
    const id = client.sendText('稍等')
    await line.next('send')
    client.close()
    const reloaded = visit()
    expect(textsOf(reloaded)).toEqual(['稍等 sending'])
    const second = await server.accept()
    second.send(welcome())
    expect((await second.next('send')).id).toBe(id)
    second.send(ack(id, 1))
    await until(() => textsOf(reloaded).join() === '稍等 sent')
    expect(storage.length).toBe(1)
  })

  it('lets two tabs with one storage send without losing what the other wrote', async () => {
    const [one, two] = [visit(), visit()]
    one.sendText('甲')
    two.sendText('乙')
    const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
    expect(keys.filter((key) => key.startsWith('youwen:outbox:'))).toHaveLength(2)
    expect(textsOf(visit()).sort()).toEqual(['乙 sending', '甲 sending'])
  })

  it('marks a refused message as failed, sends the next one, and sends it again when asked', async () => {
    const { client, line } = await inConversation(0)
    const [bad, good] = [client.sendText('坏'), client.sendText('好')]
    await line.next('send')
    line.send({ type: 'refused', id: bad, code: 'shield.blocked', title: 'No.' })
    expect((await line.next('send')).id).toBe(good)
    expect(client.state.messages[0]?.delivery).toEqual({ status: 'failed', code: 'shield.blocked', title: 'No.' })
    line.send(ack(good, 1))
    client.resend(bad)
    expect((await line.next('send')).id).toBe(bad)
    line.send(ack(bad, 2))
    await until(() => textsOf(client).join() === '好 sent,坏 sent')
  })

  it('shows what is stored where that is not what was sent, and tells what is to be told of it (RT41)', async () => {
    const { client, line } = await inConversation(0)
    const notices: string[] = []
    client.on('notice', (text) => notices.push(text))
    const id = client.sendText('你这个混蛋')
    await line.next('send')
    line.send({ ...ack(id, 1), body: { type: 'text', text: '你这个**' }, notice: '请文明交流。' })
    await until(() => textsOf(client).join() === '你这个** sent')
    expect(notices).toEqual(['请文明交流。'])
  })

  it('forgets a failed message when told to', async () => {
    const { client, line } = await inConversation(0)
    const id = client.sendText('坏')
    await line.next('send')
    line.send({ type: 'refused', id, code: 'shield.blocked', title: 'No.' })
    await until(() => client.state.messages[0]?.delivery.status === 'failed')
    client.discard(id)
    expect(client.state.messages).toEqual([])
    expect(textsOf(visit())).toEqual([])
  })

  it('waits when told "later", and lets nothing overtake', async () => {
    const { client, line } = await inConversation(0)
    const [first, second] = [client.sendText('一'), client.sendText('二')]
    await line.next('send')
    line.send({ type: 'refused', id: first, code: 'realtime.too_fast', title: 'Slower.', retryAfterMs: 30 })
    expect((await line.next('send')).id).toBe(first)
    expect(line.unread).toEqual([])
    expect(textsOf(client)).toEqual(['一 sending', '二 sending'])
    line.send(ack(first, 1))
    expect((await line.next('send')).id).toBe(second)
  })

  it('refuses what is too long before it costs the connection', async () => {
    const { client } = await inConversation(0)
    expect(() => client.sendText('长'.repeat(4_001))).toThrow(RangeError)
    expect(() => client.sendText('')).toThrow(RangeError)
  })

  it('sends an uploaded picture as an image with all it takes to draw it', async () => {
    const { client, line } = await inConversation(0)
    const picture = { fileId: conversationId, name: '沙发.png', sizeBytes: 9, contentType: 'image/png' }
    client.sendFile({ ...picture, image: { width: 3, height: 2 } })
    expect((await line.next('send')).body).toEqual({ type: 'image', fileId: conversationId })
    expect(client.state.messages[0]?.body).toEqual({
      type: 'image',
      fileId: conversationId,
      name: '沙发.png',
      sizeBytes: 9,
      width: 3,
      height: 2,
    })
  })
})

describe('receiving', () => {
  it('drops duplicates and asks for what is missing before it shows what came after', async () => {
    const { client, line } = await inConversation(2)
    const heard: number[] = []
    client.on('message', ({ seq }) => heard.push(seq))
    line.send({ type: 'message', message: message(2) })
    line.send({ type: 'message', message: message(3) })
    line.send({ type: 'message', message: message(6) })
    line.send({ type: 'message', message: message(6) })
    const fetch = await line.next('fetch')
    expect(fetch).toMatchObject({ conversationId, after: 3, before: 6 })
    expect(seqsOf(client)).toEqual([1, 2, 3])
    line.send({ type: 'messages', id: fetch.id, conversationId, messages: messages(4, 5), hasEarlier: true })
    await until(() => seqsOf(client).join() === '1,2,3,4,5,6')
    expect(heard).toEqual([3, 4, 5, 6])
  })

  it('asks for nothing when messages only overtook each other', async () => {
    const { client, line } = await inConversation(0)
    for (const seq of [3, 1, 2]) line.send({ type: 'message', message: message(seq) })
    await until(() => seqsOf(client).join() === '1,2,3')
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(line.unread).toEqual([])
  })

  it('notices from the conversation alone that a message is missing', async () => {
    const { client, line } = await inConversation(1)
    line.send({ type: 'conversation', conversation: visitorConversation({ lastSeq: 2 }) })
    const fetch = await line.next('fetch')
    line.send({ type: 'messages', id: fetch.id, conversationId, messages: messages(2, 2), hasEarlier: true })
    await until(() => seqsOf(client).join() === '1,2')
  })

  it('asks again, with more and more patience, when an answer brings nothing', async () => {
    const { line } = await inConversation(1)
    line.send({ type: 'message', message: message(4) })
    const fetch = await line.next('fetch')
    line.send({ type: 'messages', id: fetch.id, conversationId, messages: [], hasEarlier: true })
    expect((await line.next('fetch')).after).toBe(1)
  })

  it('makes up for what it missed while away, and tells of it', async () => {
    const { client, line } = await inConversation(2)
    const heard: number[] = []
    client.on('message', ({ seq }) => heard.push(seq))
    line.drop()
    const second = await server.accept()
    expect(second.hello.resume).toEqual({ conversationId, seq: 2 })
    second.send(welcome({ conversation: visitorConversation({ lastSeq: 4 }), messages: messages(3, 4), resumed: true }))
    await until(() => seqsOf(client).join() === '1,2,3,4')
    expect(heard).toEqual([3, 4])
  })

  it('says again how far it has read when the server does not know it after a reconnect (RT20)', async () => {
    const { client, line } = await inConversation(2)
    line.drop()
    client.read(2)
    const second = await server.accept()
    second.send(welcome({ conversation: visitorConversation({ lastSeq: 2, visitorReadSeq: 1 }), resumed: true }))
    expect(await second.next('read')).toEqual({ type: 'read', conversationId, seq: 2 })
    expect(client.state.unread).toBe(0)
  })

  it('forgets what it had when the server cannot continue from there', async () => {
    const { client, line } = await inConversation(2)
    line.drop()
    const second = await server.accept()
    const latest = messages(301, 303)
    second.send(welcome({ conversation: visitorConversation({ lastSeq: 303 }), messages: latest, hasEarlier: true }))
    await until(() => seqsOf(client).join() === '301,302,303')
    expect(client.state.hasEarlier).toBe(true)
  })

  it('goes on in the next conversation below the earlier one', async () => {
    const { client, line } = await inConversation(2)
    line.send({ type: 'conversation', conversation: visitorConversation({ lastSeq: 2, status: 'closed' }) })
    const id = client.sendText('还有一个问题')
    await line.next('send')
    line.send({ ...ack(id, 1), conversationId: nextConversationId, at: '2026-11-22T09:00:00.000Z' })
    line.send({
      type: 'conversation',
      conversation: visitorConversation({
        conversationId: nextConversationId,
        status: 'queued',
        position: 1,
        lastSeq: 1,
      }),
    })
    await until(() => client.state.conversation?.position === 1)
    expect(textsOf(client)).toEqual(['第 1 句 sent', '第 2 句 sent', '还有一个问题 sent'])
    line.send({ type: 'conversation', conversation: visitorConversation({ lastSeq: 2, status: 'closed' }) })
    line.send({ type: 'staffed', isStaffed: false })
    await until(() => !client.state.isStaffed)
    expect(client.state.conversation?.conversationId).toBe(nextConversationId)
  })

  it('loads earlier pages across conversations, once at a time', async () => {
    const client = visit()
    const line = await server.accept()
    const now = messages(6, 7, { conversationId: nextConversationId })
    const conversation = visitorConversation({ conversationId: nextConversationId, lastSeq: 7 })
    line.send(welcome({ conversation, messages: now, hasEarlier: true }))
    await until(() => client.state.hasEarlier)
    client.loadEarlier()
    client.loadEarlier()
    expect(client.state.isLoadingEarlier).toBe(true)
    const asked = await line.next('history')
    expect(asked).toMatchObject({ conversationId: nextConversationId, before: 6 })
    const page = [...messages(8, 9), ...messages(1, 5, { conversationId: nextConversationId })]
    line.send({ type: 'messages', id: asked.id, conversationId, messages: page, hasEarlier: true, agents: [xiaolin] })
    await until(() => !client.state.isLoadingEarlier)
    expect(seqsOf(client)).toEqual([8, 9, 1, 2, 3, 4, 5, 6, 7])
    expect(client.state.agents.get(agentId)?.name).toBe('小林')
    client.loadEarlier()
    expect(await line.next('history')).toMatchObject({ conversationId, before: 8 })
    expect(line.unread).toEqual([])
  })

  it('counts what is unread, and says how far it has read', async () => {
    const { client, line } = await inConversation(2)
    expect(client.state.unread).toBe(2)
    client.read(2)
    client.read(1)
    expect(await line.next('read')).toEqual({ type: 'read', conversationId, seq: 2 })
    expect(client.state.unread).toBe(0)
    line.send({ type: 'message', message: message(3, { body: { type: 'event', event: 'queued' }, from: 'system' }) })
    line.send({ type: 'message', message: message(4) })
    await until(() => client.state.unread === 1)
    expect(line.unread).toEqual([])
  })

  it('counts on a page, where old messages are not told, from what the server said', async () => {
    const client = visit({ role: 'page' })
    const line = await server.accept()
    line.send(welcome({ conversation: visitorConversation({ lastSeq: 9, visitorReadSeq: 6 }), unread: 2 }))
    await until(() => client.state.unread === 2)
    line.send({ type: 'message', message: message(10) })
    await until(() => client.state.unread === 3)
    line.send({ type: 'conversation', conversation: visitorConversation({ lastSeq: 10, visitorReadSeq: 10 }) })
    await until(() => client.state.unread === 0)
  })

  it('shows that an agent types until he has spoken', async () => {
    const { client, line } = await inConversation(0)
    line.send({ type: 'typing' })
    await until(() => client.state.isAgentTyping)
    line.send({ type: 'message', message: message(1) })
    await until(() => !client.state.isAgentTyping)
  })

  it('answers the same state object until something changed', async () => {
    const { client, line } = await inConversation(1)
    const before = client.state
    expect(client.state).toBe(before)
    let calls = 0
    client.subscribe(() => calls++)
    line.send({ type: 'message', message: message(2) })
    await until(() => client.state !== before)
    expect(client.state.messages[0]).toBe(before.messages[0])
    await until(() => calls === 1)
  })
})

describe('the line', () => {
  it.each([
    [4403, 'refused'],
    [4400, 'refused'],
    [1009, 'refused'],
    [4426, 'outdated'],
  ] as const)('stops for good when it is closed with %i', async (code, cause) => {
    const { client, line } = await inConversation(0)
    line.close(code, 'why')
    await until(() => client.state.connection.status === 'stopped')
    expect(client.state.connection).toEqual({ status: 'stopped', cause, reason: 'why' })
    expect(server.attempts).toBe(1)
  })

  it.each([1000, 1001, 1012, 4408, 4413])('comes back when it is closed with %i', async (code) => {
    const { line } = await inConversation(0)
    line.close(code)
    expect((await server.accept()).hello.resume).toEqual({ conversationId, seq: 0 })
  })

  it('stays away longer when the server is overloaded', async () => {
    const { client, line } = await inConversation(0, { timing: { ...quiet, firstDelay: 100, maxDelay: 60_000 } })
    line.close(4503)
    await until(() => client.state.connection.status === 'waiting')
    const { connection } = client.state
    expect(connection.status === 'waiting' && connection.retryAt - Date.now()).toBeGreaterThan(700)
  })

  it('comes back when the server said it should, after it said goodbye', async () => {
    const { client, line } = await inConversation(0)
    line.send({ type: 'bye', code: 1012, reason: 'restarting', reconnectAfterMs: 25_000 })
    line.close(1012)
    await until(() => client.state.connection.status === 'waiting')
    const { connection } = client.state
    expect(connection.status === 'waiting' && connection.retryAt - Date.now()).toBeGreaterThan(20_000)
    client.reconnect()
    await server.accept()
  })

  it('waits longer after each failure, never twice equally long, and at most as long as it may', async () => {
    await server[Symbol.asyncDispose]()
    const client = visit({ timing: { ...quiet, firstDelay: 4, maxDelay: 60 } })
    const waits: number[] = []
    client.subscribe(() => {
      const { connection } = client.state
      if (connection.status === 'waiting') waits.push(connection.retryAt - Date.now())
    })
    await until(() => waits.length > 6)
    expect(Math.max(...waits)).toBeLessThanOrEqual(60)
    expect(Math.min(...waits.slice(-2))).toBeGreaterThan(20)
    server = await startFakeServer()
  })

  it('notices a line that is dead in both directions, and resumes on a new one', async () => {
    const { client, line } = await inConversation(2, { timing: fast })
    line.freeze()
    const second = await server.accept()
    second.send(welcome({ conversation: visitorConversation({ lastSeq: 3 }), messages: messages(3, 3), resumed: true }))
    await until(() => seqsOf(client).join() === '1,2,3')
  })

  it('keeps a quiet line with pings', async () => {
    const { client, line } = await inConversation(0, { timing: fast })
    for (let i = 0; i < 3; i++) {
      await line.next('ping')
      line.send({ type: 'pong' })
    }
    expect(client.state.connection.status).toBe('open')
    expect(server.attempts).toBe(1)
  })

  it('gives up on a server that takes the line and never greets', async () => {
    visit({ timing: { ...quiet, greeting: 40 } })
    await server.accept()
    expect((await server.accept()).hello.type).toBe('hello')
  })

  it('speaks over server-sent events where WebSocket fails twice, with the same guarantees', async () => {
    server.forbidWebSocket()
    const client = visit({ openEventSource: openNodeEventSource })
    const line = await server.accept()
    expect(line.via).toBe('sse')
    expect(server.attempts).toBe(2)
    line.send(welcome({ conversation: visitorConversation({ lastSeq: 1 }), messages: messages(1, 1) }))
    await until(() => client.state.connection.status === 'open')
    expect(client.state.connection).toEqual({ status: 'open', via: 'sse' })
    const id = client.sendText('换条路')
    expect((await line.next('send')).id).toBe(id)
    line.drop()
    const second = await server.accept()
    expect(second.hello.resume).toEqual({ conversationId, seq: 1 })
    second.send(welcome({ conversation: visitorConversation({ lastSeq: 1 }), resumed: true }))
    expect((await second.next('send')).id).toBe(id)
    second.send(ack(id, 2))
    await until(() => textsOf(client).join() === '第 1 句 sent,换条路 sent')
    second.close(4403, 'no more')
    await until(() => client.state.connection.status === 'stopped')
  })

  it('reports what is typed at most every 200 ms, with the last word always told', async () => {
    const { client, line } = await inConversation(0)
    for (const text of ['你', '你好', '你好吗']) client.typing(text)
    expect((await line.next('typing')).text).toBe('你')
    expect((await line.next('typing')).text).toBe('你好吗')
    client.typing('你好吗?')
    client.sendText('你好吗?')
    expect((await line.next('send')).body.text).toBe('你好吗?')
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(line.unread.filter(({ type }) => type === 'typing')).toEqual([])
  })

  it('ends a conversation once it can, and not the one after it', async () => {
    const { client, line } = await inConversation(1)
    line.drop()
    await until(() => client.state.connection.status !== 'open')
    client.end()
    const second = await server.accept()
    second.send(welcome({ conversation: visitorConversation({ lastSeq: 1 }), resumed: true }))
    expect(await second.next('end')).toEqual({ type: 'end' })
  })
})
