import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bus, createBus, createBusNetwork } from '../bus/index.ts'
import { type NatsServer, startNats } from '../bus/nats-server.testing.ts'
import { connectByEvents, connectEcho, type EchoNode, hello, say, startEchoNode } from './gateway.testing.ts'

const quiet = { warn: () => {}, info: () => {} }
let nats: NatsServer
beforeAll(async () => {
  nats = await startNats()
})
afterAll(() => nats[Symbol.asyncDispose]())

const buses: Record<string, () => () => Bus> = {
  'in one process': () => {
    const network = createBusNetwork()
    return () => network.join()
  },
  'over NATS': () => () => createBus({ natsUrl: nats.url, log: quiet }),
}

const welcomed = async (node: EchoNode, name: string, topics: string[]) => {
  const client = await connectEcho(node)
  await client.send(hello(name, { topics }))
  await client.got('welcome')
  return client
}

describe.each(Object.entries(buses))('two nodes with a bus %s', (_, network) => {
  const start = async () => {
    const join = network()
    const buses = [join(), join()] as const
    await vi.waitFor(() => expect(buses.every((bus) => bus.isConnected)).toBe(true))
    const [east, west] = await Promise.all(buses.map((bus) => startEchoNode({ bus })))
    if (!east || !west) throw new Error('two nodes')
    return {
      east,
      west,
      async [Symbol.asyncDispose]() {
        await Promise.all([east[Symbol.asyncDispose](), west[Symbol.asyncDispose]()])
      },
    }
  }

  it('bring a frame to whoever follows its topics, once each, in order, but not to who is excepted', async () => {
    await using nodes = await start()
    const { east, west } = nodes
    await using a = await welcomed(east, 'a', ['c:1', 'q:1'])
    await using b = await welcomed(west, 'b', ['c:1', 'q:1'])
    await using c = await welcomed(west, 'c', ['q:1'])
    await using d = await welcomed(west, 'd', ['c:2'])
    for (let n = 0; n < 50; n++) east.gateway.publish(['c:1', 'q:1'], { type: 'news', n })
    const sender = west.connections.get('b')
    west.gateway.publish(['c:1'], JSON.stringify({ type: 'from b' }), sender)
    await a.got('from b')
    await Promise.all([a, b, c].map((client) => client.got('news', 50)))
    west.gateway.publish(['c:1', 'c:2', 'q:1'], { type: 'last' })
    await Promise.all([a, b, c, d].map((client) => client.got('last')))
    const numbers = Array.from({ length: 50 }, (_, n) => n)
    for (const client of [a, b, c]) {
      expect(client.frames.filter(({ type }) => type === 'news').map(({ n }) => n)).toEqual(numbers)
      expect(client.frames.filter(({ type }) => type === 'last')).toHaveLength(1)
    }
    expect(b.frames.filter(({ type }) => type === 'from b')).toEqual([])
    expect(d.frames.map(({ type }) => type)).toEqual(['welcome', 'last'])
  })

  it('close everybody on a topic, wherever connected', async () => {
    await using nodes = await start()
    await using a = await welcomed(nodes.east, 'a', ['s:1'])
    await using b = await welcomed(nodes.west, 'b', ['s:1'])
    await using c = await welcomed(nodes.west, 'c', ['s:2'])
    nodes.east.gateway.closeAll('s:1', 4440, 'signed out')
    expect(await a.gone()).toEqual({ code: 4440, reason: 'signed out' })
    expect(await b.gone()).toEqual({ code: 4440, reason: 'signed out' })
    await c.send(say('1'))
    await c.got('said')
  })

  it('know what is followed on them', async () => {
    await using nodes = await start()
    await using _a = await welcomed(nodes.east, 'a', ['c:1', 'c:2', 'v:1'])
    await using _b = await welcomed(nodes.east, 'b', ['c:2'])
    expect([...nodes.east.gateway.followed('c:')]).toEqual(['c:1', 'c:2'])
    nodes.east.connections.get('a')?.leave('c:1')
    nodes.east.connections.get('a')?.leave('c:2')
    expect([...nodes.east.gateway.followed('c:')]).toEqual(['c:2'])
    expect(nodes.east.gateway.isFollowed('v:1')).toBe(true)
    expect(nodes.west.gateway.isFollowed('v:1')).toBe(false)
  })

  it.each([
    ['all requests reach one node', 'east', 'east', 'east'],
    ['frames reach another node', 'east', 'east', 'west'],
    ['the stream reaches another node', 'east', 'west', 'east'],
    ['the stream and frames reach another node', 'east', 'west', 'west'],
  ] as const)('serve a client without WebSocket when %s', async (_, open, stream, frames) => {
    await using nodes = await start()
    const at = { open: nodes[open], stream: nodes[stream], frames: nodes[frames] }
    await using client = await connectByEvents(at, hello('wang', { topics: ['c:1'] }))
    await client.got('welcome')
    await client.send(say('1', '你好'), say('2'), { type: 'ping' })
    await client.send(say('3'))
    await client.got('said', 3)
    expect(client.frames.map(({ type, id }) => `${type}${id ?? ''}`)).toEqual([
      'welcome',
      'said1',
      'said2',
      'pong',
      'said3',
    ])
    nodes.east.gateway.publish(['c:1'], { type: 'news' })
    await client.got('news')
    nodes.west.gateway.closeAll('c:1', 4440, 'signed out')
    expect(await client.gone()).toEqual({ code: 4440, reason: 'signed out' })
    expect((await client.post('[]')).status).toBe(410)
  })
})

describe('a node that was cut off from the bus', () => {
  it('lets its clients resume when it is back, because they may have missed something', async () => {
    await using own = await startNats()
    const bus = createBus({ natsUrl: own.url, log: quiet })
    await vi.waitFor(() => expect(bus.isConnected).toBe(true))
    await using node = await startEchoNode({ bus })
    await using client = await welcomed(node, 'a', ['c:1'])
    await own.kill()
    node.gateway.publish(['c:1'], { type: 'news' })
    await client.got('news')
    expect(client.closed).toBeUndefined()
    await own.restart()
    expect(await client.got('bye')).toMatchObject([{ code: 1012, reason: 'catching up' }])
    expect(await client.gone()).toMatchObject({ code: 1012 })
    await using back = await welcomed(node, 'a', ['c:1'])
    await back.send(say('1'))
    await back.got('said')
  }, 15_000)
})
