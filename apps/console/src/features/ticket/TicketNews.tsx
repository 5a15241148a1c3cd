import { useQueryClient } from '@tanstack/react-query'
import type { TicketNotices } from '@youwen/contract'
import { App, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClient, useLive } from '../../platform/live.ts'
import { useNoticeWords } from './notice-words.ts'

/** Many changes of one moment are one question (RT27). */
const calmMs = 1_000

/** Keeps what is shown of tickets fresh, and says aloud what needs this agent's eye. Draws nothing. */
export function TicketNews({ onOpen }: { onOpen: (ticketId: string) => void }) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const client = useClient()
  const cache = useQueryClient()
  const words = useNoticeWords()
  const connection = useLive((state) => state.connection.status)

  useEffect(() => {
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      void cache.invalidateQueries({ queryKey: ['paged', 'ticket'] })
      for (const ticketId of changed) {
        void cache.invalidateQueries({ queryKey: queries.ticket.get.key({ input: { ticketId } }) })
      }
      changed.clear()
    }
    const stop = client.on('ticket', ({ ticketId }) => {
      changed.add(ticketId)
      timer ??= setTimeout(refresh, calmMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, cache])

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

  // What changed while the line was down is not told again.
  const wasOpen = useRef(false)
  useEffect(() => {
    if (connection !== 'open') return
    if (wasOpen.current) {
      void cache.invalidateQueries({ queryKey: ['paged', 'ticket'] })
      void cache.invalidateQueries({ queryKey: queries.ticket.key() })
    }
    wasOpen.current = true
  }, [connection, cache])

  return null
}
