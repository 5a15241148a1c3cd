import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, leastBusy } from './rule.ts'

const agent = (agentId: string, capacity: number, lastAssignedAt: string | null = null): Candidate => ({
  agentId,
  capacity,
  lastAssignedAt: lastAssignedAt === null ? null : new Date(lastAssignedAt),
})

describe('the least busy agent', () => {
  it('is the one with the fewest open conversations', () => {
    expect(
      leastBusy(
        [agent('a', 5), agent('b', 5)],
        new Map([
          ['a', 2],
          ['b', 1],
        ]),
      ),
    ).toBe('b')
  })

  it('is nobody when all are at capacity, and never one whose capacity is zero', () => {
    expect(leastBusy([agent('a', 2), agent('b', 0)], new Map([['a', 2]]))).toBeNull()
  })

  it('is, among equals, the one whose last conversation was given longest ago', () => {
    const candidates = [agent('a', 5, '2026-01-01T10:00:00Z'), agent('b', 5, '2026-01-01T09:00:00Z')]
    expect(leastBusy(candidates, new Map())).toBe('b')
    expect(leastBusy([...candidates, agent('c', 5)], new Map())).toBe('c')
  })

  it('shares any number of arrivals so that nobody below capacity is ever two ahead of another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 12 }),
        fc.nat(120),
        (capacities, arrivals) => {
          const loads = new Map<string, number>()
          const candidates = capacities.map((capacity, i) => agent(String(i), capacity))
          for (let i = 0; i < arrivals; i++) {
            const chosen = leastBusy(candidates, loads)
            if (chosen === null) break
            loads.set(chosen, (loads.get(chosen) ?? 0) + 1)
          }
          const given = [...loads.values()].reduce((sum, load) => sum + load, 0)
          const room = capacities.reduce((sum, capacity) => sum + capacity, 0)
          expect(given).toBe(Math.min(arrivals, room))
          const free = candidates
            .filter((c) => (loads.get(c.agentId) ?? 0) < c.capacity)
            .map((c) => loads.get(c.agentId) ?? 0)
          const highest = Math.max(0, ...loads.values())
          for (const load of free) expect(highest - load).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})
