import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'

export function useWatch(ticketId: string) {
  const { message } = App.useApp()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (isWatched: boolean) => api.ticket.watch({ ticketId, isWatched }),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: queries.ticket.get.key({ input: { ticketId } }) }),
        cache.invalidateQueries({ queryKey: ['paged', 'ticket'] }),
      ]),
    onError: (error) => void message.error(describe(error)),
  })
}
