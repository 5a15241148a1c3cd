import type { AppointmentQuery, AppointmentState } from '@youwen/contract'
import { type Clock, dayOf } from '../../platform/time.ts'
import { dayAfter, momentAt, weekdayOf } from './wall-clock.ts'

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

type Asked = Omit<AppointmentQuery, 'limit' | 'cursor' | 'view' | 'sort'> & {
  view?: 'mine'
  sort?: 'latest' | 'made'
}

/** What the server is asked for: days become moments of the company's clock. */
export function askedFor(filter: AppointmentFilter, clock: Clock, now: Date): Asked {
  const { day, from, through, state, view, templateId, agentId, words, sort } = filter
  const today = dayOf(clock, now)
  const at = (which: string) => momentAt(which, '00:00', clock.timeZone)
  const range = (): { from?: string; until?: string } => {
    switch (day) {
      case 'today':
        return { from: at(today), until: at(dayAfter(today, 1)) }
      case 'tomorrow':
        return { from: at(dayAfter(today, 1)), until: at(dayAfter(today, 2)) }
      case 'week': {
        const monday = dayAfter(today, -weekdayOf(today))
        return { from: at(monday), until: at(dayAfter(monday, 7)) }
      }
      case 'overdue':
        // To the minute: else every look at it would be another question.
        return { until: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString() }
      case undefined:
        return { ...(from && { from: at(from) }), ...(through && { until: at(dayAfter(through, 1)) }) }
      default:
        return day satisfies never
    }
  }
  const chosen = day === 'overdue' ? 'made' : state
  return {
    ...range(),
    ...(chosen && { state: chosen }),
    ...(view && { view }),
    ...(templateId && { templateId }),
    ...(agentId && { agentId }),
    ...(words && { words }),
    ...(sort && { sort }),
  }
}
