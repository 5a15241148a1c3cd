import type { AppointmentRow } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../platform/now.ts'
import styles from './StateMark.module.css'

/** Expected though its time passed: somebody should say what became of it. */
export const isOverdue = ({ state, at }: Pick<AppointmentRow, 'state' | 'at'>, now: number): boolean =>
  state === 'made' && Date.parse(at) <= now

export function StateMark({ appointment }: { appointment: Pick<AppointmentRow, 'state' | 'at'> }) {
  const { t } = useTranslation()
  const isLate = isOverdue(appointment, useNow())
  return (
    <span className={styles.state} data-state={isLate ? 'overdue' : appointment.state}>
      {t(isLate ? 'appointment.overdue' : `appointment.state.${appointment.state}`)}
    </span>
  )
}
