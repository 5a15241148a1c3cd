import { useQueryClient } from '@tanstack/react-query'
import type { TicketNotices } from '@youwen/contract'
import { App, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClient } from '../../platform/live.ts'
import { type Told, useFreshness } from '../../platform/use-freshness.ts'
import { useNoticeWords } from './notice-words.ts'

const told: Told = {
  listen: (client, hears) => client.on('ticket', ({ ticketId }) => hears(ticketId)),
  lists: () => [['paged', 'ticket']],
  one: (ticketId) => queries.ticket.get.key({ input: { ticketId } }),
  all: () => [['paged', 'ticket'], queries.ticket.key()],
}

/** Keeps what is shown of tickets fresh, and says aloud what needs this agent's eye. Draws nothing. */
export function TicketNews({ onOpen }: { onOpen: (ticketId: string) => void }) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const client = useClient()
  const cache = useQueryClient()
  const words = useNoticeWords()

  useFreshness(told)

  useEffect(() =>
    client.on('ticketNotice', ({ notice, unread }) => {
      const key = queries.ticket.notices.queryKey()
      cache.setQueryData(key, (held: TicketNotices | undefined) => held && { ...held, unread })
      void cache.invalidateQueries({ queryKey: key })
      // Who looks at it sees it change.
      if (!notice || location.pathname.includes(notice.ticketId)) return
      notification.info({
        key: notice.ticketNoticeId,
        title: `#${notice.number} ${notice.title}`,
        description: words(notice),
        duration: 6,
        placement: 'bottomRight',
        actions: (
          <Button
            size="small"
            onClick={() => {
              notification.destroy(notice.ticketNoticeId)
              onOpen(notice.ticketId)
            }}
          >
            {t('ticket.open')}
          </Button>
        ),
      })
    }),
  )

  return null
}
