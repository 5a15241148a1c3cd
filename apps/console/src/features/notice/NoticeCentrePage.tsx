import type { NoticeKind } from '@youwen/contract'
import { Badge, Button, Checkbox, Segmented } from 'antd'
import { Bell, CheckCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { NoticeCard } from './NoticeCard.tsx'
import styles from './NoticeCentrePage.module.css'
import { unreadOf } from './NoticePanel.tsx'
import { useNoticeSummary, useRead } from './summary.ts'

const kinds: readonly NoticeKind[] = ['announcement', 'system', 'product']

interface Props {
  /** The one to begin with, unfolded. */
  readonly noticeId: string | undefined
  readonly onManage: (() => void) | undefined
}

/** D6.1: everything in the message centre. Reading one is unfolding it. */
export function NoticeCentrePage({ noticeId, onManage }: Props) {
  const { t } = useTranslation()
  const summary = useNoticeSummary()
  const read = useRead()
  const [kind, setKind] = useState<NoticeKind | 'all'>('all')
  const [onlyUnread, setOnlyUnread] = useState(false)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(noticeId ? [noticeId] : []))
  const notices = usePaged(
    (page) =>
      api.notice.list({
        ...page,
        limit: 30,
        state: onlyUnread ? 'unread' : 'all',
        ...(kind !== 'all' && { kind }),
      }),
    ['notice', kind, onlyUnread],
  )
  const unread = summary.data?.unread
  const unreadHere = kind === 'all' ? unreadOf(unread) : (unread?.[kind] ?? 0)

  function toggle(id: string, isRead: boolean) {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
    if (!isRead) read.mutate({ noticeIds: [id] })
  }

  return (
    <Page
      title={t('notice.title')}
      hint={t('notice.hint')}
      actions={
        <>
          {onManage && <Button onClick={onManage}>{t('notice.announcements.title')}</Button>}
          <Button
            icon={<CheckCheck size={16} />}
            disabled={unreadHere === 0}
            loading={read.isPending && read.variables?.noticeIds === undefined}
            onClick={() => read.mutate(kind === 'all' ? {} : { kind })}
          >
            {t('notice.readAll')}
          </Button>
        </>
      }
    >
      <div className={styles.bar}>
        <Segmented<NoticeKind | 'all'>
          value={kind}
          onChange={setKind}
          options={[
            { value: 'all', label: t('notice.all') },
            ...kinds.map((value) => ({
              value,
              label: (
                <span className={styles.tab}>
                  {t(`notice.kind.${value}`)}
                  <Badge count={unread?.[value] ?? 0} size="small" />
                </span>
              ),
            })),
          ]}
        />
        <Checkbox checked={onlyUnread} onChange={(event) => setOnlyUnread(event.target.checked)}>
          {t('notice.onlyUnread')}
        </Checkbox>
      </div>
      {notices.isPending && <Skeleton rows={4} hasAvatar />}
      {notices.isError && <FailureState error={notices.error} onRetry={notices.retry} />}
      {!notices.isPending && !notices.isError && notices.items.length === 0 && (
        <EmptyState
          icon={<Bell size={24} />}
          title={t(onlyUnread ? 'notice.noneUnread' : 'notice.none')}
          hint={t(onlyUnread ? 'notice.noneUnreadHint' : 'notice.noneHint')}
        />
      )}
      <ul>
        {notices.items.map((notice) => (
          <NoticeCard
            key={notice.noticeId}
            notice={notice}
            isOpen={open.has(notice.noticeId)}
            onToggle={() => toggle(notice.noticeId, notice.isRead)}
          />
        ))}
      </ul>
      <MoreButton of={notices} />
    </Page>
  )
}
