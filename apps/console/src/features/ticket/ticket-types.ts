import { useQuery } from '@tanstack/react-query'
import { queries } from '../../platform/api.ts'

/** Ticket types; those that were removed have names too, but cannot be chosen. */
export function useTicketTypes() {
  const types = useQuery(queries.ticket.types.queryOptions({ staleTime: 60_000 })).data ?? []
  return {
    types: types.filter(({ isRemoved }) => !isRemoved),
    typeOf: (ticketTypeId: string | null) => types.find((type) => type.ticketTypeId === ticketTypeId),
  }
}
