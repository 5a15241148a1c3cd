import type { TicketRow } from '@youwen/contract'

const soonMs = 24 * 3_600_000

/** How pressing the due time of a ticket is; null when it has none or is done. */
export function urgencyOf(
  { dueAt, state }: Pick<TicketRow, 'dueAt' | 'state'>,
  now: number,
): 'overdue' | 'soon' | 'later' | null {
  if (dueAt === null || state === 'resolved' || state === 'closed') return null
  const left = Date.parse(dueAt) - now
  return left <= 0 ? 'overdue' : left < soonMs ? 'soon' : 'later'
}
