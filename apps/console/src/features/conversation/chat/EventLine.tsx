import type { ConversationEvent } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../../platform/me.ts'
import { timeOf } from '../../../platform/time.ts'
import { useAgentName, useGroupName } from '../names.ts'
import styles from './EventLine.module.css'

/** What happened to the conversation, as one quiet line. */
export function EventLine({ message, event }: { message: ShownMessage; event: ConversationEvent }) {
  const clock = useClock()
  const words = useWords(event)
  return (
    <div className={styles.line} data-id={message.id}>
      {words} <time className="num">{timeOf(clock, new Date(message.at))}</time>
      {(event.event === 'transferred' || event.event === 'transfer_asked') && event.note && (
        <p className={styles.note}>{event.note}</p>
      )}
      {event.event === 'rated' && (event.tags.length > 0 || event.comment !== '') && (
        <p className={styles.rating}>{[event.tags.join('、'), event.comment].filter(Boolean).join(' · ')}</p>
      )}
    </div>
  )
}

function useWords(event: ConversationEvent): string {
  const { t } = useTranslation()
  const agentName = useAgentName()
  const groupName = useGroupName('toGroupId' in event ? event.toGroupId : null)
  switch (event.event) {
    case 'queued':
      return t('conversation.event.queued')
    case 'assigned':
      return t('conversation.event.assigned', { agent: agentName(event.agentId) })
    case 'transferred': {
      const to = event.toAgentId ? agentName(event.toAgentId) : groupName
      return event.fromAgentId
        ? t('conversation.event.transferred', { from: agentName(event.fromAgentId), to })
        : t('conversation.event.routed', { to })
    }
    case 'transfer_asked':
      return t('transfer.event.asked', {
        by: agentName(event.byAgentId),
        to: event.toAgentId ? agentName(event.toAgentId) : groupName,
      })
    case 'transfer_declined':
      return t(event.reason ? 'transfer.event.declinedFor' : 'transfer.event.declined', {
        agent: agentName(event.agentId),
        reason: event.reason,
      })
    case 'transfer_cancelled':
      return t('transfer.event.cancelled', { agent: agentName(event.agentId) })
    case 'transfer_expired':
      return t('transfer.event.expired')
    case 'joined':
    case 'left':
      return t(`conversation.event.${event.event}`, { agent: agentName(event.agentId) })
    case 'custody_began':
      return event.agentId
        ? t('conversation.event.custodyFor', { agent: agentName(event.agentId) })
        : t('conversation.event.custody')
    case 'custody_ended':
      return t(`conversation.event.custodyEnded.${event.why}`)
    // The place of the message itself says it, and what is hidden is so from visitors only.
    case 'recalled':
    case 'hidden':
      return ''
    case 'closed':
      return event.by === 'agent' && event.agentId
        ? t('conversation.event.closedBy', { agent: agentName(event.agentId) })
        : t(event.by === 'visitor' ? 'conversation.event.closedByVisitor' : 'conversation.event.closed')
    case 'rating_invited':
      return event.agentId
        ? t('conversation.event.ratingInvitedBy', { agent: agentName(event.agentId) })
        : t('conversation.event.ratingInvited')
    case 'rated':
      return t('conversation.event.rated', { stars: '★★★★★☆☆☆☆'.slice(5 - event.stars, 10 - event.stars) })
    default:
      return event satisfies never
  }
}
