import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useLive } from '../../platform/live.ts'
import { useClock } from '../../platform/me.ts'
import { durationOf, momentOf } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './HistoryTab.module.css'
import { summaryOf } from './summary.ts'

interface Props {
  readonly visitorId: string
  readonly conversationId: string
  readonly onChoose: (conversationId: string) => void
}

/** Every conversation with this visitor that I may see. */
export function HistoryTab({ visitorId, conversationId, onChoose }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const colleagues = useLive((state) => state.colleagues)
  const list = usePaged(
    (page) => queries.conversation.list.call({ visitorId, limit: 20, ...page }),
    ['conversation', 'of-visitor', visitorId],
  )
  if (list.isPending) return <Skeleton rows={4} />
  if (list.isError) return <FailureState error={list.error} onRetry={list.retry} />
  if (list.items.length === 0) return <EmptyState icon={<History size={24} />} title={t('conversation.history.none')} />
  return (
    <div className={styles.list}>
      {list.items.map((conversation) => (
        <button
          key={conversation.conversationId}
          type="button"
          className={styles.item}
          aria-current={conversation.conversationId === conversationId}
          onClick={() => onChoose(conversation.conversationId)}
        >
          <span className={styles.top}>
            <time className="num">{momentOf(clock, new Date(conversation.startedAt)).slice(0, -3)}</time>
            <span className={styles.status} data-status={conversation.status}>
              {t(`conversation.status.${conversation.status}`)}
            </span>
          </span>
          <span className={styles.last}>{summaryOf(conversation, t)}</span>
          <span className={`${styles.detail} num`}>
            {[
              conversation.agentId && colleagues.get(conversation.agentId)?.name,
              t('conversation.messageCount', { count: conversation.messageCount }),
              conversation.closedAt &&
                durationOf(Date.parse(conversation.closedAt) - Date.parse(conversation.startedAt)),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </button>
      ))}
      <MoreButton of={list} />
    </div>
  )
}
