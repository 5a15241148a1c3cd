import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Speaker } from './speaker.ts'
import { type FurnishedCompany, furnishCompany, type Server, startServer } from './world.ts'

/**
 * X4: bodies and frames made to be expensive or to reach what they should not. Each is turned away by a clear answer,
 * the memory of the server stays flat, and the objects of the language stay what they are.
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

const mebibyte = 1024 * 1024
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const deepObject = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const wide = (keys: number) => `{${Array.from({ length: keys }, (_, index) => `"k${index}":1`).join(',')}}`
const login = '"companyCode":"yunzhou","account":"agent","password":"x"'

const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(new URL('/api/login', server.origin), {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': 'application/json', ...headers },
  })

/** The process under attack is this one. */
async function expectUnharmed(attack: () => Promise<void>, mayGrowBy = 60 * mebibyte) {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  await attack()
  expect(process.memoryUsage().rss - before).toBeLessThan(mayGrowBy)
  const plain: Record<string, unknown> = {}
  expect([plain['x'], plain['isOwner'], Object.prototype.hasOwnProperty.name]).toEqual([
    undefined,
    undefined,
    'hasOwnProperty',
  ])
  expect((await fetch(new URL('/healthz', server.origin))).status).toBe(200)
}

describe('a request', () => {
  test.each([
    ['an array 10,000 deep', () => deep(10_000), [422]],
    ['an object 10,000 deep', () => deepObject(10_000), [422]],
    ['an array 100 deep where a text is expected', () => `{"companyCode":${deep(100)}}`, [422]],
    ['a million keys', () => wide(1_000_000), [413]],
    ['keys up to the limit of a body', () => wide(15_000), [422]],
    ['ten megabytes of text', () => `{"password":"${'x'.repeat(10 * mebibyte)}"}`, [413]],
    ['__proto__', () => `{${login},"__proto__":{"x":1,"isOwner":true}}`, [422]],
    ['__proto__ in disguise', () => `{${login},"\\u005f_proto__":{"x":1,"isOwner":true}}`, [422]],
    ['constructor.prototype', () => `{${login},"constructor":{"prototype":{"x":1}}}`, [422]],
    ['half an object', () => `{${login}`, [422]],
    ['no JSON', () => `${login}`, [422]],
    ['a number with a million digits', () => `{"companyCode":${'9'.repeat(1_000_000)}}`, [413]],
    ['what is no UTF-8', () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), [422]],
    ['a bare number', () => '1', [422]],
    ['nothing', () => '', [422]],
  ])('with %s is refused', async (_, body, statuses) => {
    const bytes = Buffer.from(body())
    await expectUnharmed(async () => {
      const answer = await post(bytes)
      expect(statuses).toContain(answer.status)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    })
  })

  test.each([
    ['gzip', gzipSync(Buffer.alloc(50 * mebibyte))],
    ['br', brotliCompressSync(Buffer.alloc(5 * mebibyte))],
    ['deflate', Buffer.from('x')],
    ['gzip, gzip', Buffer.from('x')],
  ])('whose body is packed as %s is not unpacked', async (encoding, body) => {
    await expectUnharmed(async () => {
      expect((await post(body, { 'content-encoding': encoding })).status).toBe(415)
    })
  })

  test.each([
    'x=1&x=2',
    'limit=1&limit=99',
    `cursor=${'x'.repeat(20_000)}`,
    '__proto__[x]=1',
    'constructor[prototype][x]=1',
    'limit[__proto__][x]=1',
    'limit=1e400',
    'limit=%00',
    `cursor=${Buffer.from('x|y').toString('base64url')}`,
    Array.from({ length: 3_000 }, (_, index) => `k${index}=1`).join('&'),
  ])('with the query %.40j is answered by no error of ours', async (query) => {
    await expectUnharmed(async () => {
      const answer = await fetch(new URL(`/api/conversations?${query}`, server.origin), {
        headers: company.admin.headers,
      })
      expect(answer.status).toBeLessThan(500)
    })
  })

  test('with headers of 32 kB is refused', async () => {
    const answer = await fetch(new URL('/api/me', server.origin), { headers: { 'x-long': 'x'.repeat(32 * 1024) } })
    expect(answer.status).toBe(431)
  })
})

describe.each(['visitor', 'agent'] as const)('a frame of %s', (role) => {
  const speaking = async (): Promise<Speaker> =>
    role === 'agent' ? company.desk(company.colleague) : (await company.guest(company.siteKey, 'hello')).speaker

  test.each([
    ['ten megabytes', () => `{"type":"typing","text":"${'x'.repeat(10 * mebibyte)}"}`, [1009]],
    ['65 kB', () => `{"type":"typing","text":"${'x'.repeat(65 * 1024)}"}`, [1009]],
    ['10,000 levels', () => deep(10_000), [4400]],
    ['10,000 levels of objects', () => deepObject(8_000), [4400]],
    ['thousands of keys', () => wide(5_000), [4400]],
    ['__proto__', () => '{"type":"ping","__proto__":{"x":1}}', [4400, undefined]],
    ['constructor', () => '{"type":"ping","constructor":{"prototype":{"x":1}}}', [4400, undefined]],
    ['a type that every object has', () => '{"type":"constructor"}', [undefined]],
    ['no type', () => '{}', [4400]],
    ['no object', () => '1', [4400]],
    ['no JSON', () => 'hello', [4400]],
    ['nothing', () => '', [4400]],
    ['a second hello', () => '{"type":"hello","protocol":1,"role":"chat","site":"x.aaaaaaaaaaaa"}', [4400, undefined]],
  ])('with %s closes its connection at most', async (_, frame, codes) => {
    await using speaker = await speaking()
    const text = frame()
    await expectUnharmed(async () => {
      speaker.raw(text)
      if (codes.includes(undefined)) await speaker.settled().catch(() => {})
      else await speaker.untilClosed()
      expect(codes).toContain(speaker.closed?.code)
    })
  })

  test('that is binary closes its connection', async () => {
    await using speaker = await speaking()
    speaker.raw(Buffer.from('{"type":"ping"}'))
    expect((await speaker.untilClosed()).code).toBe(4400)
  })

  test('in thousands of pieces that never end closes its connection', async () => {
    await using speaker = await speaking()
    const { _socket: tcp } = speaker.socket as unknown as { _socket: Socket }
    await expectUnharmed(async () => {
      // Masked fragments of one byte without a last one: text first, then continuations.
      const piece = (opcode: number) => Buffer.from([opcode, 0x81, 0, 0, 0, 0, 0x20])
      tcp.write(piece(0x01))
      tcp.write(Buffer.concat(Array.from({ length: 200_000 }, () => piece(0x00))))
      const { code } = await speaker.untilClosed()
      expect([1006, 1008, 1009]).toContain(code)
    })
  })

  test('after frame without end is slowed down or cut', async () => {
    await using speaker = await speaking()
    await expectUnharmed(async () => {
      for (let i = 0; i < 5_000; i++)
        speaker.raw('{"type":"fetch","id":"x","conversationId":"00000000-0000-4000-8000-000000000000"}')
      expect((await speaker.untilClosed()).code).toBe(4429)
    })
  })
})

describe('before hello', () => {
  test.each(['visitor', 'agent'])('a %s says nothing else', async (role) => {
    await using speaker = await connect(`/realtime/${role}`, { origin: server.origin })
    speaker.say({ type: 'fetch', id: 'x', conversationId: company.ids.conversation })
    expect((await speaker.untilClosed()).code).toBe(4400)
    expect(speaker.heard.filter(({ type }) => type === 'messages')).toEqual([])
  })

  test('a socket asks for compression in vain', async () => {
    const socket = connectTcp(Number(new URL(server.origin).port), '127.0.0.1')
    socket.write(
      `GET /realtime/visitor HTTP/1.1\r\nHost: x\r\nOrigin: ${server.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
        'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n',
    )
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(String(answer)).toContain('101 Switching Protocols')
    expect(String(answer).toLowerCase()).not.toContain('permessage-deflate')
  })
})
