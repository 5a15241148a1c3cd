import './looks.ts'
import type { AppointmentState, AppointmentStyle } from '@youwen/contract'
import { whenOf } from '@youwen/contract/appointment-when'
import { QrCode } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import styles from './AppointmentCard.module.css'

export interface CardWords {
  readonly style: AppointmentStyle
  readonly title: string
  /** Null: it gets one when it is made. */
  readonly number: string | null
  /** Null: not chosen yet. */
  readonly at: string | null
  readonly place: string
  readonly name: string
  readonly company?: string
  readonly state?: AppointmentState
  readonly lines?: readonly { readonly name: string; readonly text: string }[]
}

interface Props {
  readonly card: CardWords
  /** As on its page, with everything; else as in the chat. */
  readonly isWhole?: boolean
  /** At the foot of a card in the chat. */
  readonly children?: ReactNode
}

/** The card of an appointment as its visitor sees it. */
export function AppointmentCard({ card, isWhole = false, children }: Props) {
  const { t } = useTranslation()
  const { timeZone, locale } = useClock()
  const { style, title, number, at, place, name, company, state = 'made', lines = [] } = card
  const when = at === null ? null : whenOf(at, timeZone, locale)
  const isOver = state === 'cancelled' || state === 'no_show'
  return (
    <div className={styles.card} data-whole={isWhole} data-over={isOver} data-look={style}>
      <div className={styles.head}>
        {isWhole && company && <p className={styles.company}>{company}</p>}
        <p className={styles.line}>
          <b className={styles.title}>{title}</b>
          {!isWhole && number && <span className={styles.number}>{number}</span>}
        </p>
        <p className={styles.when}>
          <span className={styles.time}>{when?.time ?? '--:--'}</span>
          <span className={styles.day}>
            <b>{when?.date ?? t('appointment.noTime')}</b>
            <span>
              {when?.weekday} {when?.zone}
            </span>
          </span>
        </p>
        {isWhole && <p className={styles.where}>{place}</p>}
        {state !== 'made' && <strong className={styles.stamp}>{t(`appointment.state.${state}`)}</strong>}
      </div>
      <div className={styles.stub}>
        {isWhole ? (
          <>
            <dl className={styles.lines}>
              <Line name={t('appointment.name')} text={name} />
              {lines.map((line) => (
                <Line key={line.name} {...line} />
              ))}
            </dl>
            <p className={styles.code}>
              <QrCode size={52} strokeWidth={1.4} aria-hidden="true" />
              <span>
                <small>{t('appointment.number')}</small>
                <b>{number ?? '····-····'}</b>
              </span>
            </p>
          </>
        ) : (
          <>
            <p className={styles.place}>{place}</p>
            <p className={styles.name}>{name}</p>
          </>
        )}
        {children}
      </div>
    </div>
  )
}

const Line = ({ name, text }: { name: string; text: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{text || '—'}</dd>
  </div>
)
