import { describe, expect, it } from 'vitest'
import type { DomainEvent } from '../db/index.ts'
import { createEvents } from './index.ts'

interface Opened extends DomainEvent {
  readonly type: 'door.opened'
  readonly door: number
}
interface Closed extends DomainEvent {
  readonly type: 'door.closed'
}
const opened = (door: number): Opened => ({
  type: 'door.opened',
  companyId: 'c',
  door,
})
const closed: Closed = { type: 'door.closed', companyId: 'c' }

const world = () => {
  const failures: unknown[] = []
  return {
    failures,
    events: createEvents({
      log: { error: (fields: unknown) => void failures.push(fields) },
    }),
  }
}

describe('domain events', () => {
  it('reach every listener of their type, in order, before publish returns', () => {
    const { events } = world()
    const heard: string[] = []
    events.on<Opened>('door.opened', ({ door }) => void heard.push(`a${door}`))
    events.on<Opened>('door.opened', ({ door }) => void heard.push(`b${door}`))
    events.on<Closed>('door.closed', () => void heard.push('closed'))
    events.publish([opened(1), closed, opened(2)])
    expect(heard).toEqual(['a1', 'b1', 'closed', 'a2', 'b2'])
  })

  it('no longer reach a listener that left, not even one that left while they were told', () => {
    const { events } = world()
    const heard: number[] = []
    const leave = events.on<Opened>('door.opened', ({ door }) => {
      heard.push(door)
      leave()
    })
    events.publish([opened(1), opened(2)])
    expect(heard).toEqual([1])
  })

  it('survive listeners that throw or reject: the others are told, the failures are logged', async () => {
    const { events, failures } = world()
    const heard: number[] = []
    events.on<Opened>('door.opened', () => {
      throw new Error('now')
    })
    events.on<Opened>('door.opened', () => Promise.reject(new Error('later')))
    events.on<Opened>('door.opened', ({ door }) => void heard.push(door))
    events.publish([opened(7)])
    await events.settled()
    expect(heard).toEqual([7])
    expect(failures).toMatchObject([{ event: 'door.opened' }, { event: 'door.opened' }])
  })

  it('are settled only when the listeners of the events that listeners published are done as well', async () => {
    const { events } = world()
    let isDone = false
    events.on<Opened>('door.opened', async () => {
      await new Promise((resolve) => setImmediate(resolve))
      events.publish([closed])
    })
    events.on<Closed>('door.closed', async () => {
      await new Promise((resolve) => setImmediate(resolve))
      isDone = true
    })
    events.publish([opened(1)])
    await events.settled()
    expect(isDone).toBe(true)
  })
})
