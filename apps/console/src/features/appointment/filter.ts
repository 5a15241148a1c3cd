import type { AppointmentState } from '@youwen/contract'

export const dayChoices = ['today', 'tomorrow', 'week', 'overdue'] as const
const states = ['made', 'arrived', 'no_show', 'cancelled'] as const

/** What the list is narrowed to; it stands in the address, so that it can be sent to a colleague and survives a reload. */
export interface AppointmentFilter {
  /** Absent: every day, unless `from` or `through` say which. */
  readonly day?: (typeof dayChoices)[number] | undefined
  /** `2026-11-28`, both inclusive. */
  readonly from?: string | undefined
  readonly through?: string | undefined
  readonly state?: AppointmentState | undefined
  readonly view?: 'mine' | undefined
  readonly templateId?: string | undefined
  readonly agentId?: string | undefined
  readonly words?: string | undefined
  readonly sort?: 'latest' | 'made' | undefined
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value)
const matching = (form: RegExp, value: unknown) => (typeof value === 'string' && form.test(value) ? value : undefined)
const uuid = /^[0-9a-f-]{36}$/
const date = /^\d{4}-\d{2}-\d{2}$/

/** From an address that anybody may have typed. */
export function filterOf(search: Record<string, unknown>): AppointmentFilter {
  const { words } = search
  const typed = typeof words === 'number' ? String(words) : words
  const filter: AppointmentFilter = {
    day: oneOf(dayChoices, search['day']),
    from: matching(date, search['from']),
    through: matching(date, search['through']),
    state: oneOf(states, search['state']),
    view: oneOf(['mine'], search['view']),
    templateId: matching(uuid, search['templateId']),
    agentId: matching(uuid, search['agentId']),
    words: typeof typed === 'string' && typed.trim() !== '' ? typed.slice(0, 100) : undefined,
    sort: oneOf(['latest', 'made'], search['sort']),
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** Whether anything but day, state and order is narrowed. */
export const isNarrowed = ({ view, templateId, agentId, words, from, through }: AppointmentFilter): boolean =>
  [view, templateId, agentId, words, from, through].some((value) => value !== undefined)
