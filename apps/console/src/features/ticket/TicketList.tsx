import { Ticket as TicketIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { isNarrowed, type TicketFilter } from './filter.ts'
import { usePeople } from './people.ts'
import { TicketItem } from './TicketItem.tsx'
import styles from './TicketList.module.css'

interface Props {
  readonly filter: TicketFilter
  readonly chosenId: string | undefined
  readonly onChoose: (ticketId: string) => void
}

export function TicketList({ filter, chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const people = usePeople()
  const list = usePaged(
    (page) => queries.ticket.list.call({ ...filter, limit: 40, ...page }),
    ['ticket', 'list', filter],
  )
  if (list.isPending) return <Skeleton rows={7} />
  if (list.isError) return <FailureState error={list.error} onRetry={list.retry} />
  if (list.items.length === 0) {
    const isFiltered = isNarrowed(filter) || filter.view !== undefined
    return (
      <EmptyState
        icon={<TicketIcon size={24} />}
        title={t(isFiltered ? 'ticket.noneFound' : 'ticket.none')}
        hint={t(isFiltered ? 'ticket.noneFoundHint' : 'ticket.noneHint')}
      />
    )
  }
  return (
    <div className={styles.list}>
      {list.items.map((ticket) => (
        <TicketItem
          key={ticket.ticketId}
          ticket={ticket}
          people={people}
          isChosen={ticket.ticketId === chosenId}
          onChoose={onChoose}
        />
      ))}
      <MoreButton of={list} />
    </div>
  )
}
