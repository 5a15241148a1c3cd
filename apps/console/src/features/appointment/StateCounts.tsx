import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { AlarmClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { askedFor } from './asked.ts'
import type { AppointmentFilter } from './filter.ts'
import styles from './StateCounts.module.css'

const states = ['made', 'arrived', 'no_show', 'cancelled'] as const

interface Props {
  readonly filter: AppointmentFilter
  readonly onChange: (filter: AppointmentFilter) => void
}

/** How many of each state the chosen days hold; what waits for a word from somebody is called out. */
export function StateCounts({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const isOverdue = filter.day === 'overdue'
  const count = (of: AppointmentFilter) => {
    const { state: _state, sort: _sort, ...asked } = askedFor(of, clock, new Date())
    return queries.appointment.counts.queryOptions({ input: asked, placeholderData: keepPreviousData })
  }
  const counts = useQuery(count(filter)).data
  // Whatever days are looked at: what lies behind is not forgotten.
  const { day: _, from: _from, through: _through, ...anyDay } = filter
  const overdue = useQuery(count(anyDay)).data?.overdue ?? 0
  return (
    <div className={styles.counts}>
      {(overdue > 0 || isOverdue) && (
        <button
          type="button"
          className={styles.overdue}
          aria-pressed={isOverdue}
          onClick={() => onChange({ ...anyDay, state: undefined, day: isOverdue ? undefined : 'overdue' })}
        >
          <AlarmClock size={15} aria-hidden="true" />
          {t('appointment.overdueCount', { count: overdue })}
          <span>{t(isOverdue ? 'appointment.back' : 'appointment.look')}</span>
        </button>
      )}
      {!isOverdue && (
        <fieldset className={styles.states} aria-label={t('appointment.stateOf')}>
          {states.map((state) => (
            <button
              key={state}
              type="button"
              className={styles.state}
              data-state={state}
              aria-pressed={filter.state === state}
              onClick={() => onChange({ ...filter, state: filter.state === state ? undefined : state })}
            >
              <b className="num">{counts?.[state] ?? '–'}</b>
              {t(`appointment.state.${state}`)}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  )
}
