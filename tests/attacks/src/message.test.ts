import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corpus, corpusUpTo, unstorable } from './corpus.ts'
import { newMessageId } from './sample.ts'
import { connect, type Frame } from './speaker.ts'
import { type FurnishedCompany, furnishCompany, must, type Server, startServer } from './world.ts'

let server: Server
let company: FurnishedCompany
beforeAll(async () => {
  server = await startServer()
  company = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
})
afterAll(async () => {
  await company[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

/** What a frame with an id of its own is answered by. */
async function answerTo(speaker: FurnishedCompany['agentDesk'], frame: { type: string; [field: string]: unknown }) {
  const id = newMessageId()
  speaker.say({ ...frame, id })
  return speaker.until((heard) => heard['id'] === id && (heard.type === 'ack' || heard.type === 'refused'))
}
const fromAgent = (body: object) =>
  answerTo(company.agentDesk, { type: 'send', conversationId: company.ids.conversation, body })
const stored = () =>
  must<{ id: string; from: string; body: Record<string, unknown> }[]>(
    server.ask(
      'conversation.messages',
      { conversationId: company.ids.conversation, after: 0, limit: 200 },
      company.owner.headers,
    ),
  )

describe('what a visitor may not say', () => {
  const mentions: string[] = []
  test.each([
    { type: 'note', text: 'x', mentions },
    { type: 'card', title: 'x', text: '', url: 'https://shop.example/' },
    { type: 'appointment', appointmentId: newMessageId() },
    { type: 'recalled' },
    { type: 'event', event: 'recalled', messageId: newMessageId(), by: 'agent', agentId: null, isNote: false },
    { type: 'event', event: 'closed', by: 'system', agentId: null },
  ])('is refused, changes nothing, and the connection goes on: $type', async (body) => {
    const before = await stored()
    const { speaker } = company.visitor
    expect(await answerTo(speaker, { type: 'send', body })).toMatchObject({ code: 'validation.failed' })
    await speaker.settled()
    expect(speaker.closed).toBeUndefined()
    expect(await stored()).toEqual(before)
  })

  test('nor does he take back what others said, in his or in another conversation', async () => {
    const { speaker } = company.visitor
    for (const [conversationId, id] of [
      [company.ids.conversation, company.ids.message],
      [company.ids.conversation, company.othersIds.message],
      [company.othersIds.conversation, company.othersIds.message],
    ]) {
      const at = speaker.heard.length
      speaker.say({ type: 'recall', id, conversationId })
      await speaker.settled()
      const answer = speaker.heard.slice(at).find((frame) => frame.type === 'refused')
      expect(String(answer?.['code'])).toMatch(/^(message|conversation)\.not_found$/)
    }
    expect((await stored()).some(({ body }) => body['type'] === 'recalled')).toBe(false)
  })
})

test('nothing of a note reaches its visitor: live, by fetch and history, in a new greeting, over the fallback (D2.10)', async () => {
  const secret = 'CLOUDBOAT-SECRET-NOTE'
  const { speaker, token } = company.visitor
  const noteId = newMessageId()
  company.agentDesk.say({
    type: 'send',
    id: noteId,
    conversationId: company.ids.conversation,
    body: { type: 'note', text: secret, mentions: [company.colleague.agentId] },
  })
  const { seq } = await company.agentDesk.until(({ type, id }) => type === 'ack' && id === noteId)
  // Neither by quoting it, whoever tries.
  const quoting = { type: 'text', text: 'x', quote: noteId }
  expect(await fromAgent(quoting)).toMatchObject({ code: 'message.quote_unknown' })
  expect(await answerTo(speaker, { type: 'send', body: quoting })).toMatchObject({ code: 'message.quote_unknown' })

  const conversationId = company.ids.conversation
  speaker.say({ type: 'fetch', id: 'f', conversationId, after: Number(seq) - 1 })
  speaker.say({ type: 'history', id: 'h', conversationId, before: Number(seq) + 1 })
  const fetched = await speaker.until(({ id }) => id === 'f')
  await speaker.until(({ id }) => id === 'h')
  expect((fetched['messages'] as { seq: number; body: object }[])[0]).toMatchObject({
    seq,
    from: 'system',
    senderId: null,
    body: { type: 'event', event: 'hidden' },
  })
  const heard: Frame[] = [...speaker.heard]
  const hello = { type: 'hello', protocol: 1, site: company.siteKey, token }
  for (const role of ['chat', 'page']) {
    await using again = await connect('/realtime/visitor', { origin: server.origin })
    again.say({ ...hello, role, resume: { conversationId, seq: 1 } })
    heard.push(await again.until(({ type }) => type === 'welcome'))
  }
  heard.push(await greetedOverFallback({ ...hello, role: 'chat' }))
  expect(heard.some(({ type }) => type === 'welcome')).toBe(true)
  expect(JSON.stringify(heard)).not.toContain(secret)
  expect(JSON.stringify(heard)).not.toContain('"note"')
  // The files of HTTP routes that a visitor may call say nothing of messages; who was mentioned was told.
  expect(JSON.stringify(company.colleagueDesk.heard)).toContain(secret)
})

async function greetedOverFallback(hello: object): Promise<Frame> {
  const url = `${server.origin}/realtime/visitor`
  const headers = { origin: server.origin, 'content-type': 'application/json' }
  const opened = await fetch(`${url}/open`, { method: 'POST', headers, body: JSON.stringify(hello) })
  const { connection } = (await opened.json()) as { connection: string }
  const stream = await fetch(`${url}/stream?c=${connection}`, { headers })
  let text = ''
  for await (const chunk of stream.body ?? []) {
    text += Buffer.from(chunk).toString()
    const welcome = /^data: (\{"type":"welcome".*\})$/m.exec(text)
    // Leaving the loop ends the stream.
    if (welcome?.[1]) return JSON.parse(welcome[1])
  }
  throw new Error(`No welcome came: ${text}`)
}

describe('hostile texts (X1)', () => {
  test('are kept letter for letter in notes, and in what is quoted of them', async () => {
    const said = new Map<string, string>()
    for (const { text } of corpus) {
      const answer = await fromAgent({ type: 'note', text, mentions: [] })
      said.set(String(answer['id']), text)
      await pause(45)
    }
    const [quoted = ''] = said.keys()
    await fromAgent({ type: 'note', text: 'quoting', mentions: [], quote: quoted })
    const all = await stored()
    for (const { id, body } of all) if (said.has(id)) expect(body['text']).toBe(said.get(id))
    const quote = all.find(({ body }) => body['text'] === 'quoting')?.body['quote']
    expect(quote).toMatchObject({ text: said.get(quoted)?.slice(0, 120) })
  })

  test('are kept letter for letter on cards', async () => {
    const texts = corpusUpTo(100).filter((_, index) => index % 4 === 0)
    for (const { text } of texts) {
      const answer = await fromAgent({ type: 'card', title: text, text, url: 'https://shop.example/' })
      if (text.trim() === '') continue
      expect(answer.type).toBe('ack')
      const card = await last()
      // A title is one line, and turns nothing beside it.
      const withoutInvisibles = (line: unknown) => String(line).replace(/[\s\p{C}]/gu, '')
      expect(withoutInvisibles(card.body['title'])).toBe(withoutInvisibles(text))
      expect(card.body['text']).toBe(text.trim())
      await pause(45)
    }
  })
  const last = async () => {
    const [newest] = await must<{ id: string; body: Record<string, unknown> }[]>(
      server.ask(
        'conversation.messages',
        { conversationId: company.ids.conversation, limit: 1 },
        company.owner.headers,
      ),
    )
    if (!newest) throw new Error('Nothing was said.')
    return newest
  }

  test.each([
    'javascript:youwenCanary()',
    'JaVaScRiPt:youwenCanary()',
    ' javascript:youwenCanary()',
    'java\nscript:youwenCanary()',
    'data:text/html,<script>youwenCanary()</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://shop.example/x',
    '//shop.example/',
    'shop.example',
    'ftp://shop.example/',
    '',
  ])('no card leads to %j', async (url) => {
    expect(await fromAgent({ type: 'card', title: 'x', text: '', url })).toMatchObject({ code: 'validation.failed' })
  })

  test('where a card leads is what stands on it', async () => {
    const url = 'https://bank.example@shop.example/a b?q=<script>'
    expect(await fromAgent({ type: 'card', title: 'x', text: '', url })).toMatchObject({ type: 'ack' })
    expect((await last()).body['url']).toBe('https://shop.example/a%20b?q=%3Cscript%3E')
  })

  test.each(unstorable)('what no database stores (%j) is no error of ours', async (text) => {
    for (const body of [
      { type: 'note', text, mentions: [] },
      { type: 'card', title: text, text, url: 'https://shop.example/' },
    ]) {
      const answer = await fromAgent(body)
      if (answer.type === 'refused') expect(answer['code']).not.toBe('realtime.failed')
    }
  })
})
