import { useQuery } from '@tanstack/react-query'
import { Button, Tooltip } from 'antd'
import { ArrowLeft, Eye, EyeOff, MessagesSquare } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { CommentBox } from './CommentBox.tsx'
import { StateMark } from './marks.tsx'
import { useTicketNotices } from './notices.ts'
import { StateActions } from './StateActions.tsx'
import styles from './TicketDetail.module.css'
import { TicketEntries } from './TicketEntries.tsx'
import { TicketFields } from './TicketFields.tsx'
import { TicketText } from './TicketText.tsx'
import { useChangeTicket } from './use-change-ticket.ts'
import { useWatch } from './use-watch.ts'

interface Props {
  readonly ticketId: string
  readonly onBack: (() => void) | undefined
  readonly onOpenConversation: (conversationId: string, seq: number | null) => void
}

export function TicketDetail({ ticketId, onBack, onOpenConversation }: Props) {
  const { t } = useTranslation()
  const query = useQuery(queries.ticket.get.queryOptions({ input: { ticketId }, refetchOnMount: 'always' }))
  const ticket = query.data
  const change = useChangeTicket({ ticketId, revision: ticket?.revision ?? 1 })
  const watch = useWatch(ticketId)
  useSeen(ticketId)

  if (query.isPending) return <Skeleton rows={6} />
  if (!ticket) return <FailureState error={query.error} onRetry={() => void query.refetch()} />
  const { conversationId, mayOpenConversation, isWatched } = ticket
  return (
    <article className={styles.ticket} aria-label={ticket.title}>
      <header className={styles.head}>
        {onBack && <Button type="text" icon={<ArrowLeft size={18} />} aria-label={t('app.back')} onClick={onBack} />}
        <span className={`${styles.number} num`}>#{ticket.number}</span>
        <StateMark state={ticket.state} />
        <span className={styles.space} />
        {conversationId && (
          <Tooltip title={mayOpenConversation ? undefined : t('ticket.noConversation')}>
            <Button
              type="text"
              icon={<MessagesSquare size={16} />}
              disabled={!mayOpenConversation}
              onClick={() => onOpenConversation(conversationId, ticket.atSeq)}
            >
              {t('ticket.toConversation')}
            </Button>
          </Tooltip>
        )}
        <Button
          type="text"
          icon={isWatched ? <EyeOff size={16} /> : <Eye size={16} />}
          aria-pressed={isWatched}
          loading={watch.isPending}
          onClick={() => watch.mutate(!isWatched)}
        >
          {t(isWatched ? 'ticket.unwatch' : 'ticket.watch')}
        </Button>
        <StateActions ticket={ticket} change={change} />
      </header>
      <div className={styles.columns}>
        <div className={styles.text}>
          <TicketText ticket={ticket} change={change} />
        </div>
        <div className={styles.stream}>
          <TicketEntries entries={ticket.entries} />
          <CommentBox ticketId={ticketId} />
        </div>
        <aside className={styles.side}>
          <TicketFields ticket={ticket} change={change} />
        </aside>
      </div>
    </article>
  )
}

/** Whoever looks at the ticket has seen what he was told about it. */
function useSeen(ticketId: string) {
  const notices = useTicketNotices().data
  const isUnread = notices?.notices.some((notice) => notice.ticketId === ticketId && !notice.isRead) ?? false
  useEffect(() => {
    // The answer is told to all of this agent's windows, this one too.
    if (isUnread && document.visibilityState === 'visible') void api.ticket.readNotices({ ticketId }).catch(() => {})
  }, [ticketId, isUnread])
}
