import { Button } from 'antd'
import { Plus, Ticket as TicketIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWidth } from '../../platform/width.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import styles from '../../ui/ListAndDetail.module.css'
import type { TicketFilter } from './filter.ts'
import { NoticesButton } from './NoticesButton.tsx'
import { TicketDetail } from './TicketDetail.tsx'
import { TicketFilters } from './TicketFilters.tsx'
import { TicketList } from './TicketList.tsx'

const TicketDialog = lazy(() => import('./TicketDialog.tsx').then((module) => ({ default: module.TicketDialog })))

/** Below this the list and the ticket are shown one at a time. */
const narrowPx = 860

interface Props {
  readonly ticketId: string | undefined
  readonly filter: TicketFilter
  readonly onFilter: (filter: TicketFilter) => void
  readonly onChoose: (ticketId: string | undefined) => void
  readonly onOpenConversation: (conversationId: string, seq: number | null) => void
}

export function TicketsPage({ ticketId, filter, onFilter, onChoose, onOpenConversation }: Props) {
  const { t } = useTranslation()
  const isNarrow = useWidth() < narrowPx
  const [isAdding, setIsAdding] = useState(false)
  return (
    <div className={styles.page}>
      {(!isNarrow || ticketId === undefined) && (
        <section className={styles.list} data-alone={isNarrow} aria-label={t('ticket.many')}>
          <header className={styles.head}>
            <h1 className={styles.title}>{t('ticket.many')}</h1>
            <NoticesButton onOpen={onChoose} />
            <Button type="primary" size="small" icon={<Plus size={15} />} onClick={() => setIsAdding(true)}>
              {t('ticket.add')}
            </Button>
          </header>
          <TicketFilters filter={filter} onChange={onFilter} />
          <div className={styles.scroll}>
            <TicketList filter={filter} chosenId={ticketId} onChoose={onChoose} />
          </div>
        </section>
      )}
      {(!isNarrow || ticketId !== undefined) && (
        <div className={styles.detail}>
          {ticketId === undefined ? (
            <EmptyState icon={<TicketIcon size={24} />} title={t('ticket.choose')} hint={t('ticket.chooseHint')} />
          ) : (
            <TicketDetail
              key={ticketId}
              ticketId={ticketId}
              onBack={isNarrow ? () => onChoose(undefined) : undefined}
              onOpenConversation={onOpenConversation}
            />
          )}
        </div>
      )}
      {isAdding && (
        <Suspense fallback={null}>
          <TicketDialog
            onClose={() => setIsAdding(false)}
            onMade={(ticket) => {
              setIsAdding(false)
              onChoose(ticket.ticketId)
            }}
          />
        </Suspense>
      )}
    </div>
  )
}
