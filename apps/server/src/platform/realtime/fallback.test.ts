import { connect } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { connectByEvents, connectEcho, type EchoNode, hello, say, startEchoNode } from './gateway.testing.ts'

const only = (node: EchoNode) => ({ open: node, stream: node, frames: node })

describe('RT26: without WebSocket', () => {
  it('the stream is never stored or buffered on its way', async () => {
    await using node = await startEchoNode()
    await using client = await connectByEvents(only(node), hello('wang'))
    await client.got('welcome')
    expect(Object.fromEntries(client.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
  })

  it('a connection behaves as a WebSocket does: refusals, order, limits, goodbye', async () => {
    await using node = await startEchoNode()
    await using client = await connectByEvents(only(node), hello('wang'))
    await client.send(say('long', 'x'.repeat(101)), { type: 'slow', id: 's' }, say('after'))
    expect(await client.got('refused')).toMatchObject([{ id: 'long', code: 'validation.failed' }])
    node.release()
    await client.got('said')
    await client.send(...Array.from({ length: 300 }, (_, n) => say(String(n))))
    expect(await client.gone()).toMatchObject({ code: 4429 })
    await vi.waitFor(() => expect(node.seen).toContain('closed wang'))
    await vi.waitFor(() => expect(node.gateway.stats().connections.eventStream).toBe(0))
  })

  it('a hello that is refused says so on the stream, and closes it', async () => {
    await using node = await startEchoNode()
    await using client = await connectByEvents(only(node), hello('wang', { refuseAs: 'unauthenticated' }))
    expect(await client.got('refused')).toMatchObject([{ code: 'echo.unauthenticated' }])
    expect(await client.gone()).toMatchObject({ code: 4401 })
  })

  it('the secret of a connection serves one stream, and nobody without it', async () => {
    await using node = await startEchoNode()
    await using client = await connectByEvents(only(node), hello('wang'))
    await client.got('welcome')
    const stream = (secret: string) => fetch(`http://127.0.0.1:${node.port}/realtime/echo/stream?c=${secret}`)
    expect((await stream(client.connection)).status).toBe(410)
    expect((await stream('x'.repeat(43))).status).toBe(410)
    expect((await stream('../../etc')).status).toBe(410)
    const post = (secret: string) =>
      fetch(`http://127.0.0.1:${node.port}/realtime/echo/frames`, {
        method: 'POST',
        headers: { 'x-connection': secret },
        body: JSON.stringify([say('stolen')]),
      })
    expect((await post('x'.repeat(43))).status).toBe(410)
    expect((await post('')).status).toBe(410)
    expect(node.seen).toEqual(['hello wang'])
  })

  it('an opening that no stream takes is forgotten', async () => {
    await using node = await startEchoNode({ limits: { helloTimeoutMs: 100 } })
    const opened = await fetch(`http://127.0.0.1:${node.port}/realtime/echo/open`, {
      method: 'POST',
      body: JSON.stringify(hello('wang')),
    })
    const { connection } = (await opened.json()) as { connection: string }
    await vi.waitFor(
      async () => {
        const posted = await fetch(`http://127.0.0.1:${node.port}/realtime/echo/frames`, {
          method: 'POST',
          headers: { 'x-connection': connection },
          body: '[]',
        })
        expect(posted.status).toBe(410)
      },
      { timeout: 4_000, interval: 200 },
    )
    expect(node.seen).toEqual([])
  })

  it('bodies that are no frames are refused: not JSON, no array, too large', async () => {
    await using node = await startEchoNode()
    await using client = await connectByEvents(only(node), hello('wang'))
    await client.got('welcome')
    expect((await client.post('{"type":')).status).toBe(400)
    expect((await client.post('{"type":"ping"}')).status).toBe(422)
    expect((await client.post(`["${'x'.repeat(70_000)}"]`)).status).toBe(413)
    expect(client.closed).toBeUndefined()
    await client.post('[1]')
    expect(await client.gone()).toMatchObject({ code: 4400 })
  })

  it('who does not read the stream is cut like anybody else, and is gone soon after', async () => {
    await using node = await startEchoNode({ limits: { closeTimeoutMs: 200 } })
    const opened = await fetch(`http://127.0.0.1:${node.port}/realtime/echo/open`, {
      method: 'POST',
      body: JSON.stringify(hello('slow', { topics: ['t'] })),
    })
    const { connection } = (await opened.json()) as { connection: string }
    const socket = connect(node.port, '127.0.0.1')
    socket.write(`GET /realtime/echo/stream?c=${connection} HTTP/1.1\r\nHost: x\r\n\r\n`)
    socket.pause()
    await vi.waitFor(() => expect(node.gateway.isFollowed('t')).toBe(true))
    for (let sent = 0; sent < 400; sent++) {
      node.gateway.publish(['t'], { type: 'news', text: 'x'.repeat(50_000) })
      if (sent % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await vi.waitFor(() => expect(node.gateway.stats().closes).toMatchObject({ 4413: 1 }))
    await node.gateway.drain() // resolves when every socket is gone
    expect(node.seen).toContain('closed slow')
    socket.destroy()
  })

  it('a hello that is too large is refused, and few frames may come before the stream', async () => {
    await using node = await startEchoNode()
    const open = (body: object) =>
      fetch(`http://127.0.0.1:${node.port}/realtime/echo/open`, { method: 'POST', body: JSON.stringify(body) })
    expect((await open(hello('x'.repeat(20_000)))).status).toBe(413)
    const { connection } = (await (await open(hello('wang'))).json()) as { connection: string }
    const post = (frames: object[]) =>
      fetch(`http://127.0.0.1:${node.port}/realtime/echo/frames`, {
        method: 'POST',
        headers: { 'x-connection': connection },
        body: JSON.stringify(frames),
      })
    expect((await post(Array.from({ length: 31 }, (_, n) => say(String(n))))).status).toBe(202)
    expect((await post([say('one too many')])).status).toBe(429)
  })

  it('openings count as connections of their address', async () => {
    await using node = await startEchoNode({ limits: { maxConnectionsPerIp: 2 }, trustProxy: ['127.0.0.1'] })
    const open = (address: string) =>
      fetch(`http://127.0.0.1:${node.port}/realtime/echo/open`, {
        method: 'POST',
        headers: { 'x-forwarded-for': address },
        body: JSON.stringify(hello('wang')),
      })
    expect((await open('114.114.114.114')).status).toBe(200)
    expect((await open('114.114.114.114')).status).toBe(200)
    const third = await open('114.114.114.114')
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '5'])
    expect((await open('8.8.8.8')).status).toBe(200)
  })

  it('a stream that breaks off ends the connection', async () => {
    await using node = await startEchoNode()
    const client = await connectByEvents(only(node), hello('wang'))
    await client.got('welcome')
    await client[Symbol.asyncDispose]()
    await vi.waitFor(() => expect(node.seen).toEqual(['hello wang', 'closed wang']))
  })

  it('a drain reaches streams too', async () => {
    await using node = await startEchoNode()
    await using client = await connectByEvents(only(node), hello('wang'))
    await using other = await connectEcho(node)
    await other.send(hello('other'))
    await client.got('welcome')
    await other.got('welcome')
    await fetch(`http://127.0.0.1:${node.port}/realtime/echo/open`, {
      method: 'POST',
      body: JSON.stringify(hello('x')),
    })
    const startedAt = Date.now()
    await node.gateway.drain()
    expect(Date.now() - startedAt).toBeLessThan(4_000) // nobody is waited for who has not come yet
    expect(await client.got('bye')).toMatchObject([{ code: 1012 }])
    expect(await client.gone()).toMatchObject({ code: 1012 })
    expect(await other.gone()).toMatchObject({ code: 1012 })
  })
})
