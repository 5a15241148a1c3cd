import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { corpus, corpusUpTo, unstorable } from './corpus.ts'
import { type Answer, type Operation, operations } from './operations.ts'
import { newMessageId, samplesOf } from './sample.ts'
import { connect } from './speaker.ts'
import { type FurnishedCompany, furnishCompany, must, type Server, startServer } from './world.ts'

/**
 * X1, the server's half: hostile texts go into every text field of every route and frame, and come out letter for
 * letter, as data. That browsers show them as text is proved in Chromium (tests/e2e/src/canary.test.ts).
 */
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

/** What takes texts from people, other than what ends the session that asks. */
const writing = operations.filter(
  ({ name, method, input }) =>
    method !== 'GET' && input && name !== 'security.login' && name !== 'security.changePassword',
)
const searching = operations.filter(({ method, input }) => method === 'GET' && input)

interface TextField {
  readonly path: readonly string[]
  readonly maxLength: number
}

/** The fields of an input that hold free text: those without a form of their own. */
function textFields(operation: Operation): TextField[] {
  if (!operation.input) return []
  return fieldsOf(z.toJSONSchema(operation.input, { io: 'output' }) as JsonSchema, [])
}
interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly maxLength?: number
}
function fieldsOf(schema: JsonSchema, path: readonly string[]): TextField[] {
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, one]) => fieldsOf(one, [...path, name]))
  const isFree = schema.type === 'string' && !schema.format && !schema.pattern && !schema.enum
  return isFree ? [{ path, maxLength: schema.maxLength ?? 200 }] : []
}

function withTexts(sample: unknown, fields: readonly TextField[], textFor: (field: TextField) => string): unknown {
  const input = structuredClone(sample) as Record<string, unknown>
  for (const field of fields) {
    const parent = field.path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, input)
    parent[field.path.at(-1) ?? ''] = textFor(field)
  }
  return input
}

const headersFor = ({ meta }: Operation) =>
  meta.access === 'anyone-known' ? company.visitor.headers : company.owner.headers
const isData = ({ headers }: Answer) =>
  /^application\/(problem\+)?json/.test(headers.get('content-type') ?? 'application/json') &&
  headers.get('x-content-type-options') === 'nosniff'

describe.each(writing.filter((operation) => textFields(operation).length > 0))('$method $path', (operation) => {
  const fields = textFields(operation)
  const [sample] = operation.input ? [() => samplesOf(operation.input as z.ZodType, company.ids)[0]] : []

  test('takes hostile texts, or refuses it by a rule of its own', async () => {
    // Every route a share of the texts, so that each of them goes into several routes.
    const share = operation.name === 'team.addAgent' ? 20 : 4
    for (let at = writing.indexOf(operation) % share; at < corpus.length; at += share) {
      const input = withTexts(sample?.(), fields, ({ maxLength }) => {
        const fitting = corpusUpTo(maxLength)
        return fitting[at % fitting.length]?.text ?? 'x'
      })
      const answer = await server.ask(operation.name, input, headersFor(operation))
      expect([answer.status < 500, isData(answer)], `${JSON.stringify(input)} → ${answer.status}`).toEqual([true, true])
    }
  })

  test('answers by no error of ours to what no database stores', async () => {
    for (const text of unstorable) {
      const input = withTexts(sample?.(), fields, () => text)
      const answer = await server.ask(operation.name, input, headersFor(operation))
      expect(answer.status, JSON.stringify(text)).toBeLessThan(500)
    }
  })
})

describe.each(searching.filter((operation) => textFields(operation).length > 0))('$method $path', (operation) => {
  test('finds nothing and breaks nothing by hostile texts', async () => {
    const fields = textFields(operation).filter(({ path }) => path[0] !== 'cursor')
    for (const text of [
      ...corpus.map((one) => one.text),
      ...unstorable,
      '%',
      '_',
      '\\',
      "'",
      '"',
      'a & b | !c:*',
      '<->',
    ]) {
      const sample = samplesOf(operation.input as z.ZodType, company.ids)[0]
      const input = withTexts(sample, fields, ({ maxLength }) => text.slice(0, maxLength) || 'x')
      const answer = await server.ask(operation.name, input, company.owner.headers)
      expect([answer.status < 500, isData(answer)], `${text} → ${answer.status}`).toEqual([true, true])
    }
  })
})

/** A name is one line. */
const withoutInvisibles = (text: string) => text.replace(/[\s\p{C}]/gu, '')

test('keeps what a visitor writes, is called and comes from letter for letter', async () => {
  const { ids, owner, siteKey } = company
  for (const { text } of corpusUpTo(60)) {
    const visitor = await must<{ name: string }>(
      server.ask('visitor.rename', { visitorId: ids.visitor, name: text }, owner.headers),
    )
    expect(withoutInvisibles(visitor.name)).toBe(withoutInvisibles(text))
  }

  await using speaker = await connect('/realtime/visitor', {
    origin: server.origin,
    headers: { 'user-agent': '"><script>youwenCanary()</script>' },
  })
  speaker.say({
    type: 'hello',
    protocol: 1,
    site: siteKey,
    role: 'chat',
    page: { url: 'https://shop.example/?q=<script>', title: corpus[0]?.text, referrer: 'javascript:youwenCanary()' },
    device: { screen: '<img>', language: '<b>', timeZone: '{{x}}' },
  })
  const { visitId, visitorId } = await speaker.until(({ type }) => type === 'welcome')
  let conversationId = ''
  for (const { text } of corpus) {
    const id = newMessageId()
    speaker.say({ type: 'send', id, body: { type: 'text', text } })
    conversationId = String(
      (await speaker.until((frame) => frame['id'] === id && frame.type === 'ack'))['conversationId'],
    )
    await pause(45) // as fast as a client may speak
    speaker.say({
      type: 'page',
      page: { url: `https://shop.example/${encodeURIComponent(text)}`, title: text.slice(0, 300) },
    })
  }
  await server.settled()
  const said = await must<{ body: { text?: string } }[]>(
    server.ask('conversation.messages', { conversationId, limit: 200, after: 0 }, owner.headers),
  )
  const texts = said.flatMap(({ body }) => (body.text === undefined ? [] : [body.text]))
  expect(texts).toEqual(corpus.map(({ text }) => text))
  const whole = await must<unknown>(server.ask('visitor.get', { visitorId }, owner.headers))
  expect(JSON.stringify(whole)).toContain(String(visitId))
})

test.each(unstorable)('a frame with %j is answered, and the connection goes on', async (text) => {
  // Somebody new: the company's visitor was blocked for hostile reasons above.
  await using speaker = await connect('/realtime/visitor', { origin: server.origin })
  speaker.say({ type: 'hello', protocol: 1, site: company.siteKey, role: 'chat' })
  await speaker.until(({ type }) => type === 'welcome')
  const id = newMessageId()
  speaker.say({ type: 'send', id, body: { type: 'text', text } })
  const answer = await speaker.until((frame) => frame['id'] === id)
  expect(answer).toMatchObject(
    answer.type === 'ack' ? {} : { type: 'refused', code: expect.not.stringMatching(/realtime\.failed/) },
  )
  speaker.say({ type: 'typing', text })
  speaker.say({ type: 'page', page: { url: `https://shop.example/${text}`, title: text, referrer: text } })
  const product = { id: text, name: text, price: text, currency: text }
  speaker.say({ type: 'product', url: `https://shop.example/${text}`, product })
  await speaker.settled()
  expect(speaker.closed).toBeUndefined()
})
