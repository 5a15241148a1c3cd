import { connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { connectEcho, type EchoNode, hello, say, startEchoNode } from './gateway.testing.ts'

const welcomed = async (node: EchoNode, name: string, more: object = {}) => {
  const client = await connectEcho(node)
  await client.send(hello(name, more))
  await client.got('welcome')
  return client
}

describe('RT25: what is not the protocol', () => {
  it.each([
    ['binary data', Buffer.from('{"type":"ping"}'), 4400],
    ['what is not JSON', '{"type":', 4400],
    ['what is not an object', '[]', 4400],
    ['a frame without a type', '{}', 4400],
    ['a depth bomb', `{"type":"say","id":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 4400],
    ['an object depth bomb', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 4400],
    ['__proto__', '{"type":"say","id":"1","text":"x","__proto__":{"polluted":1}}', 4400],
    ['an escaped __proto__', '{"type":"say","id":"1","text":"x","a":{"\\u005f_proto__":{"polluted":1}}}', 4400],
    ['constructor', '{"type":"say","id":"1","text":"x","constructor":{"prototype":{"polluted":1}}}', 4400],
    ['too many bytes', JSON.stringify({ type: 'say', id: '1', text: 'x'.repeat(70_000) }), 1009],
  ])('%s closes the connection, and nobody else notices', async (_, data, code) => {
    await using node = await startEchoNode()
    await using attacker = await welcomed(node, 'attacker')
    await using other = await welcomed(node, 'other')
    attacker.raw(data)
    expect(await attacker.gone()).toMatchObject({ code })
    await other.send(say('1'))
    await other.got('said')
    expect('polluted' in {}).toBe(false)
    expect(node.seen.filter((line) => line.includes('by attacker'))).toEqual([])
  })

  it('a message in endlessly many fragments is cut off early', async () => {
    await using node = await startEchoNode()
    await using attacker = await welcomed(node, 'attacker')
    for (let sent = 0; sent < 20_000 && attacker.socket.readyState === 1; sent++) {
      attacker.socket.send('x', { fin: false })
      if (sent % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await attacker.gone()).toMatchObject({ code: 1008 })
  })

  it('a text that only talks about __proto__ is a text', async () => {
    await using node = await startEchoNode()
    await using client = await welcomed(node, 'wang')
    await client.send(say('1', 'what is __proto__ and constructor?'))
    expect(await client.got('said')).toMatchObject([{ text: 'what is __proto__ and constructor?' }])
  })

  it('as many keys as fit into a frame do no harm', async () => {
    await using node = await startEchoNode()
    await using client = await welcomed(node, 'wang')
    const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [`k${key}`, 1]))
    await client.send({ ...keys, ...say('1') })
    expect(await client.got('said')).toMatchObject([{ id: '1' }])
  })
})

describe('any input', () => {
  it('leaves the server serving, whatever bytes come as text or binary', async () => {
    await using node = await startEchoNode({ limits: { framesBurst: 1e9, framesPerSecond: 1e9 } })
    await using witness = await welcomed(node, 'witness')
    let said = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.json()), { maxLength: 5 }),
        async (inputs) => {
          await using client = await connectEcho(node)
          client.raw(JSON.stringify(hello('fuzz')))
          for (const input of inputs) client.raw(typeof input === 'string' ? input : Buffer.from(input))
          await witness.send(say(String(said)))
          await witness.got('said', ++said)
        },
      ),
      { numRuns: 100 },
    )
    expect(node.failures).toEqual([])
  }, 30_000)

  it('that looks like a frame is answered or refused, never a defect', async () => {
    await using node = await startEchoNode({ limits: { framesBurst: 1e9, framesPerSecond: 1e9 } })
    await using client = await welcomed(node, 'wang')
    let sent = 0
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          type: fc.constantFrom('say', 'slower', 'toString', '', 'valueOf'),
          id: fc.anything(),
          text: fc.anything(),
        }),
        async (frame) => {
          const json = JSON.stringify(frame)
          fc.pre(!/__proto__|constructor|prototype/.test(json))
          client.raw(json)
          sent++
          await vi.waitFor(
            () => {
              const answers = client.frames.filter(({ type }) => type === 'said' || type === 'refused')
              expect(answers.length).toBe(sent)
            },
            { interval: 2 },
          )
        },
      ),
      { numRuns: 200 },
    )
    expect(node.failures).toEqual([])
  }, 30_000)

  it('leaves the server serving when the bytes below WebSocket are garbage', async () => {
    await using node = await startEchoNode()
    await using witness = await welcomed(node, 'witness')
    const handshake =
      'GET /realtime/echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const socket = connect(node.port, '127.0.0.1')
        socket.on('error', () => {})
        socket.write(handshake)
        await new Promise<void>((resolve) => socket.end(bytes, resolve))
        socket.destroy()
      }),
      { numRuns: 100 },
    )
    await witness.send(say('1'))
    await witness.got('said')
    await vi.waitFor(() => expect(node.gateway.stats().connections.webSocket).toBe(1))
    expect(node.failures).toEqual([])
  })
})

describe('RT25: who sends too fast', () => {
  it('is told, closed with 4429, and may burst before that', async () => {
    await using node = await startEchoNode()
    await using client = await welcomed(node, 'wang')
    await client.send(...Array.from({ length: 150 }, (_, n) => say(String(n))))
    await client.got('said', 150)
    expect(client.closed).toBeUndefined()
    await client.send(...Array.from({ length: 300 }, (_, n) => say(String(n))))
    expect(await client.gone()).toMatchObject({ code: 4429 })
    expect(await client.got('refused')).toMatchObject([{ id: null, code: 'realtime.too_fast', retryAfterMs: 1_000 }])
  })

  it('is cut when too many frames wait for an earlier one', async () => {
    await using node = await startEchoNode({ limits: { maxHeldFrames: 10 } })
    await using client = await welcomed(node, 'wang')
    await client.send({ type: 'slow', id: 's' }, ...Array.from({ length: 11 }, (_, n) => say(String(n))))
    expect(await client.gone()).toMatchObject({ code: 4429, reason: 'too many frames wait' })
  })
})

describe('RT25: who reads too slowly', () => {
  it('is not cut while a long answer is on its way to him, whatever else happens meanwhile', async () => {
    await using node = await startEchoNode({ limits: { maxBacklogBytes: 100_000 } })
    await using reader = await welcomed(node, 'reader', { topics: ['t'] })
    reader.socket.pause()
    const long = { type: 'long', text: 'x'.repeat(12_000_000) }
    node.gateway.publish(['t'], long)
    for (let sent = 0; sent < 20; sent++) {
      await new Promise((resolve) => setImmediate(resolve))
      node.gateway.publish(['t'], { type: 'news', sent })
    }
    reader.socket.resume()
    expect(await reader.got('long')).toHaveLength(1)
    expect(await reader.got('news', 20)).toHaveLength(20)
  })

  it('is cut with 4413 and costs little memory, while the others get everything', async () => {
    await using node = await startEchoNode({ limits: { closeTimeoutMs: 300 } })
    await using slow = await welcomed(node, 'slow', { topics: ['t'] })
    await using quick = await welcomed(node, 'quick', { topics: ['t'] })
    slow.socket.pause()
    const frame = { type: 'news', text: 'x'.repeat(50_000) }
    const total = 1_000 // 50 MB
    for (let sent = 0; sent < total; sent++) {
      node.gateway.publish(['t'], { ...frame, sent })
      if (sent % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await quick.got('news', total)
    expect(quick.frames.filter(({ type }) => type === 'news').map(({ sent }) => sent)).toEqual(
      Array.from({ length: total }, (_, n) => n),
    )
    expect(node.gateway.stats().closes).toMatchObject({ 4413: 1 })
    expect(node.seen).toContain('closed slow')
    await vi.waitFor(() => expect(node.gateway.stats().connections.webSocket).toBe(1))
  }, 20_000)

  it('is not who asks for one long answer and reads it', async () => {
    await using node = await startEchoNode()
    await using client = await welcomed(node, 'wang')
    const text = '长'.repeat(1_000_000)
    node.connections.get('wang')?.send({ type: 'messages', text })
    node.connections.get('wang')?.send({ type: 'messages', text })
    const [first, second] = await client.got('messages', 2)
    expect(first?.['text'] === text && second?.['text'] === text).toBe(true)
  })
})

describe('RT2: the handshake', () => {
  it('is refused to an address that has too many connections, and to everybody when the node is full', async () => {
    await using node = await startEchoNode({
      limits: { maxConnectionsPerIp: 2, maxConnections: 4 },
      trustProxy: ['127.0.0.0/8', '10.0.0.0/8'],
    })
    const from = (address: string) => connectEcho(node, { headers: { 'x-forwarded-for': address } })
    await using _a = await from('114.114.114.114')
    const b = await from('1.2.3.4, 114.114.114.114') // what a client claims before our proxy's word is not believed
    await expect(from('114.114.114.114')).rejects.toThrow('429')
    b.socket.close()
    await b.gone()
    await using _c = await from('114.114.114.114')
    await using _d = await connectEcho(node) // a load generator, or the proxy itself: no client's address
    await using _e = await connectEcho(node)
    await expect(connectEcho(node)).rejects.toThrow('503')
    expect(node.gateway.stats().handshakesRefused).toBe(2)
  })

  it('believes the word of a proxy only when it is told to', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node, { headers: { 'x-forwarded-for': '114.114.114.114' } })
    await client.send(hello('wang'))
    await client.got('welcome')
    expect(node.connections.get('wang')?.ip).toBe('127.0.0.1')
  })

  it('at an unknown address is answered by 404', async () => {
    await using node = await startEchoNode()
    await expect(connectEcho(node, { path: '/realtime/nobody' })).rejects.toThrow('404')
  })
})

describe('more clients than can be greeted at once', () => {
  it('are greeted in the order in which they came, and who went away meanwhile is not greeted at all', async () => {
    await using node = await startEchoNode({ limits: { greetingsAtOnce: 1 } })
    await using first = await connectEcho(node)
    await first.send(hello('first', { isSlow: true }))
    await expect.poll(() => node.seen).toEqual(['hello first'])
    const gone = await connectEcho(node)
    await gone.send(hello('gone'))
    await using second = await connectEcho(node)
    await second.send(hello('second'), say('1'))
    gone.socket.terminate()
    await expect.poll(() => node.gateway.stats().connections.webSocket).toBe(2)
    expect(second.frames).toEqual([])
    node.release()
    await first.got('welcome')
    await second.got('said')
    expect(node.seen).toEqual(['hello first', 'hello second', 'say 1 by second'])
  })

  it('are told to come again when too many wait already', async () => {
    await using node = await startEchoNode({ limits: { greetingsAtOnce: 1, maxWaitingGreetings: 1 } })
    const clients = await Promise.all([connectEcho(node), connectEcho(node), connectEcho(node)])
    for (const [index, client] of clients.entries()) {
      await client.send(hello(`${index}`, { isSlow: true }))
      await expect.poll(() => node.gateway.stats().framesIn).toBe(index + 1)
    }
    expect(await clients[2].got('refused')).toMatchObject([{ code: 'realtime.overloaded', retryAfterMs: 5_000 }])
    expect(await clients[2].gone()).toMatchObject({ code: 4503 })
    expect(clients.slice(0, 2).map(({ closed }) => closed)).toEqual([undefined, undefined])
    for (const client of clients) await client[Symbol.asyncDispose]()
  })
})
