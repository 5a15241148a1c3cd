import { useQuery } from '@tanstack/react-query'
import { queries } from '../../platform/api.ts'
import { useMay } from '../../platform/me.ts'

/** What needs my eye; kept fresh by `TicketNews`. */
export function useTicketNotices() {
  const mayHandle = useMay('ticket.handle')
  return useQuery(queries.ticket.notices.queryOptions({ enabled: mayHandle, staleTime: 60_000 }))
}
