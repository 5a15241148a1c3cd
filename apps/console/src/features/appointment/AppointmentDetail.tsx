import { useQuery } from '@tanstack/react-query'
import type { Appointment } from '@youwen/contract'
import { App, Button, Tooltip } from 'antd'
import { ArrowLeft, ExternalLink, Link2, MessagesSquare, PencilLine, SendHorizontal } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useMe } from '../../platform/me.ts'
import { AppointmentCard } from '../../ui/appointment/AppointmentCard.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './AppointmentDetail.module.css'
import { AppointmentEntries } from './AppointmentEntries.tsx'
import { AppointmentFacts } from './AppointmentFacts.tsx'
import { StateActions } from './StateActions.tsx'
import { StateMark } from './StateMark.tsx'
import { useSendCard } from './send.ts'
import { linesOf, useTemplates } from './templates.ts'

const AppointmentDialog = lazy(() =>
  import('./AppointmentDialog.tsx').then((module) => ({ default: module.AppointmentDialog })),
)

interface Props {
  readonly appointmentId: string
  readonly onBack: (() => void) | undefined
  readonly onOpenConversation: (conversationId: string) => void
  readonly onManage: () => void
}

export function AppointmentDetail({ appointmentId, onBack, onOpenConversation, onManage }: Props) {
  const { t } = useTranslation()
  const { companyName } = useMe()
  const [isChanging, setIsChanging] = useState(false)
  const { templateOf } = useTemplates()
  const query = useQuery(queries.appointment.get.queryOptions({ input: { appointmentId }, refetchOnMount: 'always' }))
  const appointment = query.data

  if (query.isPending) return <Skeleton rows={6} />
  if (!appointment) return <FailureState error={query.error} onRetry={() => void query.refetch()} />
  const template = templateOf(appointment.templateId)
  return (
    <article className={styles.detail} aria-label={`${appointment.name} ${appointment.number}`}>
      <header className={styles.head}>
        {onBack && <Button type="text" icon={<ArrowLeft size={18} />} aria-label={t('app.back')} onClick={onBack} />}
        <h2 className={styles.name}>{appointment.name}</h2>
        <StateMark appointment={appointment} />
        <span className={styles.space} />
        <Links appointment={appointment} onOpenConversation={onOpenConversation} />
        {appointment.state === 'made' && (
          <Button icon={<PencilLine size={15} />} onClick={() => setIsChanging(true)}>
            {t('appointment.move')}
          </Button>
        )}
        <StateActions appointment={appointment} />
      </header>
      <div className={styles.columns}>
        <div className={styles.card}>
          <AppointmentCard
            isWhole
            card={{
              ...appointment,
              title: template?.title ?? appointment.templateName,
              place: template?.place ?? '',
              company: companyName,
              lines: linesOf(template, appointment.values),
            }}
          />
        </div>
        <div className={styles.rest}>
          <AppointmentFacts appointment={appointment} template={template} />
          <h3 className={styles.title}>{t('appointment.history')}</h3>
          <AppointmentEntries entries={appointment.entries} />
        </div>
      </div>
      {isChanging && (
        <Suspense fallback={null}>
          <AppointmentDialog
            appointment={appointment}
            onClose={() => setIsChanging(false)}
            onSaved={() => setIsChanging(false)}
            onManage={onManage}
          />
        </Suspense>
      )}
    </article>
  )
}

/** Where it leads: the conversation, the visitor's page, and the card into the conversation again. */
function Links({ appointment, onOpenConversation }: { appointment: Appointment } & Pick<Props, 'onOpenConversation'>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { templateOf } = useTemplates()
  const { maySend, send } = useSendCard()
  const { conversationId, mayOpenConversation, url } = appointment
  const template = templateOf(appointment.templateId)

  async function copy() {
    try {
      await navigator.clipboard.writeText(url)
      void message.success(t('appointment.copied'))
    } catch {
      void message.warning(t('conversation.menu.copyBlocked'))
    }
  }

  return (
    <>
      {conversationId !== null && (
        <Tooltip title={mayOpenConversation ? undefined : t('appointment.noConversation')}>
          <Button
            type="text"
            icon={<MessagesSquare size={16} />}
            disabled={!mayOpenConversation}
            onClick={() => onOpenConversation(conversationId)}
          >
            {t('appointment.toConversation')}
          </Button>
        </Tooltip>
      )}
      {conversationId !== null && template && appointment.state === 'made' && maySend(conversationId) && (
        <Button
          type="text"
          icon={<SendHorizontal size={16} />}
          onClick={() => {
            send(conversationId, appointment, template)
            void message.success(t('appointment.sentAgain'))
          }}
        >
          {t('appointment.sendAgain')}
        </Button>
      )}
      <Button
        type="text"
        icon={<Link2 size={16} />}
        title={t('appointment.copyLink')}
        aria-label={t('appointment.copyLink')}
        onClick={() => void copy()}
      />
      <Button
        type="text"
        icon={<ExternalLink size={16} />}
        title={t('appointment.page')}
        aria-label={t('appointment.page')}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
      />
    </>
  )
}
