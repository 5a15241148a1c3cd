import type { ChangeTicket, TicketEntry } from '@youwen/contract'
import type { TicketRecord } from '../store/ticket.ts'

export type Changes = Extract<TicketEntry['body'], { type: 'changed' }>['changes']

/** How long the texts in the history are at most: it says that something changed, not all of what it was. */
const shownLength = 200

const shorten = (text: string) => (text.length > shownLength ? `${text.slice(0, shownLength)}…` : text)

/** The ticket as a request wants it; what the request leaves out stays. */
export function wanted(ticket: TicketRecord, request: Omit<ChangeTicket, 'ticketId' | 'revision'>): TicketRecord {
  const { dueAt, watcherIds, ...rest } = request
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    ...ticket,
    ...given,
    dueAt: dueAt === undefined ? ticket.dueAt : dueAt === null ? null : new Date(dueAt),
    watcherIds: watcherIds === undefined ? ticket.watcherIds : [...new Set(watcherIds)],
  }
}

/** What differs, as the history tells it. */
export function changesBetween(before: TicketRecord, after: TicketRecord): Changes {
  const told: { [Field in Changes[number]['field']]: (ticket: TicketRecord) => string | null } = {
    title: ({ title }) => title,
    description: ({ description }) => shorten(description),
    type: ({ ticketTypeId }) => ticketTypeId,
    priority: ({ priority }) => priority,
    assignee: ({ assigneeId }) => assigneeId,
    group: ({ groupId }) => groupId,
    due: ({ dueAt }) => dueAt?.toISOString() ?? null,
    state: ({ state }) => state,
    watchers: ({ watcherIds }) => watcherIds.toSorted().join(' ') || null,
  }
  const changes: Changes = []
  for (const field of Object.keys(told) as (keyof typeof told)[]) {
    const [from, to] = [told[field](before), told[field](after)]
    // Two long descriptions may begin alike.
    const differs = field === 'description' ? before.description !== after.description : from !== to
    if (differs) changes.push({ field, from, to })
  }
  return changes
}
