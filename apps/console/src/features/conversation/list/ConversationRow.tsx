import type { Conversation } from '@youwen/contract'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../../platform/me.ts'
import { useNow } from '../../../platform/now.ts'
import { placeOf } from '../../../platform/place.ts'
import { durationOf, shortMoment } from '../../../platform/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { faceOf, nameOf } from '../name.ts'
import { summaryOf } from '../summary.ts'
import styles from './ConversationRow.module.css'
import { unreadOf, waitsSince } from './order.ts'
import { patienceAt } from './waiting.ts'

interface Props {
  readonly conversation: Conversation
  readonly typing: string | undefined
  readonly isChosen: boolean
  readonly onChoose: (conversationId: string) => void
}

export const ConversationRow = memo(function ConversationRow({ conversation, typing, isChosen, onChoose }: Props) {
  const { t } = useTranslation()
  const name = nameOf(conversation)
  const unread = unreadOf(conversation)
  const waiting = waitsSince(conversation)
  const place = conversation.visitorName ? placeOf(conversation.region) : ''
  return (
    <div className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-current={isChosen}
        data-unread={unread > 0}
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
            {place && <span className={styles.place}>{place}</span>}
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
            {conversation.status === 'queued' && unread === 0 && (
              <span className={styles.queued}>{t('conversation.queued')}</span>
            )}
            {unread > 0 && (
              <span className={`${styles.badge} num`} title={t('conversation.unread', { count: unread })}>
                {unread > 99 ? '99+' : unread}
              </span>
            )}
          </span>
        </span>
      </button>
    </div>
  )
})

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
