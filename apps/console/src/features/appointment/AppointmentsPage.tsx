import { Button } from 'antd'
import { CalendarCheck, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { useWidth } from '../../platform/width.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import styles from '../../ui/ListAndDetail.module.css'
import { SheetExport } from '../../ui/sheet/SheetExport.tsx'
import { AppointmentDetail } from './AppointmentDetail.tsx'
import { AppointmentFilters } from './AppointmentFilters.tsx'
import { AppointmentList } from './AppointmentList.tsx'
import { askedFor } from './asked.ts'
import type { AppointmentFilter } from './filter.ts'
import { StateCounts } from './StateCounts.tsx'

const AppointmentDialog = lazy(() =>
  import('./AppointmentDialog.tsx').then((module) => ({ default: module.AppointmentDialog })),
)

/** Below this the list and the appointment are shown one at a time. */
const narrowPx = 900

interface Props {
  readonly appointmentId: string | undefined
  readonly filter: AppointmentFilter
  readonly onFilter: (filter: AppointmentFilter) => void
  readonly onChoose: (appointmentId: string | undefined) => void
  readonly onOpenConversation: (conversationId: string) => void
  readonly onManage: () => void
}

/** 预约管理: who is expected when, and what became of it. */
export function AppointmentsPage({ appointmentId, filter, onFilter, onChoose, onOpenConversation, onManage }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const isNarrow = useWidth() < narrowPx
  const [isAdding, setIsAdding] = useState(false)
  const { sort: _, ...exported } = askedFor(filter, clock, new Date())
  return (
    <div className={styles.page}>
      {(!isNarrow || appointmentId === undefined) && (
        <section className={styles.list} data-wide data-alone={isNarrow} aria-label={t('appointment.many')}>
          <header className={styles.head}>
            <h1 className={styles.title}>{t('appointment.many')}</h1>
            <SheetExport
              title={t('appointment.export')}
              formats={{ xlsx: t('appointment.xlsx'), csv: t('appointment.csv') }}
              write={(format) => api.appointment.export({ ...exported, format })}
            />
            <Button type="primary" icon={<Plus size={15} />} onClick={() => setIsAdding(true)}>
              {t('appointment.add')}
            </Button>
          </header>
          <AppointmentFilters filter={filter} onChange={onFilter} />
          <StateCounts filter={filter} onChange={onFilter} />
          <div className={styles.scroll}>
            <AppointmentList filter={filter} chosenId={appointmentId} onChoose={onChoose} />
          </div>
        </section>
      )}
      {(!isNarrow || appointmentId !== undefined) && (
        <div className={styles.detail}>
          {appointmentId === undefined ? (
            <EmptyState
              icon={<CalendarCheck size={24} />}
              title={t('appointment.choose')}
              hint={t('appointment.chooseHint')}
            />
          ) : (
            <AppointmentDetail
              key={appointmentId}
              appointmentId={appointmentId}
              onBack={isNarrow ? () => onChoose(undefined) : undefined}
              onOpenConversation={onOpenConversation}
              onManage={onManage}
            />
          )}
        </div>
      )}
      {isAdding && (
        <Suspense fallback={null}>
          <AppointmentDialog
            onClose={() => setIsAdding(false)}
            onSaved={(appointment) => {
              setIsAdding(false)
              onChoose(appointment.appointmentId)
            }}
            onManage={onManage}
          />
        </Suspense>
      )}
    </div>
  )
}
