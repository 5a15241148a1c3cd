import type { TicketQuery } from '@youwen/contract'

/** What the list is narrowed to; it stands in the address, so that it can be sent to a colleague and survives a reload. */
export type TicketFilter = Partial<
  Pick<TicketQuery, 'view' | 'state' | 'ticketTypeId' | 'priority' | 'due' | 'words' | 'sort'>
>

const choices = {
  view: ['mine', 'watched', 'created'],
  state: ['unfinished', 'open', 'in_progress', 'resolved', 'closed'],
  priority: ['low', 'normal', 'high', 'urgent'],
  due: ['overdue', 'soon'],
  sort: ['created', 'due', 'priority'],
} as const

/** From an address that anybody may have typed. */
export function filterOf(search: Record<string, unknown>): TicketFilter {
  const filter: Record<string, string> = {}
  for (const [name, values] of Object.entries(choices)) {
    const value = search[name]
    if (typeof value === 'string' && (values as readonly string[]).includes(value)) filter[name] = value
  }
  const { ticketTypeId, words } = search
  if (typeof ticketTypeId === 'string' && /^[0-9a-f-]{36}$/.test(ticketTypeId)) filter['ticketTypeId'] = ticketTypeId
  if (typeof words === 'string' && words.trim() !== '') filter['words'] = words.slice(0, 100)
  if (typeof words === 'number') filter['words'] = String(words)
  return filter as TicketFilter
}

/** Whether anything but view and order is narrowed. */
export const isNarrowed = ({ state, ticketTypeId, priority, due, words }: TicketFilter): boolean =>
  [state, ticketTypeId, priority, due, words].some((value) => value !== undefined)
