import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AgentClient, createAgentClient } from './agent.ts'
import { createMessageIds } from './message-ids.ts'
import { createMemoryStorage, type KeyValueStorage } from './storage.ts'
import { type FakeServer, type Line, startFakeServer } from './testing/fake-server.ts'
import {
  agentId,
  conversationId,
  message,
  messages,
  openWebSocket,
  quiet,
  row,
  rowFrame,
  until,
  visitorId,
} from './testing/things.ts'

let server: FakeServer
let storage: KeyValueStorage
const clients: AgentClient[] = []

beforeEach(async () => {
  server = await startFakeServer()
  storage = createMemoryStorage()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await server[Symbol.asyncDispose]()
})

const greet = (line: Line, inbox = [row()], agent = agentId) =>
  line.send({
    type: 'welcome',
    protocol: 1,
    serverTime: '2026-11-22T08:00:00.000Z',
    agentId: agent,
    state: 'online',
    inbox,
    colleagues: [],
    marks: [],
    classes: { classes: [], isRequired: false },
    watchable: [],
  })

async function atDesk(said: number) {
  const client = createAgentClient({ url: server.url, token: 'secret', storage, openWebSocket, timing: quiet })
  clients.push(client)
  const line = await server.accept()
  greet(line, [row({ lastSeq: said })])
  client.open(conversationId)
  await until(() => client.state.inbox.size === 1)
  expect(await line.next('open')).toEqual({ type: 'open', conversationId, after: 0 })
  opened(line, said)
  await until(() => client.state.opened.size === 1)
  return { client, line }
}

const opened = (line: Line, said: number, from = 1, resumed = false) =>
  line.send({
    type: 'opened',
    conversationId,
    conversation: row({ lastSeq: said }),
    messages: messages(from, said),
    hasEarlier: from > 1,
    resumed,
    pages: [],
  })

const seqsOf = (client: AgentClient) => client.messages(conversationId).map(({ seq }) => seq)

it('logs in with a token and holds the inbox', async () => {
  const client = createAgentClient({ url: server.url, token: 'secret', storage, openWebSocket, timing: quiet })
  clients.push(client)
  const line = await server.accept()
  expect(line.hello).toEqual({ type: 'hello', protocol: 1, token: 'secret' })
  greet(line)
  await until(() => client.state.inbox.get(conversationId)?.visitorName === '王女士')
  expect(client.state.state).toBe('online')
})

it('asks for the log-in anew when the session was ended, and says why', async () => {
  const { client, line } = await atDesk(0)
  line.close(4440, '主管结束了会话')
  await until(() => client.state.connection.status === 'stopped')
  expect(client.state.connection).toEqual({ status: 'stopped', cause: 'authenticate', reason: '主管结束了会话' })
})

it('continues each open conversation where it was, on a new inbox', async () => {
  const { client, line } = await atDesk(2)
  const heard: number[] = []
  client.on('message', ({ seq }) => heard.push(seq))
  line.drop()
  const second = await server.accept()
  greet(second, [row({ lastSeq: 4 })])
  expect(await second.next('open')).toEqual({ type: 'open', conversationId, after: 2 })
  opened(second, 4, 3, true)
  await until(() => seqsOf(client).join() === '1,2,3,4')
})

it('answers once, in order, through a lost ack', async () => {
  const { client, line } = await atDesk(1)
  const [first, second] = [client.sendText(conversationId, '您好'), client.sendText(conversationId, '请稍等')]
  await line.next('send')
  line.drop()
  const next = await server.accept()
  greet(next)
  for (const [i, id] of [first, second].entries()) {
    expect(await next.next('send')).toMatchObject({ id, conversationId })
    next.send({ type: 'ack', id, conversationId, seq: i + 2, at: message(2).at })
  }
  await until(() => seqsOf(client).join() === '1,2,3')
  expect(client.messages(conversationId).map(({ from, delivery }) => `${from} ${delivery.status}`)).toEqual([
    'agent sent',
    'agent sent',
    'agent sent',
  ])
})

it('sends a file under the id that was made before its upload, and once, whatever an earlier page has done (RT11)', async () => {
  const { client, line } = await atDesk(1)
  const id = createMessageIds()()
  const file = { fileId: visitorId, name: '报价.pdf', sizeBytes: 9, contentType: 'application/pdf', image: null }
  expect(client.sendFile(conversationId, file, undefined, id)).toBe(id)
  expect(await line.next('send')).toMatchObject({ id, body: { type: 'file', fileId: visitorId } })
  client.close()
  const again = await atDesk(1)
  again.client.sendFile(conversationId, file, undefined, id)
  expect(await again.line.next('send')).toMatchObject({ id })
  again.line.send({ type: 'ack', id, conversationId, seq: 2, at: message(2).at })
  await until(() => seqsOf(again.client).join() === '1,2')
  expect(again.line.unread.filter(({ type }) => type === 'send')).toEqual([])
})

it("never sends another agent's words", async () => {
  const { client, line } = await atDesk(1)
  client.sendText(conversationId, '我来处理')
  await line.next('send')
  client.close()
  const colleague = createAgentClient({ url: server.url, storage, openWebSocket, timing: quiet })
  clients.push(colleague)
  const second = await server.accept()
  greet(second, [row()], visitorId)
  colleague.open(conversationId)
  await second.next('open')
  expect(second.unread).toEqual([])
})

it('fills a hole in an open conversation', async () => {
  const { client, line } = await atDesk(1)
  const heard: number[] = []
  client.on('message', ({ seq }) => heard.push(seq))
  line.send({ type: 'message', message: message(3, { from: 'visitor', senderId: visitorId }) })
  const fetch = await line.next('fetch')
  expect(fetch).toMatchObject({ after: 1, before: 3 })
  const missed = messages(2, 2, { from: 'visitor', senderId: visitorId })
  line.send({ type: 'messages', id: fetch.id, conversationId, messages: missed, hasEarlier: true })
  await until(() => seqsOf(client).join() === '1,2,3')
  expect(heard).toEqual([2, 3])
})

it('notices from the list that a message was not told', async () => {
  const { line } = await atDesk(1)
  line.send(rowFrame(row({ lastSeq: 2 })))
  expect(await line.next('fetch')).toMatchObject({ after: 1 })
})

it('lets go of what it left, although an answer was underway', async () => {
  const { client, line } = await atDesk(1)
  client.leave(conversationId)
  expect(await line.next('leave')).toEqual({ type: 'leave', conversationId })
  opened(line, 1)
  line.send({ type: 'gone', conversationId })
  await until(() => client.state.inbox.size === 0)
  expect(client.state.opened.size).toBe(0)
  expect(client.messages(conversationId)).toEqual([])
})

it('says how far it has read, forward only, and the row shows it at once', async () => {
  const { client, line } = await atDesk(3)
  client.read(conversationId, 3)
  client.read(conversationId, 2)
  expect(await line.next('read')).toEqual({ type: 'read', conversationId, seq: 3 })
  expect(client.state.inbox.get(conversationId)?.readSeq).toBe(3)
  line.send(rowFrame(row({ lastSeq: 3, readSeq: 1 })))
  line.send({ type: 'typing', conversationId, text: '我想' })
  await until(() => client.state.typing.get(conversationId) === '我想')
  expect(client.state.inbox.get(conversationId)?.readSeq).toBe(3)
  expect(line.unread).toEqual([])
})

it('loads older messages of a conversation a page at a time', async () => {
  const { client, line } = await atDesk(0)
  client.leave(conversationId)
  client.open(conversationId)
  opened(line, 60, 51)
  await until(() => seqsOf(client).length === 10)
  client.loadEarlier(conversationId)
  client.loadEarlier(conversationId)
  const asked = await line.next('fetch')
  expect(asked).toMatchObject({ conversationId, before: 51 })
  line.send({ type: 'messages', id: asked.id, conversationId, messages: messages(1, 50), hasEarlier: false })
  await until(() => seqsOf(client).length === 60)
  client.loadEarlier(conversationId)
  expect(line.unread.filter(({ type }) => type === 'fetch')).toEqual([])
})

it('sends what it was warned of again when it is meant, and shows what is stored (RT41)', async () => {
  const { client, line } = await atDesk(0)
  const id = client.sendText(conversationId, '我保证，混蛋')
  expect(await line.next('send')).not.toHaveProperty('anyway')
  line.send({ type: 'refused', id, code: 'sensitive.warned', title: 'Sure?', words: ['保证'] })
  const delivery = () => client.messages(conversationId)[0]?.delivery
  await until(() => delivery()?.status === 'failed')
  expect(delivery()).toEqual({ status: 'failed', code: 'sensitive.warned', title: 'Sure?', words: ['保证'] })
  client.resend(id, true)
  expect(await line.next('send')).toMatchObject({ id, anyway: true })
  const body = { type: 'text', text: '我保证，**' }
  line.send({ type: 'ack', id, conversationId, seq: 1, at: message(1).at, body })
  await until(() => delivery()?.status === 'sent')
  expect(client.messages(conversationId)[0]?.body).toEqual(body)
})
