import type { Appointment, AppointmentRow, Conversation } from '@youwen/contract'
import { App, Button, Dropdown } from 'antd'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useClock } from '../../platform/me.ts'
import { dayLabel, timeOf } from '../../platform/time.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { StateMark } from './StateMark.tsx'
import { useSendCard } from './send.ts'
import { useTemplates } from './templates.ts'
import { useSetState } from './use-change.ts'
import styles from './VisitorAppointments.module.css'

interface Props {
  readonly visitorId: string
  readonly conversation: Conversation
  readonly onOpen?: ((appointmentId: string) => void) | undefined
  readonly onMove: (appointment: Appointment) => void
}

/** What this visitor has, latest first: sent again, moved, or said what became of it. Nothing is drawn when he has none. */
export function VisitorAppointments({ visitorId, conversation, onOpen, onMove }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const list = usePaged(
    (page) => queries.appointment.list.call({ visitorId, sort: 'latest', limit: 20, ...page }),
    ['appointment', 'of-visitor', visitorId],
  )
  const { maySend, send } = useSendCard()
  const { templateOf } = useTemplates()
  const setState = useSetState()
  const [cancelled, setCancelled] = useState<AppointmentRow>()

  /** A row does not hold all that is needed. */
  const withWhole = (row: AppointmentRow, act: (appointment: Appointment) => void) =>
    api.appointment.get({ appointmentId: row.appointmentId }).then(act, (error) => void message.error(describe(error)))
  const resend = (row: AppointmentRow) =>
    withWhole(row, (appointment) => {
      const template = templateOf(appointment.templateId)
      if (!template) return
      send(conversation.conversationId, appointment, template)
      void message.success(t('appointment.sentAgain'))
    })
  const actionsFor = (row: AppointmentRow) => [
    ...(row.state === 'made'
      ? [
          ...(maySend(conversation.conversationId)
            ? [{ key: 'send', label: t('appointment.sendAgain'), onClick: () => void resend(row) }]
            : []),
          { key: 'move', label: t('appointment.move'), onClick: () => void withWhole(row, onMove) },
          ...(['arrived', 'no_show'] as const).map((state) => ({
            key: state,
            label: t(`appointment.to.${state}`),
            onClick: () => setState.mutate({ appointmentId: row.appointmentId, state }),
          })),
          { key: 'cancel', danger: true, label: t('appointment.to.cancelled'), onClick: () => setCancelled(row) },
        ]
      : [
          {
            key: 'made',
            label: t('appointment.to.made'),
            onClick: () => setState.mutate({ appointmentId: row.appointmentId, state: 'made' }),
          },
        ]),
  ]

  if (list.isError) return <FailureState error={list.error} onRetry={list.retry} />
  if (list.items.length === 0) return null
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{t('appointment.ofVisitor')}</h3>
      <ul>
        {list.items.map((row) => (
          <li key={row.appointmentId} className={styles.row}>
            <button type="button" className={styles.open} onClick={() => onOpen?.(row.appointmentId)}>
              <Moment at={row.at} />
              <span className={styles.words}>
                <b>{row.templateName}</b>
                <small>{row.name}</small>
              </span>
              <StateMark appointment={row} />
            </button>
            <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: actionsFor(row) }}>
              <Button
                type="text"
                size="small"
                icon={<Ellipsis size={16} />}
                aria-label={t('app.actionsFor', { name: row.number })}
              />
            </Dropdown>
          </li>
        ))}
      </ul>
      <MoreButton of={list} />
      {cancelled && <CancelDialog appointment={cancelled} onClose={() => setCancelled(undefined)} />}
    </section>
  )
}

function Moment({ at }: { at: string }) {
  const clock = useClock()
  const moment = new Date(at)
  return (
    <span className={styles.moment}>
      <b className="num">{timeOf(clock, moment)}</b>
      <small>{dayLabel(clock, moment, new Date())}</small>
    </span>
  )
}
