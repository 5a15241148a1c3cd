import type { ShownMessage } from '@youwen/sdk/shown-message'
import { Bot, Check, CheckCheck, CircleAlert, Ellipsis } from 'lucide-react'
import { lazy, type MouseEvent, memo, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../../platform/i18n.ts'
import { useClient, useLive } from '../../../platform/live.ts'
import { useClock } from '../../../platform/me.ts'
import { useRobotProfile } from '../../../platform/robot-profile.ts'
import { momentOf, timeOf } from '../../../platform/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import bubble from './AppointmentBubble.module.css'
import { useMessageActions } from './actions.ts'
import { CardBubble } from './CardBubble.tsx'
import { FileCard } from './FileCard.tsx'
import styles from './MessageRow.module.css'
import { NoteBubble } from './NoteBubble.tsx'
import { PictureBubble } from './PictureBubble.tsx'
import { QuoteBlock } from './QuoteBlock.tsx'
import { isSensitive, SensitiveRefusal } from './SensitiveRefusal.tsx'
import { useSenderName } from './sender.ts'
import { TextBubble } from './TextBubble.tsx'
import { Translation } from './Translation.tsx'
import { VoiceBubble } from './VoiceBubble.tsx'

// Few messages are cards of appointments.
const AppointmentBubble = lazy(() =>
  import('./AppointmentBubble.tsx').then((module) => ({ default: module.AppointmentBubble })),
)

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
  const { openMenu } = useMessageActions()
  const quote = 'quote' in message.body ? message.body.quote : undefined
  const menuAt = (event: MouseEvent) => {
    // The browser's own menu for links and pictures is worth more there.
    if (event.target instanceof Element && event.target.closest('a, img')) return
    event.preventDefault()
    const { clientX, clientY, currentTarget } = event
    const box = currentTarget.getBoundingClientRect()
    // The menu key has no place of its own.
    const isByKey = clientX === 0 && clientY === 0
    openMenu(message, isByKey ? { x: box.left + 40, y: box.bottom } : { x: clientX, y: clientY })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside the message does the same by keyboard
    <div
      onContextMenu={menuAt}
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
        {quote && <QuoteBlock quote={quote} visitorName={props.visitorName} />}
        <div className={styles.line}>
          <Body {...props} />
          <MenuButton message={message} />
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
  const isAgent = message.from === 'agent' || message.from === 'colleague'
  if (!isAgent) return <RobotFace />
  const name = colleague?.nickname ?? t('conversation.someAgent')
  return <Avatar id={message.senderId ?? message.from} name={name} url={colleague?.avatarUrl ?? null} size={32} />
}

function RobotFace() {
  const robot = useRobotProfile()
  if (robot?.avatarUrl) return <Avatar id="robot" name={robot.name} url={robot.avatarUrl} size={32} />
  return (
    <span className={styles.robotFace} aria-hidden="true">
      <Bot size={18} />
    </span>
  )
}

function SenderName({ message }: { message: ShownMessage }) {
  const nameOf = useSenderName('')
  const isAgent = message.from === 'agent' || message.from === 'colleague'
  const { t } = useTranslation()
  const robot = useRobotProfile()
  if (isAgent) return <span className={styles.name}>{nameOf(message.from, message.senderId)}</span>
  return (
    <span className={styles.name}>
      {robot?.name} <b className={styles.robot}>{t('conversation.robot')}</b>
    </span>
  )
}

function MenuButton({ message }: { message: ShownMessage }) {
  const { t } = useTranslation()
  const { openMenu } = useMessageActions()
  return (
    <button
      type="button"
      className={styles.more}
      aria-label={t('conversation.menu.open')}
      aria-haspopup="menu"
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect()
        openMenu(message, { x: left, y: bottom })
      }}
    >
      <Ellipsis size={15} />
    </button>
  )
}

function Body({ message, onView }: Props) {
  const { body } = message
  switch (body.type) {
    case 'text':
      return (
        <div className={styles.words}>
          <TextBubble text={body.text} choices={body.choices} isOurs={message.from !== 'visitor'} />
          <Translation message={message} text={body.text} />
        </div>
      )
    case 'image':
      return <PictureBubble body={body} onView={() => onView(message.id)} />
    case 'file':
      return <FileCard body={body} />
    case 'card':
      return <CardBubble body={body} />
    case 'appointment':
      return (
        <Suspense fallback={<div className={bubble.room} />}>
          <AppointmentBubble body={body} />
        </Suspense>
      )
    case 'voice':
      return <VoiceBubble body={body} isOurs={message.from !== 'visitor'} />
    case 'note':
      return <NoteBubble text={body.text} mentions={body.mentions} />
    case 'event':
    case 'recalled':
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
    if (isSensitive(delivery)) return <SensitiveRefusal message={message} refused={delivery} />
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
  if (!isLast || message.from === 'colleague') return null
  return (
    <p className={styles.mark} data-seen={isSeen}>
      {isSeen ? <CheckCheck size={13} /> : <Check size={13} />}
      {t(isSeen ? 'conversation.seen' : 'conversation.sent')}
    </p>
  )
}
