import type { Appointment, AppointmentTemplate } from '@youwen/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { formatPhone } from '../../platform/phone.ts'
import { dayLabel, momentOf, timeOf } from '../../platform/time.ts'
import styles from './AppointmentFacts.module.css'
import { useAgentName } from './use-agent-name.ts'

interface Props {
  readonly appointment: Appointment
  readonly template: AppointmentTemplate | undefined
}

/** What colleagues know beside what stands on the card. */
export function AppointmentFacts({ appointment, template }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const nameOf = useAgentName()
  const at = new Date(appointment.at)
  const minute = (moment: string) => momentOf(clock, new Date(moment)).slice(0, -3)
  return (
    <dl className={styles.facts}>
      <Fact name={t('appointment.at')}>
        {dayLabel(clock, at, new Date())} <b className="num">{timeOf(clock, at)}</b>
      </Fact>
      <Fact name={t('appointment.number')}>
        <span className={styles.mono}>{appointment.number}</span>
      </Fact>
      <Fact name={t('appointment.phone')}>
        {appointment.phone && (
          <a className="num" href={`tel:${appointment.phone.replace(/;.*$/, '')}`}>
            {formatPhone(appointment.phone)}
          </a>
        )}
      </Fact>
      <Fact name={t('appointment.template')}>{appointment.templateName}</Fact>
      {template?.fields.map(({ fieldId, name }) => (
        <Fact key={fieldId} name={name}>
          {appointment.values[fieldId]}
        </Fact>
      ))}
      <Fact name={t('appointment.sent')}>
        {appointment.sentAt ? <span className="num">{minute(appointment.sentAt)}</span> : t('appointment.notSent')}
      </Fact>
      <Fact name={t('appointment.agent')}>
        {nameOf(appointment.agentId)} <small className="num">{minute(appointment.createdAt)}</small>
      </Fact>
      {appointment.note !== '' && (
        <div className={styles.note}>
          <dt>{t('appointment.note')}</dt>
          <dd>{appointment.note}</dd>
        </div>
      )}
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{children || '—'}</dd>
  </div>
)
