import type { LookupAddress } from 'node:dns'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import {
  createOutbound,
  type Outbound,
  type OutboundAnswer,
  type OutboundOptions,
  type OutboundRequest,
} from './index.ts'
import { selfSigned } from './self-signed.testing.ts'

const toLocalhost = async (): Promise<LookupAddress[]> => [{ address: '127.0.0.1', family: 4 }]

function door(options: Partial<OutboundOptions> = {}) {
  const outbound: Outbound = createOutbound({ ownNetworks: ['127.0.0.0/8'], resolve: toLocalhost, ...options })
  onTestFinished(() => outbound[Symbol.asyncDispose]())
  return {
    ...outbound,
    get: (url: string, more: Partial<OutboundRequest> = {}): Promise<OutboundAnswer> =>
      outbound.send({ url, method: 'GET', timeoutMs: 5_000, maxBytes: 10_000, ...more }),
  }
}

async function listening<T extends Server>(server: T): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') {
      server.closeAllConnections()
    }
  })
  return (server.address() as AddressInfo).port
}

async function site(answer: RequestListener) {
  const asked: IncomingMessage[] = []
  const port = await listening(
    createServer((request, response) => {
      asked.push(request)
      answer(request, response)
    }),
  )
  return { port, asked, url: `http://127.0.0.1:${port}` }
}

const failed = (trouble: string) => expect.objectContaining({ outcome: 'failed', trouble })

test('an answer comes back with status, headers and body, and the request says nothing that it was not given', async () => {
  const shop = await site((_, response) => response.writeHead(418, { 'x-shop': 'tea' }).end('short and stout'))
  const answer = await door().get(`${shop.url}/a/b?c=d#e`, { headers: { 'x-mine': '1' } })
  expect(answer).toMatchObject({ outcome: 'answered', status: 418, headers: { 'x-shop': 'tea' } })
  expect(answer.outcome === 'answered' && answer.body.toString()).toBe('short and stout')
  expect(shop.asked[0]?.url).toBe('/a/b?c=d')
  expect(Object.keys(shop.asked[0]?.headers ?? {}).sort()).toEqual([
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
    'x-mine',
  ])
})

test('a body is sent as it is, and a name is asked for by its name', async () => {
  let got = ''
  const shop = await site(async (request, response) => {
    for await (const chunk of request) got += chunk
    response.end()
  })
  const answer = await door().get(`http://shop.example.com:${shop.port}/`, { method: 'POST', body: '{"a":"中"}' })
  expect(answer).toMatchObject({ outcome: 'answered', status: 200 })
  expect(got).toBe('{"a":"中"}')
  expect(shop.asked[0]?.headers.host).toBe(`shop.example.com:${shop.port}`)
})

test('nothing is asked of this machine or the networks around it', async () => {
  const secret = await site((_, response) => response.end('secret'))
  const strict = door({ ownNetworks: ['10.9.9.0/24'] })
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::ffff:127.0.0.1]', 'localhost.']) {
    expect(await strict.get(`http://${host}:${secret.port}/`), host).toEqual(failed('closed_network'))
    expect(await strict.get(`https://${host}:${secret.port}/`), host).toEqual(failed('closed_network'))
  }
  expect(secret.asked).toHaveLength(0)
})

test.each([
  [['127.0.0.1']],
  [['8.8.8.8', '127.0.0.1']],
  [['127.0.0.1', '8.8.8.8']],
  [['::ffff:127.0.0.1']],
  [['64:ff9b::7f00:1']],
])('a name that leads to %s is refused, for https and http', async (ips) => {
  const secret = await site((_, response) => response.end('secret'))
  const resolve = async () => ips.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const strict = door({ ownNetworks: ['10.9.9.0/24'], resolve })
  expect(await strict.get(`https://shop.example.com:${secret.port}/`)).toEqual(failed('closed_network'))
  const onHttp = await strict.get(`http://shop.example.com:${secret.port}/`)
  expect(onHttp).toEqual(ips[0] === '8.8.8.8' ? failed('plain_http') : failed('closed_network'))
  expect(secret.asked).toHaveLength(0)
})

test('a name is resolved once for a connection, so a second answer that leads inside is never asked for', async () => {
  const shop = await site((_, response) => response.setHeader('connection', 'close').end('ok'))
  const answers = ['127.0.0.2', '127.0.0.1']
  let times = 0
  const rebinding = door({
    ownNetworks: ['127.0.0.1/32'],
    resolve: async () => [{ address: answers[times++] ?? '127.0.0.2', family: 4 }],
  })
  const url = `http://rebind.example.com:${shop.port}/`
  expect(await rebinding.get(url)).toEqual(failed('closed_network'))
  expect(times).toBe(1)
  expect(await rebinding.get(url)).toMatchObject({ outcome: 'answered' })
  expect(times).toBe(2)
  expect(await rebinding.get(url)).toEqual(failed('closed_network'))
  expect(times).toBe(3)
})

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
  const secret = await site((_, response) => response.end('secret'))
  const shop = await site((_, response) => response.writeHead(status, { location: secret.url }).end())
  expect(await door().get(shop.url)).toEqual(failed('redirected'))
  expect(secret.asked).toHaveLength(0)
})

test('the time limit is on the whole: no answer, a dripping head and a dripping body all end', async () => {
  const silent = await site(() => {})
  const drip = await site((_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  })
  const headDrip = await listening(
    createTcpServer((socket) => {
      socket.on('error', () => {}).write('HTTP/1.1 200 OK\r\nx: ')
      const timer = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(timer))
    }),
  )
  for (const url of [silent.url, drip.url, `http://127.0.0.1:${headDrip}/`]) {
    const answer = await door().get(url, { timeoutMs: 250 })
    expect(answer).toEqual(failed('timed_out'))
    expect(answer.tookMs).toBeLessThan(2_000)
  }
})

test('a name server that says nothing takes no longer than the limit', async () => {
  const stuck = door({ resolve: () => new Promise(() => {}) })
  expect(await stuck.get('http://shop.example.com/', { timeoutMs: 100 })).toEqual(failed('timed_out'))
})

test('reading ends at the byte that is one too many', async () => {
  let sent = 0
  const huge = await site((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(1_000))) sent += 1_000
    }
    response.on('drain', more)
    more()
  })
  const exact = await site((request, response) => response.end(Buffer.alloc(request.url === '/over' ? 10_001 : 10_000)))
  expect(await door().get(huge.url)).toEqual(failed('too_large'))
  expect(sent).toBeLessThan(5_000_000)
  expect(await door().get(exact.url)).toMatchObject({ outcome: 'answered' })
  expect(await door().get(`${exact.url}/over`)).toEqual(failed('too_large'))
})

test('a packed answer is unpacked and counted as it unfolds', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const packed = { '/fine': gzipSync('{"a":1}'), '/bomb': bomb, '/broken': Buffer.from('no gzip') }
  const shop = await site((request, response) =>
    response
      .writeHead(200, { 'content-encoding': request.url === '/odd' ? 'br' : 'gzip' })
      .end(packed[request.url as keyof typeof packed] ?? ''),
  )
  const fine = await door().get(`${shop.url}/fine`)
  expect(fine.outcome === 'answered' && fine.body.toString()).toBe('{"a":1}')
  expect(await door().get(`${shop.url}/bomb`, { maxBytes: 1_000_000 })).toEqual(failed('too_large'))
  expect(await door().get(`${shop.url}/broken`)).toEqual(failed('garbled'))
  expect(await door().get(`${shop.url}/odd`)).toEqual(failed('garbled'))
})

test('who asks can change his mind, before and meanwhile', async () => {
  const silent = await site(() => {})
  const changed = new AbortController()
  const answer = door().get(silent.url, { signal: changed.signal })
  await expect.poll(() => silent.asked.length).toBe(1)
  changed.abort()
  expect(await answer).toEqual(failed('cancelled'))
  expect(await door().get(silent.url, { signal: AbortSignal.abort() })).toEqual(failed('cancelled'))
})

test('one slow place holds only so many requests, and other places are asked as before', async () => {
  const release: (() => void)[] = []
  const slow = await site((_, response) => void release.push(() => response.end()))
  const quick = await site((_, response) => response.end())
  const outbound = door({ perTarget: 2 })
  const held = [outbound.get(slow.url), outbound.get(slow.url)]
  await expect.poll(() => release.length).toBe(2)
  expect(await outbound.get(slow.url)).toEqual(failed('busy'))
  expect(await outbound.get(quick.url)).toMatchObject({ outcome: 'answered' })
  for (const done of release.splice(0)) done()
  expect(await Promise.all(held)).toMatchObject([{ outcome: 'answered' }, { outcome: 'answered' }])
  const after = outbound.get(slow.url)
  await expect.poll(() => release.length).toBe(1)
  for (const done of release) done()
  expect(await after).toMatchObject({ outcome: 'answered' })
})

test('a certificate that nobody vouches for is no https', async () => {
  let asked = 0
  const port = await listening(createSecureServer(selfSigned, (_, response) => response.end(`${++asked}`)))
  expect(await door().get(`https://localhost:${port}/`)).toEqual(failed('insecure'))
  expect(await door().get(`https://127.0.0.1:${port}/`)).toEqual(failed('insecure'))
  const plain = await site((_, response) => response.end())
  expect(await door().get(`https://127.0.0.1:${plain.port}/`)).toEqual(failed('insecure'))
  expect(asked).toBe(0)
})

test('a place that is not there, hangs up or speaks something else is told apart', async () => {
  const hangsUp = await listening(createTcpServer((socket) => socket.on('error', () => {}).end()))
  const shouts = await listening(createTcpServer((socket) => socket.on('error', () => {}).end('220 mail ready\r\n')))
  const gone = createTcpServer()
  const freed = await listening(gone)
  await new Promise((resolve) => gone.close(resolve))
  const unknown = door({ resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })) })
  expect(await door().get(`http://127.0.0.1:${hangsUp}/`)).toEqual(failed('unreachable'))
  expect(await door().get(`http://127.0.0.1:${shouts}/`)).toEqual(failed('garbled'))
  expect(await door().get(`http://127.0.0.1:${freed}/`)).toEqual(failed('unreachable'))
  expect(await unknown.get('http://nowhere.example.com/')).toEqual(failed('unresolved'))
})
