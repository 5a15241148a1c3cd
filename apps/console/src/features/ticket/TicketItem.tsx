import type { TicketRow } from '@youwen/contract'
import { MessageSquare } from 'lucide-react'
import { useClock } from '../../platform/me.ts'
import { shortMoment } from '../../platform/time.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { DueMark, PriorityMark, StateMark, TypeMark } from './marks.tsx'
import type { People } from './people.ts'
import styles from './TicketItem.module.css'
import { useTicketTypes } from './ticket-types.ts'

interface Props {
  readonly ticket: TicketRow
  readonly people: People
  readonly isChosen: boolean
  readonly onChoose: (ticketId: string) => void
}

export function TicketItem({ ticket, people, isChosen, onChoose }: Props) {
  const clock = useClock()
  const { typeOf } = useTicketTypes()
  const type = typeOf(ticket.ticketTypeId)
  return (
    <button
      type="button"
      className={styles.item}
      aria-current={isChosen}
      data-done={ticket.state === 'resolved' || ticket.state === 'closed'}
      onClick={() => onChoose(ticket.ticketId)}
    >
      <span className={styles.line}>
        <PriorityMark priority={ticket.priority} />
        <span className={styles.title} title={ticket.title}>
          {ticket.title}
        </span>
        <time className={`${styles.time} num`}>{shortMoment(clock, new Date(ticket.changedAt), new Date())}</time>
      </span>
      <span className={styles.line}>
        <span className={`${styles.number} num`}>#{ticket.number}</span>
        <StateMark state={ticket.state} />
        {type && <TypeMark type={type} />}
        <span className={styles.visitor}>{ticket.visitorName}</span>
        {ticket.commentCount > 0 && (
          <span className={`${styles.comments} num`}>
            <MessageSquare size={12} aria-hidden="true" />
            {ticket.commentCount}
          </span>
        )}
        <DueMark ticket={ticket} />
        {ticket.assigneeId && (
          <span title={people.nameOf(ticket.assigneeId)} className={styles.face}>
            <Avatar
              id={ticket.assigneeId}
              name={people.nameOf(ticket.assigneeId)}
              url={people.avatarOf(ticket.assigneeId)}
              size={20}
            />
          </span>
        )}
      </span>
    </button>
  )
}
