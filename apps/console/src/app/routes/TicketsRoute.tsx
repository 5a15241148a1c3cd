import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { TicketFilter } from '../../features/ticket/filter.ts'
import { TicketsPage } from '../../features/ticket/TicketsPage.tsx'
import { ScreenOf } from '../WhereUsed.tsx'

export function TicketsRoute() {
  const navigate = useNavigate()
  const { ticketId } = useParams({ from: '/inside/tickets/{-$ticketId}' })
  const filter = useSearch({ from: '/inside/tickets/{-$ticketId}' })
  const go = useCallback(
    (id: string | undefined, search: TicketFilter) =>
      void navigate({ to: '/tickets/{-$ticketId}', params: { ticketId: id }, search }),
    [navigate],
  )
  const onFilter = useCallback((next: TicketFilter) => go(ticketId, next), [go, ticketId])
  return (
    <ScreenOf app="ticket">
      <TicketsPage
        ticketId={ticketId}
        filter={filter}
        onFilter={onFilter}
        onChoose={(id) => go(id, filter)}
        onOpenConversation={(conversationId, seq) =>
          void navigate({
            to: '/desk/{-$conversationId}',
            params: { conversationId },
            search: seq === null ? {} : { at: seq },
          })
        }
      />
    </ScreenOf>
  )
}
