import type { AppointmentQuery } from '@youwen/contract'
import { type Clock, dayOf } from '../../platform/time.ts'
import type { AppointmentFilter } from './filter.ts'
import { dayAfter, momentAt, weekdayOf } from './wall-clock.ts'

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
