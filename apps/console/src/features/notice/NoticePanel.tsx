import type { Notice } from '@youwen/contract'
import { Button } from 'antd'
import { Bell } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { shortMoment } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { NoticeMark } from './NoticeMark.tsx'
import styles from './NoticePanel.module.css'
import { useNoticeSummary, useRead } from './summary.ts'
import { useNoticeWords } from './words.ts'

interface Props {
  readonly onOpen: (noticeId: string | undefined) => void
}

/** The latest, behind the bell. */
export function NoticePanel({ onOpen }: Props) {
  const { t } = useTranslation()
  const summary = useNoticeSummary()
  const read = useRead()
  const unread = unreadOf(summary.data?.unread)
  return (
    <section className={styles.panel} aria-label={t('notice.title')}>
      <header className={styles.head}>
        <b>{t('notice.title')}</b>
        {unread > 0 && (
          <Button type="link" size="small" loading={read.isPending} onClick={() => read.mutate({})}>
            {t('notice.readAll')}
          </Button>
        )}
      </header>
      <div className={styles.list}>
        {summary.isPending && <Skeleton rows={3} hasAvatar />}
        {summary.isError && <FailureState error={summary.error} onRetry={() => void summary.refetch()} />}
        {summary.data?.latest.length === 0 && (
          <EmptyState icon={<Bell size={22} />} title={t('notice.none')} hint={t('notice.noneHint')} />
        )}
        {summary.data?.latest.map((notice) => (
          <Row
            key={notice.noticeId}
            notice={notice}
            onOpen={() => {
              if (!notice.isRead) read.mutate({ noticeIds: [notice.noticeId] })
              onOpen(notice.noticeId)
            }}
          />
        ))}
      </div>
      <footer className={styles.foot}>
        <Button type="text" block onClick={() => onOpen(undefined)}>
          {t('notice.seeAll')}
        </Button>
      </footer>
    </section>
  )
}

export const unreadOf = (unread: Readonly<Record<string, number>> | undefined) =>
  Object.values(unread ?? {}).reduce((sum, count) => sum + count, 0)

function Row({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const clock = useClock()
  const { title, text } = useNoticeWords()(notice)
  return (
    <button type="button" className={styles.row} data-unread={!notice.isRead} onClick={onOpen}>
      <NoticeMark body={notice.body} />
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        <span className={styles.text}>{text}</span>
      </span>
      <time className="num">{shortMoment(clock, new Date(notice.at), new Date())}</time>
    </button>
  )
}
