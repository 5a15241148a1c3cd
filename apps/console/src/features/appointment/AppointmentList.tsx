import type { AppointmentRow } from '@youwen/contract'
import { appointmentLooks } from '@youwen/contract/appointment-looks'
import { CalendarCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { formatPhone } from '../../platform/phone.ts'
import { dayLabel, timeOf } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './AppointmentList.module.css'
import { askedFor } from './asked.ts'
import { daysOf } from './days.ts'
import { type AppointmentFilter, isNarrowed } from './filter.ts'
import { StateMark } from './StateMark.tsx'
import { useAgentName } from './use-agent-name.ts'
import { useToday } from './use-today.ts'

interface Props {
  readonly filter: AppointmentFilter
  readonly chosenId: string | undefined
  readonly onChoose: (appointmentId: string) => void
}

/** The day's work, hour by hour. */
export function AppointmentList({ filter, chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const today = useToday()
  const list = usePaged(
    (page) => queries.appointment.list.call({ ...askedFor(filter, clock, new Date()), limit: 50, ...page }),
    ['appointment', 'list', filter, today],
  )
  if (list.isPending) return <Skeleton rows={7} />
  if (list.isError) return <FailureState error={list.error} onRetry={list.retry} />
  if (list.items.length === 0) {
    const isFiltered = isNarrowed(filter) || filter.day !== undefined || filter.state !== undefined
    return (
      <EmptyState
        icon={<CalendarCheck size={24} />}
        title={t(isFiltered ? 'appointment.noneFound' : 'appointment.none')}
        hint={t(isFiltered ? 'appointment.noneFoundHint' : 'appointment.noneHint')}
      />
    )
  }
  // By when they were made, days would alternate.
  const days = filter.sort === 'made' ? [{ day: '', rows: list.items }] : daysOf(list.items, clock)
  return (
    <div className={styles.list}>
      {days.map(({ day, rows }) => (
        <section key={`${day} ${rows[0]?.appointmentId}`}>
          {day !== '' && rows[0] && (
            <h2 className={styles.day}>
              {dayLabel(clock, new Date(rows[0].at), new Date())}
              <small className="num">{day}</small>
            </h2>
          )}
          {rows.map((row) => (
            <Row
              key={row.appointmentId}
              row={row}
              hasDay={day === ''}
              isChosen={row.appointmentId === chosenId}
              onChoose={onChoose}
            />
          ))}
        </section>
      ))}
      <MoreButton of={list} />
    </div>
  )
}

interface RowProps {
  readonly row: AppointmentRow
  readonly hasDay: boolean
  readonly isChosen: boolean
  readonly onChoose: (appointmentId: string) => void
}

function Row({ row, hasDay, isChosen, onChoose }: RowProps) {
  const clock = useClock()
  const nameOf = useAgentName()
  const at = new Date(row.at)
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={isChosen}
      data-over={row.state === 'cancelled'}
      onClick={() => onChoose(row.appointmentId)}
    >
      <span className={styles.time}>
        <b className="num">{timeOf(clock, at)}</b>
        {hasDay && <small>{dayLabel(clock, at, new Date())}</small>}
      </span>
      <i className={styles.stripe} style={{ background: appointmentLooks[row.style].accent }} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.line}>
          <b className={styles.name} title={row.name}>
            {row.name}
          </b>
          <span className={`${styles.phone} num`}>{row.phone && formatPhone(row.phone)}</span>
        </span>
        <span className={styles.line}>
          <span className={styles.template}>{row.templateName}</span>
          <span className={styles.number}>{row.number}</span>
          <span className={styles.agent}>{nameOf(row.agentId)}</span>
        </span>
      </span>
      <StateMark appointment={row} />
    </button>
  )
}
