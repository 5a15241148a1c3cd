import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { testSite } from '../../testing/visitors.ts'
import { createSheetFiles } from '../file/index.ts'
import { phraseClient, upload } from './phrase.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const bytes = new TextEncoder().encode('一份说明书')
const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code
let companies = 0

async function world() {
  const company = await server.company(`files${++companies}`)
  const lin = await company.agent('xiaolin', 'agent')
  const chen = await company.agent('xiaochen', 'agent')
  const zhou = await company.agent('laozhou', 'supervisor')
  const stored = (token: string) => upload(server, token, bytes, { purpose: 'message', name: '说明书.txt' })
  const filePhrase = (fileId: string) =>
    ({ kind: 'phrase', title: '说明书', code: '', body: { type: 'file', fileId } }) as const
  const urls = async (token: string, fileId: string) =>
    (await server.ask<unknown[]>('POST', '/api/files/urls', { token, body: { fileIds: [fileId] } })).body.length
  /** As the append pipeline does when an agent's message names a file. */
  const send = (agentId: string, fileId: string, visitorId: string) =>
    server.db.company(company.companyId, (tx) =>
      server.app.files.attach(tx, {
        companyId: company.companyId,
        visitorId,
        by: { kind: 'agent', id: agentId },
        body: { fileId },
      }),
    )
  return { ...company, lin, chen, zhou, stored, filePhrase, urls, send }
}

test('a file in a shared phrase is sent by every agent into any conversation; in an own one by its agent alone', async () => {
  const { lin, chen, zhou, stored, filePhrase, urls, send } = await world()
  const shared = await stored(zhou.token)
  const answer = await phraseClient(server, zhou.token, 'shared').add(filePhrase(shared))
  expect(answer.body).toMatchObject({ file: { fileId: shared, name: '说明书.txt', sizeBytes: bytes.length } })
  expect(await urls(lin.token, shared)).toBe(1)
  const visitors = [crypto.randomUUID(), crypto.randomUUID()] as const
  for (const { agentId } of [lin, chen]) {
    for (const visitorId of visitors)
      expect(await send(agentId, shared, visitorId)).toMatchObject({ name: '说明书.txt' })
  }

  const own = await stored(lin.token)
  await phraseClient(server, lin.token, 'own').add(filePhrase(own))
  for (const visitorId of visitors) await send(lin.agentId, own, visitorId)
  await expect(send(chen.agentId, own, visitors[0])).rejects.toMatchObject({ code: 'file.not_found' })
  expect(await urls(chen.token, own)).toBe(0)
})

test('each visitor to whom it was sent may load it, others may not', async () => {
  const { companyId, zhou, stored, filePhrase, send } = await world()
  const fileId = await stored(zhou.token)
  await phraseClient(server, zhou.token, 'shared').add(filePhrase(fileId))
  const visitor = () =>
    ({ kind: 'visitor', companyId, siteId: crypto.randomUUID(), visitorId: crypto.randomUUID() }) as const
  const [first, second, stranger] = [visitor(), visitor(), visitor()]
  for (const { visitorId } of [first, second]) await send(zhou.agentId, fileId, visitorId)
  for (const one of [first, second]) expect(await server.app.files.urls(one, [fileId])).toHaveLength(1)
  expect(await server.app.files.urls(stranger, [fileId])).toEqual([])
})

test('a phrase takes no file that its writer may not send, and no picture that is none', async () => {
  const { lin, chen, stored, filePhrase } = await world()
  const others = await stored(lin.token)
  const client = phraseClient(server, chen.token, 'own')
  for (const fileId of [others, crypto.randomUUID()]) {
    const answer = await client.add(filePhrase(fileId))
    expect([answer.status, codeOf(answer)]).toEqual([404, 'file.not_found'])
  }
  const elsewhere = await world()
  const foreign = await elsewhere.stored(elsewhere.zhou.token)
  await phraseClient(server, elsewhere.zhou.token, 'shared').add(filePhrase(foreign))
  expect(codeOf(await client.add(filePhrase(foreign)))).toBe('file.not_found')
  const own = await stored(chen.token)
  const picture = await client.add({ kind: 'phrase', title: '图', code: '', body: { type: 'image', fileId: own } })
  expect([picture.status, codeOf(picture)]).toEqual([422, 'file.not_a_picture'])
  expect(await client.outline()).toEqual([])
})

test('sheets that were brought in or taken out are forgotten after a day', async () => {
  const { zhou, urls } = await world()
  const fileId = await upload(server, zhou.token, bytes)
  expect(await urls(zhou.token, fileId)).toBe(1)
  const removed: string[] = []
  const storage = {
    put: async () => {},
    get: async () => undefined,
    delete: async (key: string) => void removed.push(key),
    [Symbol.dispose]() {},
  }
  const removeOld = (now: Date) => createSheetFiles({ db: server.db, storage, now: () => now }).removeOld()
  await removeOld(new Date(Date.now() + 23 * 3_600_000))
  expect(await urls(zhou.token, fileId)).toBe(1)
  await removeOld(new Date(Date.now() + 25 * 3_600_000))
  expect(await urls(zhou.token, fileId)).toBe(0)
  expect(removed.some((key) => key.includes(fileId))).toBe(true)
})

test('a phrase’s file that was sent and recalled is taken from that visitor alone; the phrase keeps it', async () => {
  const { companyId, zhou, stored, filePhrase, send } = await world()
  const visitor = () =>
    ({ kind: 'visitor', companyId, siteId: crypto.randomUUID(), visitorId: crypto.randomUUID() }) as const
  const [first, second] = [visitor(), visitor()]
  const fileId = await stored(zhou.token)
  // Sent before it became a phrase, and after.
  await send(zhou.agentId, fileId, first.visitorId)
  await phraseClient(server, zhou.token, 'shared').add(filePhrase(fileId))
  await send(zhou.agentId, fileId, first.visitorId)
  await send(zhou.agentId, fileId, second.visitorId)
  await server.db.company(companyId, (tx) => server.app.files.withdraw(tx, companyId, first.visitorId, [fileId]))
  expect(await server.app.files.urls(first, [fileId])).toEqual([])
  expect(await server.app.files.urls(second, [fileId])).toHaveLength(1)
  expect(await send(zhou.agentId, fileId, first.visitorId)).toMatchObject({ name: '说明书.txt' })
  expect(await server.app.files.urls(first, [fileId])).toHaveLength(1)
})

test('a recalled message opens its file no more, whatever address was given out; the phrase, and who else has it, do (D2.2)', async () => {
  const { companyId, owner, lin, zhou, stored, filePhrase, send } = await world()
  const fileId = await stored(zhou.token)
  await phraseClient(server, zhou.token, 'shared').add(filePhrase(fileId))
  const site = await testSite(server, companyId, owner)
  const [visitor, other] = [await site.visitor(), await site.visitor()]
  await send(zhou.agentId, fileId, other.visitorId)
  const conversationId = await visitor.says('有说明书吗')
  await server.ask('POST', `/api/conversations/${conversationId}/accept`, { token: lin.token })
  const said = { id: uuidv7(), body: { type: 'file' as const, fileId } }
  const agent = { companyId, agentId: lin.agentId } as Parameters<typeof server.app.conversations.agentSays>[0]
  await server.app.conversations.agentSays(agent, conversationId, said)

  const addressFor = async (who: { token?: string; headers?: Record<string, string> }) => {
    const { body } = await server.ask<{ url: string }[]>('POST', '/api/files/urls', {
      ...who,
      body: { fileIds: [fileId] },
    })
    return new URL(body[0]?.url ?? 'http://nothing.invalid', server.app.localUrl)
  }
  const whoHasIt = { token: lin.token }
  const [his, others, agents] = await Promise.all([visitor, other, whoHasIt].map(addressFor))
  const opens = async () =>
    Promise.all([his, others, agents].map(async (address) => (await fetch(address ?? '')).status))
  expect(await opens()).toEqual([200, 200, 200])

  await server.ask('POST', `/api/conversations/${conversationId}/messages/${said.id}/recall`, { token: lin.token })
  expect(await opens()).toEqual([404, 200, 200])
  expect((await addressFor(visitor)).hostname).toBe('nothing.invalid')
})
