import type { ShownMessage } from '@youwen/sdk/shown-message'
import { Check, CheckCheck, CircleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../../platform/i18n.ts'
import { useClient, useLive } from '../../../platform/live.ts'
import { useClock } from '../../../platform/me.ts'
import { momentOf, timeOf } from '../../../platform/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { FileCard } from './FileCard.tsx'
import styles from './MessageRow.module.css'
import { PictureBubble } from './PictureBubble.tsx'
import { TextBubble } from './TextBubble.tsx'

interface Props {
  readonly message: ShownMessage
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly isTarget: boolean
  /** The visitor has seen it. */
  readonly isSeen: boolean
  readonly visitorName: string
  readonly visitorId: string
  readonly onView: (messageId: string) => void
}

export const MessageRow = memo(function MessageRow(props: Props) {
  const { message, isFirst, isTarget } = props
  const clock = useClock()
  const at = new Date(message.at)
  const isOurs = message.from !== 'visitor'
  return (
    <div
      className={styles.row}
      data-id={message.id}
      data-ours={isOurs}
      data-first={isFirst}
      data-target={isTarget}
      data-delivery={message.delivery.status}
    >
      <span className={styles.face}>{isFirst && <Face {...props} />}</span>
      <div className={styles.column}>
        {isFirst && isOurs && <SenderName message={message} />}
        <div className={styles.line}>
          <Body {...props} />
          <time className={`${styles.hoverTime} num`} title={momentOf(clock, at)}>
            {timeOf(clock, at)}
          </time>
        </div>
        {isOurs && <Mark {...props} />}
      </div>
    </div>
  )
})

function Face({ message, visitorName, visitorId }: Props) {
  const { t } = useTranslation()
  const colleague = useLive((state) => (message.senderId ? state.colleagues.get(message.senderId) : undefined))
  if (message.from === 'visitor') return <Avatar id={visitorId} name={visitorName || t('visitor.one')} size={32} />
  const name = message.from === 'agent' ? (colleague?.nickname ?? t('conversation.someAgent')) : t('conversation.robot')
  return <Avatar id={message.senderId ?? message.from} name={name} url={colleague?.avatarUrl ?? null} size={32} />
}

function SenderName({ message }: { message: ShownMessage }) {
  const { t } = useTranslation()
  const colleague = useLive((state) => (message.senderId ? state.colleagues.get(message.senderId) : undefined))
  if (message.from === 'agent')
    return <span className={styles.name}>{colleague?.name ?? t('conversation.someAgent')}</span>
  return (
    <span className={styles.robot}>{t(message.from === 'robot' ? 'conversation.robot' : 'conversation.system')}</span>
  )
}

function Body({ message, onView }: Props) {
  const { body } = message
  switch (body.type) {
    case 'text':
      return <TextBubble text={body.text} isOurs={message.from !== 'visitor'} />
    case 'image':
      return <PictureBubble body={body} onView={() => onView(message.id)} />
    case 'file':
      return <FileCard body={body} />
    case 'event':
      return null
    default:
      return body satisfies never
  }
}

/** How far a message of ours came: on its way, kept by the server, seen; or refused, and why. */
function Mark({ message, isLast, isSeen }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { delivery } = message
  if (delivery.status === 'failed') {
    return (
      <p className={styles.failed} role="alert">
        <CircleAlert size={14} />
        {textFor(`error.${delivery.code}`, t('conversation.notSent'))}
        <button type="button" onClick={() => client.resend(message.id)}>
          {t('conversation.resend')}
        </button>
        <button type="button" onClick={() => client.discard(message.id)}>
          {t('conversation.discard')}
        </button>
      </p>
    )
  }
  if (delivery.status === 'sending') return <p className={styles.mark}>{t('conversation.sending')}</p>
  if (!isLast) return null
  return (
    <p className={styles.mark} data-seen={isSeen}>
      {isSeen ? <CheckCheck size={13} /> : <Check size={13} />}
      {t(isSeen ? 'conversation.seen' : 'conversation.sent')}
    </p>
  )
}
