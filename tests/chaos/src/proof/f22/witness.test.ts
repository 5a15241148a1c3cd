import { describe, expect, it } from 'vitest'
import { overCapacity, overtaking, ownersOf, type Step } from './witness.ts'

const queued = (conversationId: string, at: number): Step => ({
  conversationId,
  wasAgentId: null,
  status: 'queued',
  agentId: null,
  queuedAt: `2026-11-26 10:00:00.00000${at}`,
})
const given = (conversationId: string, agentId: string, wasAgentId: string | null = null): Step => ({
  conversationId,
  wasAgentId,
  status: 'open',
  agentId,
  queuedAt: null,
})
const closed = (conversationId: string, agentId: string): Step => ({
  ...given(conversationId, agentId, agentId),
  status: 'closed',
})

describe('the witness of who has a conversation', () => {
  const twoPlaces = () => 2

  it('finds nothing where places are given to who waited longest', () => {
    const steps = [given('a', 'lin'), given('b', 'lin'), queued('c', 1), queued('d', 2), closed('a', 'lin')]
    const calm = [...steps, given('c', 'lin'), closed('b', 'lin'), given('d', 'lin')]
    expect(overCapacity(calm, twoPlaces)).toEqual([])
    expect(overtaking(calm)).toEqual({ faults: [], longest: 2, waited: 2 })
    expect(ownersOf(calm, 'c')).toEqual(['lin'])
  })

  it('finds who was given more than he may have, also by a transfer', () => {
    const steps = [given('a', 'lin'), given('b', 'lin'), given('c', 'wu'), given('c', 'lin', 'wu')]
    expect(overCapacity(steps, twoPlaces)).toEqual(['c went to lin, who then had 3 of 2'])
    expect(ownersOf(steps, 'c')).toEqual(['wu', 'lin'])
  })

  it('finds who was served before somebody who had waited longer', () => {
    expect(overtaking([queued('a', 1), queued('b', 2), given('b', 'lin')]).faults).toHaveLength(1)
  })

  it('finds a newcomer who was served while somebody waited', () => {
    expect(overtaking([queued('a', 1), given('b', 'lin')]).faults).toEqual([
      'b, who had just come, was served before 2026-11-26 10:00:00.000001 a',
    ])
  })

  it('lets a transfer go where agents send it, however many wait', () => {
    expect(overtaking([given('b', 'lin'), queued('a', 1), given('b', 'wu', 'lin')]).faults).toEqual([])
  })
})
