import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TicketNotice } from '@youwen/contract'
import { App, Badge, Button, Popover } from 'antd'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useClock } from '../../platform/me.ts'
import { shortMoment } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import styles from './NoticesButton.module.css'
import { useNoticeWords } from './notice-words.ts'
import { useTicketNotices } from './notices.ts'

/** The small list behind the bell. */
export function NoticesButton({ onOpen }: { onOpen: (ticketId: string) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const notices = useTicketNotices().data
  const [isOpen, setIsOpen] = useState(false)
  const read = useMutation({
    mutationFn: () => api.ticket.readNotices({}),
    onSuccess: (next) => cache.setQueryData(queries.ticket.notices.queryKey(), next),
    onError: (error) => void message.error(describe(error)),
  })
  const unread = notices?.unread ?? 0
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      styles={{ container: { padding: 0 } }}
      content={
        <div className={styles.list}>
          <header className={styles.head}>
            <b>{t('ticket.notices')}</b>
            {unread > 0 && (
              <Button type="link" size="small" loading={read.isPending} onClick={() => read.mutate()}>
                {t('ticket.readAll')}
              </Button>
            )}
          </header>
          {notices?.notices.length === 0 && (
            <EmptyState icon={<Bell size={22} />} title={t('ticket.noNotices')} hint={t('ticket.noNoticesHint')} />
          )}
          {notices?.notices.map((notice) => (
            <Notice
              key={notice.ticketNoticeId}
              notice={notice}
              onOpen={() => {
                setIsOpen(false)
                onOpen(notice.ticketId)
              }}
            />
          ))}
        </div>
      }
    >
      <Badge count={unread} size="small" offset={[-4, 4]}>
        <Button type="text" size="small" icon={<Bell size={17} />} aria-label={t('ticket.notices')} />
      </Badge>
    </Popover>
  )
}

function Notice({ notice, onOpen }: { notice: TicketNotice; onOpen: () => void }) {
  const clock = useClock()
  const words = useNoticeWords()
  return (
    <button type="button" className={styles.notice} data-unread={!notice.isRead} onClick={onOpen}>
      <i />
      <span className={styles.words}>
        <span className={styles.title}>
          #{notice.number} {notice.title}
        </span>
        <span className={styles.why} data-kind={notice.kind}>
          {words(notice)}
        </span>
      </span>
      <time className="num">{shortMoment(clock, new Date(notice.at), new Date())}</time>
    </button>
  )
}
