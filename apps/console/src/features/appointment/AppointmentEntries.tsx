import type { AppointmentEntry } from '@youwen/contract'
import {
  CalendarCheck,
  CalendarClock,
  type LucideIcon,
  MessageSquareText,
  PencilLine,
  SendHorizontal,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../platform/i18n.ts'
import { useClock } from '../../platform/me.ts'
import { minuteOf } from '../../platform/time.ts'
import styles from './AppointmentEntries.module.css'
import { useAgentName } from './use-agent-name.ts'

type Body = AppointmentEntry['body']

const icons: Readonly<Record<Body['type'], LucideIcon>> = {
  made: CalendarCheck,
  sent: SendHorizontal,
  moved: CalendarClock,
  changed: PencilLine,
  state: CalendarCheck,
  push: MessageSquareText,
}

/** What happened to it, oldest first. */
export function AppointmentEntries({ entries }: { entries: readonly AppointmentEntry[] }) {
  const { t } = useTranslation()
  const clock = useClock()
  const nameOf = useAgentName()
  const words = useEntryWords()
  return (
    <ol className={styles.entries}>
      {entries.map(({ entryId, at, agentId, body }) => {
        const Icon = icons[body.type]
        return (
          <li key={entryId} className={styles.entry} data-failed={body.type === 'push' && body.state === 'failed'}>
            <Icon size={14} aria-hidden="true" />
            <span className={styles.words}>
              {body.type !== 'push' && <b>{agentId === null ? t('appointment.system') : nameOf(agentId)}</b>}{' '}
              {words(body)}
            </span>
            <time className="num">{minuteOf(clock, new Date(at))}</time>
          </li>
        )
      })}
    </ol>
  )
}

function useEntryWords() {
  const { t } = useTranslation()
  const clock = useClock()
  const moment = (at: string) => minuteOf(clock, new Date(at))
  return (body: Body): string => {
    switch (body.type) {
      case 'made':
      case 'sent':
      case 'changed':
        return t(`appointment.entry.${body.type}`)
      case 'moved':
        return t('appointment.entry.moved', { from: moment(body.from), to: moment(body.to) })
      case 'state': {
        const change = t(`appointment.entry.state.${body.to}`)
        return body.reason === '' ? change : `${change}: ${body.reason}`
      }
      case 'push': {
        const said = `${t(`appointment.push.${body.push}`)} · ${t(`appointment.pushState.${body.state}`)}`
        return body.failure === null
          ? said
          : `${said} (${textFor(`sms.failure.${body.failure.replace(/^sms\./, '')}`, body.failure)})`
      }
      default:
        return body satisfies never
    }
  }
}
