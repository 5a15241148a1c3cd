import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bus, createBus, createBusNetwork, createRequests } from './index.ts'
import { type NatsServer, startNats } from './nats-server.testing.ts'

const quiet = { warn: () => {}, info: () => {} }

const untilConnected = (...nodes: Bus[]) =>
  vi.waitFor(() => expect(nodes.map((node) => node.isConnected)).toEqual(nodes.map(() => true)), { timeout: 8_000 })

let nats: NatsServer
beforeAll(async () => {
  nats = await startNats()
})
afterAll(() => nats[Symbol.asyncDispose]())

const networks = {
  'in one process': () => {
    const network = createBusNetwork()
    return { join: () => network.join() }
  },
  'over NATS': () => ({
    join: () => createBus({ natsUrl: nats.url, log: quiet }),
  }),
}

describe.each(Object.entries(networks))('a bus %s', (_, network) => {
  it('brings what a node publishes to every other node that subscribed, in order, and not to itself', async () => {
    const { join } = network()
    await using a = join()
    await using b = join()
    await using c = join()
    await untilConnected(a, b, c)
    const heard: string[] = []
    for (const [name, node] of Object.entries({ a, b, c })) {
      node.subscribe('f.c:1', (payload) => void heard.push(`${name}:${payload}`))
    }
    await Promise.all([a, b, c].map((node) => node.settled()))
    a.publish('f.c:1', '你好')
    a.publish('f.c:1', 'two')
    a.publish('f.c:2', 'for nobody')
    await vi.waitFor(() => expect(heard).toHaveLength(4))
    expect(heard.filter((word) => word.startsWith('b'))).toEqual(['b:你好', 'b:two'])
    expect(heard.filter((word) => word.startsWith('c'))).toEqual(['c:你好', 'c:two'])
  })

  it('brings nothing any more to who unsubscribed', async () => {
    const { join } = network()
    await using a = join()
    await using b = join()
    await untilConnected(a, b)
    const heard: string[] = []
    const stop = b.subscribe('f.x', (payload) => void heard.push(`left:${payload}`))
    b.subscribe('f.x', (payload) => void heard.push(payload))
    stop()
    await b.settled()
    a.publish('f.x', 'news')
    await vi.waitFor(() => expect(heard).toEqual(['news']))
  })

  it('carries questions: the node that knows answers, and without one there is no answer', async () => {
    const { join } = network()
    await using a = join()
    await using b = join()
    await untilConnected(a, b)
    using asking = createRequests({ bus: a, timeoutMs: 300 })
    using answering = createRequests({ bus: b })
    answering.answer('who.1', async (question) => `it is ${question} {}`)
    answering.answer('who.3', () => {
      throw new Error('a defect')
    })
    await Promise.all([a.settled(), b.settled()])
    expect(await asking.ask('who.3', 'me')).toBeUndefined()
    expect(await asking.ask('who.1', 'me and you')).toBe('it is me and you {}')
    expect(await asking.ask('who.2', 'me')).toBeUndefined()
  })
})

describe('the bus over NATS', () => {
  it('is usable before NATS is there: subscribes late, and says that something may be missing', async () => {
    await using own = await startNats()
    await own.kill()
    await using early = createBus({ natsUrl: own.url, log: quiet })
    const heard: string[] = []
    let gaps = 0
    early.onGap(() => void gaps++)
    early.subscribe('f.x', (payload) => void heard.push(payload))
    early.publish('f.x', 'dropped')
    await early.settled()
    await new Promise((resolve) => setTimeout(resolve, 100)) // at least one attempt must fail
    await own.restart()
    await using late = createBus({ natsUrl: own.url, log: quiet })
    await untilConnected(early, late)
    await early.settled()
    late.publish('f.x', 'hello')
    await vi.waitFor(() => expect(heard).toEqual(['hello']))
    expect(gaps).toBe(1)
  }, 15_000)

  it('survives a NATS that dies: drops meanwhile, comes back by itself with its subscriptions, reports the gap', async () => {
    await using own = await startNats()
    await using a = createBus({ natsUrl: own.url, log: quiet })
    await using b = createBus({ natsUrl: own.url, log: quiet })
    await untilConnected(a, b)
    const heard: string[] = []
    let gaps = 0
    b.subscribe('f.x', (payload) => void heard.push(payload))
    b.onGap(() => void gaps++)
    await b.settled()
    await own.kill()
    await vi.waitFor(() => expect(a.isConnected || b.isConnected).toBe(false))
    for (let sent = 0; sent < 1_000; sent++) a.publish('f.x', 'lost')
    await own.restart()
    await untilConnected(a, b)
    await b.settled()
    a.publish('f.x', 'back')
    await vi.waitFor(() => expect(heard).toEqual(['back']))
    expect(gaps).toBe(1)
  }, 20_000)
})
