export type Patience = 'fresh' | 'amber' | 'red'

const amberAfterMs = 30_000
const redAfterMs = 60_000

/** How long a visitor may wait before the row takes on a colour. */
export function patienceAt(waitedMs: number): Patience {
  if (waitedMs >= redAfterMs) return 'red'
  return waitedMs >= amberAfterMs ? 'amber' : 'fresh'
}
