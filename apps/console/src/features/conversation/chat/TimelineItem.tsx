import type { Conversation } from '@youwen/contract'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../../platform/me.ts'
import { dayLabel, timeOf } from '../../../platform/time.ts'
import { faceOf } from '../name.ts'
import { EventLine } from './EventLine.tsx'
import { type ChatItem, isSameItem } from './items.ts'
import { MessageRow } from './MessageRow.tsx'
import { RecalledLine } from './RecalledLine.tsx'
import { Selectable } from './Selectable.tsx'
import styles from './TimelineItem.module.css'

interface Props {
  readonly item: ChatItem
  readonly conversation: Conversation | undefined
  readonly isTarget: boolean
  readonly onView: (messageId: string) => void
}

function Item({ item, conversation, isTarget, onView }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  switch (item.type) {
    case 'day':
      return (
        <div className={styles.day}>
          <span>{dayLabel(clock, new Date(item.at), new Date())}</span>
        </div>
      )
    case 'time':
      return <div className={`${styles.time} num`}>{timeOf(clock, new Date(item.at))}</div>
    case 'start':
      return (
        <div className={styles.start}>
          <span>{t('conversation.nextStarts')}</span>
        </div>
      )
    case 'event':
      return <EventLine message={item.message} event={item.event} />
    case 'recalled':
      return <RecalledLine message={item.message} visitorName={conversation ? faceOf(conversation) : ''} />
    case 'message':
      return (
        <Selectable message={item.message} conversationId={conversation?.conversationId}>
          <MessageRow
            message={item.message}
            isFirst={item.isFirst}
            isLast={item.isLast}
            isTarget={isTarget}
            visitorName={conversation ? faceOf(conversation) : ''}
            visitorId={conversation?.visitorId ?? ''}
            isSeen={
              conversation !== undefined &&
              item.message.seq !== null &&
              (item.message.conversationId !== conversation.conversationId ||
                item.message.seq <= conversation.visitorReadSeq)
            }
            onView={onView}
          />
        </Selectable>
      )
    default:
      return item satisfies never
  }
}

export const TimelineItem = memo(
  Item,
  (a, b) =>
    isSameItem(a.item, b.item) &&
    a.conversation === b.conversation &&
    a.isTarget === b.isTarget &&
    a.onView === b.onView,
)
