import type { Appointment, Conversation } from '@youwen/contract'
import { Button } from 'antd'
import { CalendarPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './AppointmentTab.module.css'
import { VisitorAppointments } from './VisitorAppointments.tsx'

const AppointmentDialog = lazy(() =>
  import('./AppointmentDialog.tsx').then((module) => ({ default: module.AppointmentDialog })),
)

interface Props {
  readonly conversation: Conversation
  readonly onOpen: (appointmentId: string) => void
  readonly onManage: () => void
}

/** The visitor's appointments beside the chat, and the way to make one. */
export function AppointmentTab({ conversation, onOpen, onManage }: Props) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<Appointment | 'new'>()
  const close = () => setEdited(undefined)
  return (
    <div className={styles.tab}>
      <Button type="primary" icon={<CalendarPlus size={16} />} onClick={() => setEdited('new')}>
        {t('appointment.make')}
      </Button>
      <p className={styles.hint}>{t('appointment.makeHint')}</p>
      <VisitorAppointments
        visitorId={conversation.visitorId}
        conversation={conversation}
        onOpen={onOpen}
        onMove={setEdited}
      />
      {edited && (
        <Suspense fallback={null}>
          <AppointmentDialog
            conversation={conversation}
            appointment={edited === 'new' ? undefined : edited}
            onClose={close}
            onSaved={close}
            onOpen={onOpen}
            onManage={onManage}
          />
        </Suspense>
      )}
    </div>
  )
}
