import type { MessageBody } from '@youwen/contract'
import { CalendarCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AppointmentCard } from '../../../ui/appointment/AppointmentCard.tsx'
import styles from './AppointmentBubble.module.css'
import { useMessageActions } from './actions.ts'

type AppointmentBody = Extract<MessageBody, { type: 'appointment' }>

/** The card as it was sent; what became of the appointment is behind it. */
export function AppointmentBubble({ body }: { body: AppointmentBody }) {
  const { t } = useTranslation()
  const { openAppointment } = useMessageActions()
  return (
    <AppointmentCard card={body}>
      {openAppointment && (
        <button type="button" className={styles.open} onClick={() => openAppointment(body.appointmentId)}>
          <CalendarCheck size={14} aria-hidden="true" />
          {t('appointment.open')}
        </button>
      )}
    </AppointmentCard>
  )
}
