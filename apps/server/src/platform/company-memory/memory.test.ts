import { expect, it, vi } from 'vitest'
import { createBusNetwork } from '../bus/index.ts'
import { createEvents } from '../events/index.ts'
import { createLog } from '../log/index.ts'
import { createCompanyMemory } from './memory.ts'

const company = 'yunzhou'

/** Nodes with one truth behind them, one clock and a bus that can be cut; each reading is counted, and may be held up. */
function createNodes(count: number) {
  const network = createBusNetwork()
  const truth = new Map([[company, 'first']])
  const [clock, state] = [{ at: 0 }, { isCut: false, isAway: false, held: undefined as Promise<void> | undefined }]
  const nodes = Array.from({ length: count }, () => {
    const [bus, events, gaps] = [network.join(), createEvents({ log: createLog('silent') }), new Set<() => void>()]
    let readings = 0
    const memory = createCompanyMemory({
      bus: {
        subscribe: bus.subscribe,
        publish: (subject, payload) => state.isCut || bus.publish(subject, payload),
        onGap: (handler) => {
          gaps.add(handler)
          return () => void gaps.delete(handler)
        },
      },
      events,
      changed: 'rules.changed',
      now: () => clock.at,
      load: async (companyId) => {
        readings++
        const found = truth.get(companyId)
        await state.held
        if (state.isAway) throw new Error('the database is away')
        return found
      },
    })
    return {
      memory,
      get readings() {
        return readings
      },
      change(value: string) {
        truth.set(company, value)
        events.publish([{ type: 'rules.changed', companyId: company }])
      },
      isBack() {
        for (const back of gaps) back()
      },
    }
  })
  const node = (index: number) => {
    const found = nodes[index]
    if (!found) throw new Error(`There is no node ${index}.`)
    return found
  }
  return { node, clock, state, settled: network.settled }
}

it('reads once for all who ask at the same time, and then answers without waiting', async () => {
  const { node } = createNodes(1)
  expect(node(0).memory.atOnce(company)).toBeUndefined()
  expect(await Promise.all([1, 2, 3].map(() => node(0).memory.of(company)))).toEqual(['first', 'first', 'first'])
  expect(node(0).memory.atOnce(company)).toBe('first')
  expect(node(0).readings).toBe(1)
  // That there is nothing is known as well.
  expect(await node(0).memory.of('another')).toBeUndefined()
  expect(await node(0).memory.of('another')).toBeUndefined()
  expect(node(0).readings).toBe(2)
})

it('is dropped on every node by a change on one, and says so there', async () => {
  const { node, settled } = createNodes(2)
  await Promise.all([node(0).memory.of(company), node(1).memory.of(company)])
  const heard: string[] = []
  node(1).memory.onChanged((companyId) => void heard.push(companyId))
  node(0).change('second')
  expect(await node(0).memory.of(company)).toBe('second')
  await settled()
  expect(heard).toEqual([company])
  expect(await node(1).memory.of(company)).toBe('second')
})

it('what was being read while it changed is not remembered', async () => {
  const { node, state } = createNodes(1)
  const held = Promise.withResolvers<void>()
  state.held = held.promise
  const before = node(0).memory.of(company)
  node(0).change('second')
  state.held = undefined
  const after = node(0).memory.of(company)
  expect(await after).toBe('second')
  held.resolve()
  expect(await before).toBe('first')
  expect(node(0).memory.atOnce(company)).toBe('second')
})

it('a node that did not hear of a change looks again after half a minute, behind the back of who asks', async () => {
  const { node, clock, state } = createNodes(2)
  const { memory } = node(1)
  await memory.of(company)
  state.isCut = true
  node(0).change('second')
  clock.at = 29_999
  expect([memory.atOnce(company), await memory.of(company), node(1).readings]).toEqual(['first', 'first', 1])
  clock.at = 30_000
  expect(memory.atOnce(company)).toBe('first')
  await vi.waitFor(() => expect(memory.atOnce(company)).toBe('second'))
  expect(node(1).readings).toBe(2)
})

it('nobody is answered from what is older than a minute, however long nobody asked', async () => {
  const { node, clock, state } = createNodes(2)
  const { memory } = node(1)
  await memory.of(company)
  state.isCut = true
  node(0).change('second')
  clock.at = 60_000
  expect(memory.atOnce(company)).toBeUndefined()
  expect(await memory.of(company)).toBe('second')
  expect(node(1).readings).toBe(2)
})

it('a node that was cut off from the others reads anew once it is back', async () => {
  const { node, state } = createNodes(2)
  const { memory } = node(1)
  await memory.of(company)
  state.isCut = true
  node(0).change('second')
  node(1).isBack()
  expect(await memory.of(company)).toBe('second')
})

it('keeps an old one where it cannot be read anew, and tries again after a while', async () => {
  const { node, clock, state } = createNodes(1)
  const { memory } = node(0)
  state.isAway = true
  await expect(memory.of(company)).rejects.toThrow('the database is away')
  state.isAway = false
  expect(await memory.of(company)).toBe('first')
  state.isAway = true
  clock.at = 3_600_000
  expect(await memory.of(company)).toBe('first')
  expect([memory.atOnce(company), node(0).readings]).toEqual(['first', 3])
  state.isAway = false
  clock.at += 30_000
  memory.atOnce(company)
  await vi.waitFor(() => expect(node(0).readings).toBe(4))
})

it('no longer listens once it is disposed of', async () => {
  const { node } = createNodes(1)
  await node(0).memory.of(company)
  node(0).memory[Symbol.dispose]()
  node(0).change('second')
  expect(node(0).memory.atOnce(company)).toBe('first')
})
