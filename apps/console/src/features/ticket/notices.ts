import { useQuery } from '@tanstack/react-query'
import { queries } from '../../platform/api.ts'
import { useMayUse } from '../../platform/apps.ts'

/** What needs my eye; kept fresh by `TicketNews`. */
export function useTicketNotices() {
  const mayHandle = useMayUse('ticket')
  return useQuery(queries.ticket.notices.queryOptions({ enabled: mayHandle, staleTime: 60_000 }))
}
