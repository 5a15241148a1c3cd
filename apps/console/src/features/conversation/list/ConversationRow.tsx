import type { Conversation, ConversationMark } from '@youwen/contract'
import { placeOf } from '@youwen/contract/visitor-name'
import { Bot, CircleAlert, Ellipsis, Pin, ShieldAlert, Shuffle } from 'lucide-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../../platform/me.ts'
import { useNow } from '../../../platform/now.ts'
import { durationOf, shortMoment } from '../../../platform/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { ClassTags } from '../class/ClassTags.tsx'
import { useUploadsOf } from '../composer/UploadsProvider.tsx'
import { faceOf, nameOf } from '../name.ts'
import { QualityMark } from '../quality/QualityMark.tsx'
import { summaryOf } from '../summary.ts'
import styles from './ConversationRow.module.css'
import { unreadOf, waitsSince } from './order.ts'
import { SourceMark } from './SourceMark.tsx'
import { patienceAt } from './waiting.ts'

interface Props {
  readonly conversation: Conversation
  readonly typing: string | undefined
  readonly mark: ConversationMark | undefined
  readonly isChosen: boolean
  readonly onChoose: (conversationId: string) => void
  readonly onMenu: (conversation: Conversation, x: number, y: number) => void
}

export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { conversation, typing, mark, isChosen, onChoose, onMenu } = props
  const { t } = useTranslation()
  const name = nameOf(conversation)
  const unread = unreadOf(conversation)
  const waiting = waitsSince(conversation)
  // The button of the menu is there for whom the pointer or the keyboard brought to the row; to nobody else it is of use.
  const [isNear, setIsNear] = useState(false)
  const place = conversation.visitorName ? placeOf(conversation.region) : ''
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same menu opens by the button, and by the keyboard's menu key
    <div
      className={styles.item}
      data-pinned={mark?.isPinned ?? false}
      onMouseEnter={() => setIsNear(true)}
      onFocus={() => setIsNear(true)}
      onContextMenu={(event) => {
        event.preventDefault()
        // The menu key asks from the middle of the row, where no pointer is.
        const { right, top } = event.currentTarget.getBoundingClientRect()
        const isByKey = event.button !== 2
        onMenu(conversation, isByKey ? right - 40 : event.clientX, isByKey ? top + 32 : event.clientY)
      }}
    >
      <button
        type="button"
        className={styles.row}
        aria-current={isChosen}
        data-unread={unread > 0 || mark?.isUnread === true}
        onClick={() => onChoose(conversation.conversationId)}
      >
        <Avatar
          id={conversation.visitorId}
          name={faceOf(conversation)}
          state={conversation.isVisitorOnline ? 'online' : 'offline'}
          stateTitle={t(conversation.isVisitorOnline ? 'conversation.onPage' : 'conversation.leftPage')}
        />
        <span className={styles.words}>
          <span className={styles.top}>
            <span className={styles.name} title={name}>
              {name}
            </span>
            <SourceMark source={conversation.source} terminal={conversation.terminal} channel={conversation.channel} />
            <QualityMark conversation={conversation} />
            {place && <span className={styles.place}>{place}</span>}
            {conversation.isInCustody && (
              <Bot size={13} className={styles.robot} aria-label={t('conversation.custody.mark')} />
            )}
            <SensitiveMark of={conversation.sensitive} />
            <UnsentMark conversationId={conversation.conversationId} />
            {mark?.isPinned && <Pin size={12} className={styles.pin} aria-label={t('list.pinned')} />}
            {conversation.transfer && <Shuffle size={12} className={styles.pin} aria-label={t('transfer.pending')} />}
            {waiting === null ? (
              <LastTime at={conversation.lastMessage?.at ?? conversation.startedAt} />
            ) : (
              <WaitingClock since={waiting} />
            )}
          </span>
          <span className={styles.bottom}>
            {typing ? (
              <span className={styles.typing}>{t('conversation.typing', { text: typing })}</span>
            ) : (
              <span className={styles.last}>
                {conversation.lastMessage?.from === 'agent' && `${t('conversation.me')}: `}
                {summaryOf(conversation, t)}
              </span>
            )}
            <ClassTags classIds={conversation.classIds} isSmall />
            {conversation.handedOver && waiting !== null && (
              <span className={styles.queued} title={t(`conversation.custody.handedOver.${conversation.handedOver}`)}>
                {t('conversation.custody.handed')}
              </span>
            )}
            {conversation.status === 'queued' && unread === 0 && !conversation.handedOver && (
              <span className={styles.queued}>{t('conversation.queued')}</span>
            )}
            {unread === 0 && mark?.isUnread && (
              <span
                className={styles.unreadMark}
                title={t('list.markedUnread')}
                role="img"
                aria-label={t('list.markedUnread')}
              />
            )}
            {unread > 0 && (
              <span className={`${styles.badge} num`} title={t('conversation.unread', { count: unread })}>
                {unread > 99 ? '99+' : unread}
              </span>
            )}
          </span>
        </span>
      </button>
      {isNear && (
        <button
          type="button"
          className={styles.more}
          aria-label={t('app.actionsFor', { name })}
          aria-haspopup="menu"
          onClick={(event) => {
            const { left, bottom } = event.currentTarget.getBoundingClientRect()
            onMenu(conversation, left, bottom + 2)
          }}
        >
          <Ellipsis size={16} />
        </button>
      )}
    </div>
  )
})

/** D1.3: which of the company's words were said in it. */
function SensitiveMark({ of }: { of: Conversation['sensitive'] }) {
  const { t } = useTranslation()
  if (of.length === 0) return null
  const words = [...new Set(of.map(({ word }) => word))].join(t('sensitive.comma'))
  const title = t('sensitive.mark', { words })
  return (
    <span className={styles.sensitive} title={title} role="img" aria-label={title}>
      <ShieldAlert size={13} />
    </span>
  )
}

/** A file that the agent wanted to send is still here; he may not have looked at this conversation since. */
function UnsentMark({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const uploads = useUploadsOf(conversationId)
  if (!uploads.some(({ failure }) => failure !== null)) return null
  const title = t('conversation.fileNotSent')
  return (
    <span className={styles.unsent} title={title} role="img" aria-label={title}>
      <CircleAlert size={13} />
    </span>
  )
}

function LastTime({ at }: { at: string }) {
  const clock = useClock()
  return <time className={`${styles.time} num`}>{shortMoment(clock, new Date(at), new Date())}</time>
}

function WaitingClock({ since }: { since: string }) {
  const { t } = useTranslation()
  const waited = useNow() - Date.parse(since)
  return (
    <span className={`${styles.time} num`} data-patience={patienceAt(waited)} title={t('conversation.waiting')}>
      {durationOf(waited)}
    </span>
  )
}
