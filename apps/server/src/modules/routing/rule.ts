/** An agent who is there and serves what is asked for. */
export interface Candidate {
  readonly agentId: string
  /** How many open conversations he may have at once. */
  readonly capacity: number
  /** When routing last gave him one; null: never. */
  readonly lastAssignedAt: Date | null
}

/**
 * The least busy of those below capacity. Among equals the one who has waited longest for a conversation, so that a calm
 * hour is shared out in turns; the id only makes the choice definite.
 */
export function leastBusy(candidates: readonly Candidate[], loads: ReadonlyMap<string, number>): string | null {
  const loadOf = ({ agentId }: Candidate) => loads.get(agentId) ?? 0
  let best: Candidate | undefined
  for (const candidate of candidates) {
    if (loadOf(candidate) >= candidate.capacity) continue
    if (!best || compare(candidate, best) < 0) best = candidate
  }
  return best?.agentId ?? null

  function compare(a: Candidate, b: Candidate): number {
    return (
      loadOf(a) - loadOf(b) ||
      (a.lastAssignedAt?.getTime() ?? 0) - (b.lastAssignedAt?.getTime() ?? 0) ||
      (a.agentId < b.agentId ? -1 : 1)
    )
  }
}
