import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChangeTicket, Ticket } from '@youwen/contract'
import { ApiError } from '@youwen/sdk/api'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'

/** Changes what is shown, from the revision that is shown; who was slower sees the latest and is told. */
export function useChangeTicket({ ticketId, revision }: Pick<Ticket, 'ticketId' | 'revision'>) {
  const { t } = useTranslation()
  const { message, notification } = App.useApp()
  const cache = useQueryClient()
  const key = queries.ticket.get.queryKey({ input: { ticketId } })
  return useMutation({
    mutationFn: (what: Omit<ChangeTicket, 'ticketId' | 'revision'>) =>
      api.ticket.change({ ticketId, revision, ...what }),
    onSuccess: (ticket) => {
      if (ticket) cache.setQueryData(key, ticket)
      else {
        void message.info(t('ticket.handedAway'))
        void cache.invalidateQueries({ queryKey: key })
      }
      void cache.invalidateQueries({ queryKey: ['paged', 'ticket'] })
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'ticket.changed_meanwhile') {
        notification.warning({ title: t('ticket.conflict'), description: t('ticket.conflictHint') })
        void cache.invalidateQueries({ queryKey: key })
      } else void message.error(describe(error))
    },
  })
}
export type ChangeTicketMutation = ReturnType<typeof useChangeTicket>
