import { Button } from 'antd'
import { ListChecks, Ticket as TicketIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePeople } from './people.ts'
import { TicketItem } from './TicketItem.tsx'
import styles from './TicketTab.module.css'

interface Props {
  readonly visitorId: string
  readonly onMake: () => void
  /** Begins to choose messages in the chat. */
  readonly onSelect: () => void
  readonly onOpen: (ticketId: string) => void
}

/** The visitor's tickets beside the chat, and the way to make one of it. */
export function TicketTab({ visitorId, onMake, onSelect, onOpen }: Props) {
  const { t } = useTranslation()
  const people = usePeople()
  const list = usePaged(
    (page) => queries.ticket.list.call({ visitorId, limit: 20, ...page }),
    ['ticket', 'of-visitor', visitorId],
  )
  return (
    <div className={styles.tab}>
      <div className={styles.actions}>
        <Button type="primary" icon={<TicketIcon size={16} />} onClick={onMake}>
          {t('ticket.make')}
        </Button>
        <Button icon={<ListChecks size={16} />} onClick={onSelect}>
          {t('ticket.select')}
        </Button>
      </div>
      {list.isPending ? (
        <Skeleton rows={3} />
      ) : list.isError ? (
        <FailureState error={list.error} onRetry={list.retry} />
      ) : list.items.length === 0 ? (
        <EmptyState icon={<TicketIcon size={24} />} title={t('ticket.noneOfVisitor')} hint={t('ticket.makeHint')} />
      ) : (
        <div className={styles.list}>
          {list.items.map((ticket) => (
            <TicketItem key={ticket.ticketId} ticket={ticket} people={people} isChosen={false} onChoose={onOpen} />
          ))}
          <MoreButton of={list} />
        </div>
      )}
    </div>
  )
}
