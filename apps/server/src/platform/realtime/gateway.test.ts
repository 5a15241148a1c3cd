import { describe, expect, it, vi } from 'vitest'
import { connectEcho, hello, say, startEchoNode } from './gateway.testing.ts'

describe('a connection', () => {
  it('RT3: begins with hello, and is told apart by its handshake', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node, {
      origin: 'https://shop.example',
      headers: { cookie: 'a=1; youwen=t%3D; a=2', 'user-agent': 'Test/1' },
    })
    await client.send(hello('wang', { isSlow: true }))
    await vi.waitFor(() => expect(node.seen).toEqual(['hello wang']))
    node.release()
    await client.got('welcome')
    const connection = node.connections.get('wang')
    expect(connection).toMatchObject({ ip: '127.0.0.1', userAgent: 'Test/1', origin: 'https://shop.example' })
    expect(connection?.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(connection?.cookies).toEqual({}) // hello was the time to read them
  })

  it('RT3: keeps frames that come while hello is at work, and handles them after it, in their order', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(hello('wang', { isSlow: true }), say('1'), say('2'), say('3'))
    await vi.waitFor(() => expect(node.seen).toEqual(['hello wang']))
    node.release()
    await client.got('said', 3)
    expect(client.frames.map(({ type, id }) => `${type}${id ?? ''}`)).toEqual(['welcome', 'said1', 'said2', 'said3'])
  })

  it('RT21: waits with the next frame while one is at work, and answers a ping at once all the same', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(hello('wang'), { type: 'slow', id: 'a' }, say('b'), { type: 'slow', id: 'c' }, say('d'))
    await client.got('welcome')
    await client.send({ type: 'ping' })
    await client.got('pong')
    expect(node.seen).toEqual(['hello wang', 'slow a by wang'])
    node.release()
    await client.got('said')
    expect(node.seen).toEqual(['hello wang', 'slow a by wang', 'say b by wang', 'slow c by wang'])
    node.release()
    await client.got('said', 2)
    expect(client.frames.map(({ type, id }) => `${type}${id ?? ''}`)).toEqual([
      'welcome',
      'pong',
      'donea',
      'saidb',
      'donec',
      'saidd',
    ])
  })

  it('RT17: hears what is published while a frame is at work only after the answer to that frame', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(hello('wang', { isSlow: true, topics: ['t'] }))
    await vi.waitFor(() => expect(node.gateway.isFollowed('t')).toBe(true))
    node.gateway.publish(['t'], { type: 'news', id: 1 })
    node.release()
    await client.got('news')
    await client.send({ type: 'slow', id: 's' })
    await vi.waitFor(() => expect(node.seen).toContain('slow s by wang'))
    node.gateway.publish(['t'], { type: 'news', id: 2 })
    node.release()
    await client.got('news', 2)
    expect(client.frames.map(({ type, id }) => `${type}${id ?? ''}`)).toEqual(['welcome', 'news1', 'dones', 'news2'])
  })

  it('tells the endpoint once that it ended, whoever ended it', async () => {
    await using node = await startEchoNode()
    await using left = await connectEcho(node)
    await using thrown = await connectEcho(node)
    await left.send(hello('left'))
    await thrown.send(hello('thrown'))
    await left.got('welcome')
    await thrown.got('welcome')
    node.connections.get('thrown')?.close(4440, 'signed out')
    node.connections.get('thrown')?.close(4440, 'signed out')
    left.socket.close()
    expect(await thrown.gone()).toEqual({ code: 4440, reason: 'signed out' })
    await left.gone()
    await vi.waitFor(() => expect(node.seen.filter((line) => line.startsWith('closed'))).toHaveLength(2))
    expect(node.gateway.stats()).toMatchObject({ connections: { webSocket: 0, eventStream: 0 }, topics: 0 })
  })

  it('that ends while hello is at work is still told to the endpoint, after hello', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(hello('wang', { isSlow: true, topics: ['t'] }))
    await vi.waitFor(() => expect(node.seen).toEqual(['hello wang']))
    client.socket.terminate()
    await vi.waitFor(() => expect(node.gateway.stats().connections.webSocket).toBe(0))
    node.release()
    await vi.waitFor(() => expect(node.seen).toEqual(['hello wang', 'closed wang']))
    expect(node.gateway.stats().topics).toBe(0)
  })
})

describe('hello', () => {
  it.each([
    ['unauthenticated', 4401],
    ['forbidden', 4403],
    ['not_found', 4403],
    ['rate_limited', 4429],
    ['unavailable', 4503],
  ])('RT5: refused as %s is told, and closes with %i', async (refuseAs, code) => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(hello('wang', { refuseAs }))
    expect(await client.got('refused')).toEqual([
      { type: 'refused', id: null, code: `echo.${refuseAs}`, title: 'No.', retryAfterMs: 3_000 },
    ])
    expect(await client.gone()).toMatchObject({ code })
    expect(node.seen).toEqual(['hello wang'])
  })

  it('RT5: that fails by our fault is logged, and the client may come back later', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(hello('wang', { refuseAs: 'defect' }))
    expect(await client.got('refused')).toMatchObject([{ code: 'realtime.failed', retryAfterMs: 5_000 }])
    expect(await client.gone()).toMatchObject({ code: 4503 })
    expect(node.failures).toMatchObject([{ doing: 'hello' }])
  })

  it('RT6: of another protocol version closes with 4426', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send({ ...hello('wang'), protocol: 99 })
    expect(await client.got('refused')).toMatchObject([{ code: 'realtime.unsupported_version' }])
    expect(await client.gone()).toMatchObject({ code: 4426 })
    expect(node.seen).toEqual([])
  })

  it('RT3: must be the first frame, valid, and the only one', async () => {
    await using node = await startEchoNode()
    for (const frames of [[say('1')], [{ type: 'ping' }], [{ type: 'hello' }], [hello('a'), hello('b')]]) {
      await using client = await connectEcho(node)
      await client.send(...frames)
      expect(await client.gone()).toMatchObject({ code: 4400 })
    }
    expect(node.seen.filter((line) => !line.startsWith('closed'))).toEqual(['hello a'])
  })

  it('RT3: must come in time', async () => {
    await using node = await startEchoNode({ limits: { helloTimeoutMs: 200 } })
    await using client = await connectEcho(node)
    expect(await client.gone()).toMatchObject({ code: 4408, reason: 'no hello' })
  })
})

describe('a frame', () => {
  it('RT6, RT25: that is not acceptable is refused by its id, and the connection goes on', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(
      hello('wang'),
      say('long', 'x'.repeat(101)),
      { type: 'dance', id: 'd' },
      { type: 'say' },
      say('ok'),
    )
    await client.got('said')
    expect(await client.got('refused', 3)).toMatchObject([
      { id: 'long', code: 'validation.failed', title: expect.stringContaining('text') },
      { id: 'd', code: 'realtime.unknown_frame' },
      { id: null, code: 'validation.failed' },
    ])
  })

  it('RT12: that its handler refuses is answered with the reason, by its id', async () => {
    await using node = await startEchoNode()
    await using client = await connectEcho(node)
    await client.send(hello('wang'))
    for (const how of ['refusal', 'reject', 'throw']) await client.send({ type: 'fail', id: how, how })
    await client.send(say('still there'))
    await client.got('said')
    expect(await client.got('refused', 3)).toEqual([
      { type: 'refused', id: 'refusal', code: 'echo.refused', title: 'Not so.', retryAfterMs: 2_000 },
      { type: 'refused', id: 'reject', code: 'echo.rejected', title: 'Not so either.' },
      { type: 'refused', id: 'throw', code: 'realtime.failed', title: expect.any(String), retryAfterMs: 5_000 },
    ])
    expect(node.failures).toMatchObject([{ doing: 'fail' }])
  })
})

describe('keeping alive', () => {
  it('RT21: answers pings, and hangs up on who is silent', async () => {
    await using node = await startEchoNode({ limits: { silentMs: 1_200 } })
    await using silent = await connectEcho(node)
    await using alive = await connectEcho(node)
    await silent.send(hello('silent'))
    await alive.send(hello('alive'))
    const pinging = setInterval(() => void alive.send({ type: 'ping' }), 200)
    expect(await silent.gone()).toMatchObject({ code: 4408, reason: 'silent' })
    clearInterval(pinging)
    expect(alive.closed).toBeUndefined()
    expect((await alive.got('pong')).length).toBeGreaterThan(0)
  })

  it('asks the endpoint from time to time whether the connection may go on', async () => {
    await using node = await startEchoNode({
      limits: { recheckMs: 500 },
      recheck: async (connection, name) => {
        if (name === 'ended') connection.close(4440, 'signed out')
      },
    })
    await using ended = await connectEcho(node)
    await using valid = await connectEcho(node)
    await ended.send(hello('ended'))
    await valid.send(hello('valid'))
    expect(await ended.gone()).toMatchObject({ code: 4440 })
    expect(valid.closed).toBeUndefined()
  })
})

describe('a drain', () => {
  it('RT24: tells everybody to come back at a random moment, closes with 1012, and lets nobody in', async () => {
    await using node = await startEchoNode()
    await using a = await connectEcho(node)
    await using b = await connectEcho(node)
    await a.send(hello('a'))
    await b.send(hello('b'))
    await a.got('welcome')
    await b.got('welcome')
    await node.gateway.drain()
    for (const client of [a, b]) {
      expect(await client.got('bye')).toEqual([
        { type: 'bye', code: 1012, reason: 'restarting', reconnectAfterMs: expect.any(Number) },
      ])
      expect(await client.gone()).toEqual({ code: 1012, reason: 'restarting' })
    }
    await expect(connectEcho(node)).rejects.toThrow('503')
  })

  it('does not wait for ever for a client that does not say goodbye', async () => {
    await using node = await startEchoNode({ limits: { closeTimeoutMs: 300 } })
    await using client = await connectEcho(node)
    await client.send(hello('a'))
    await client.got('welcome')
    client.socket.pause()
    await node.gateway.drain()
    expect(node.gateway.stats().connections.webSocket).toBe(0)
  })
})
