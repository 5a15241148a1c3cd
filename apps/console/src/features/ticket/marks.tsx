import type { TicketPriority, TicketRow, TicketState, TicketType } from '@youwen/contract'
import { AlarmClock, ChevronDown, ChevronsUp, ChevronUp, Equal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { useNow } from '../../platform/now.ts'
import { shortMoment, timeOf } from '../../platform/time.ts'
import { urgencyOf } from './due.ts'
import styles from './marks.module.css'

export function StateMark({ state }: { state: TicketState }) {
  const { t } = useTranslation()
  return (
    <span className={styles.state} data-state={state}>
      {t(`ticket.state.${state}`)}
    </span>
  )
}

const priorityIcons = { low: ChevronDown, normal: Equal, high: ChevronUp, urgent: ChevronsUp } as const

/** Seen at a glance, and named for who does not see it. */
export function PriorityMark({ priority, isNamed = false }: { priority: TicketPriority; isNamed?: boolean }) {
  const { t } = useTranslation()
  const Icon = priorityIcons[priority]
  const name = t(`ticket.priority.${priority}`)
  return (
    <span className={styles.priority} data-priority={priority} title={name}>
      <Icon size={15} strokeWidth={2.4} aria-hidden="true" />
      {isNamed ? name : <span className="sr-only">{name}</span>}
    </span>
  )
}

export const TypeMark = ({ type }: { type: Pick<TicketType, 'name' | 'colour'> }) => (
  <span className={styles.type}>
    <i data-colour={type.colour} />
    {type.name}
  </span>
)

export function DueMark({ ticket }: { ticket: Pick<TicketRow, 'dueAt' | 'state'> }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  if (ticket.dueAt === null) return null
  const urgency = urgencyOf(ticket, now)
  const at = new Date(ticket.dueAt)
  const moment = shortMoment(clock, at, new Date(now))
  const time = timeOf(clock, at)
  const words = moment === time ? time : `${moment} ${time}`
  return (
    <span className={`${styles.due} num`} data-urgency={urgency} title={t('ticket.dueAt', { time: words })}>
      <AlarmClock size={13} aria-hidden="true" />
      {urgency === 'overdue' ? `${t('ticket.overdue')} ${words}` : t('ticket.dueAt', { time: words })}
    </span>
  )
}
