import { useQueryClient } from '@tanstack/react-query'
import type { Announcement } from '@youwen/contract'
import { App, Button, Dropdown, Tag } from 'antd'
import { Ellipsis, Megaphone, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useClock } from '../../platform/me.ts'
import { minuteOf } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { AnnouncementDialog } from './AnnouncementDialog.tsx'
import styles from './AnnouncementsPage.module.css'
import { ReadersDialog } from './ReadersDialog.tsx'

const colours = { scheduled: 'blue', running: 'green', over: 'default', withdrawn: 'default' } as const

/** What was announced to the company, and who has read it. */
export function AnnouncementsPage() {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const cache = useQueryClient()
  const [edited, setEdited] = useState<Announcement | 'new'>()
  const [shown, setShown] = useState<Announcement>()
  const all = usePaged((page) => api.notice.announcements({ ...page, limit: 30 }), ['notice', 'announcements'])
  const refresh = () => cache.invalidateQueries({ queryKey: ['paged', 'notice'] })

  const withdraw = ({ noticeId, title }: Announcement) =>
    modal.confirm({
      title: t('notice.announcements.withdrawTitle', { title }),
      content: t('notice.announcements.withdrawHint'),
      okText: t('notice.announcements.withdraw'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await api.notice.withdraw({ noticeId })
          void message.success(t('notice.announcements.withdrawn'))
        } catch (error) {
          void message.error(describe(error))
        }
        await refresh()
      },
    })

  return (
    <Page
      title={t('notice.announcements.title')}
      hint={t('notice.announcements.hint')}
      actions={
        <Button type="primary" icon={<Plus size={16} />} onClick={() => setEdited('new')}>
          {t('notice.announcements.add')}
        </Button>
      }
    >
      {all.isPending && <Skeleton rows={4} />}
      {all.isError && <FailureState error={all.error} onRetry={all.retry} />}
      {!all.isPending && !all.isError && all.items.length === 0 && (
        <EmptyState
          icon={<Megaphone size={24} />}
          title={t('notice.announcements.none')}
          hint={t('notice.announcements.noneHint')}
        />
      )}
      <ul className={styles.list}>
        {all.items.map((announcement) => (
          <Row
            key={announcement.noticeId}
            announcement={announcement}
            onEdit={() => setEdited(announcement)}
            onShowReaders={() => setShown(announcement)}
            onWithdraw={() => withdraw(announcement)}
          />
        ))}
      </ul>
      <MoreButton of={all} />
      {edited && (
        <AnnouncementDialog
          announcement={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            void message.success(t(edited === 'new' ? 'notice.announcements.published' : 'app.saved'))
            setEdited(undefined)
            void refresh()
          }}
        />
      )}
      {shown && <ReadersDialog announcement={shown} onClose={() => setShown(undefined)} />}
    </Page>
  )
}

interface RowProps {
  readonly announcement: Announcement
  readonly onEdit: () => void
  readonly onShowReaders: () => void
  readonly onWithdraw: () => void
}

function Row({ announcement, onEdit, onShowReaders, onWithdraw }: RowProps) {
  const { t } = useTranslation()
  const clock = useClock()
  const { title, text, isImportant, state, startsAt, endsAt, readers, audience, authorName } = announcement
  const from = minuteOf(clock, new Date(startsAt))
  const period = endsAt ? `${from} – ${minuteOf(clock, new Date(endsAt))}` : from
  return (
    <li className={styles.row} data-state={state}>
      <div className={styles.words}>
        <p className={styles.title}>
          <b>{title}</b>
          {isImportant && (
            <Tag variant="filled" color="gold">
              {t('notice.important')}
            </Tag>
          )}
          <Tag variant="filled" color={colours[state]}>
            {t(`notice.announcements.state.${state}`)}
          </Tag>
        </p>
        <p className={styles.text}>{text}</p>
        <p className={`${styles.about} num`}>
          {t('notice.announcements.by', { name: authorName })} · {period}
        </p>
      </div>
      <button type="button" className={styles.readers} onClick={onShowReaders}>
        <span className={styles.meter}>
          <i style={{ width: `${audience === 0 ? 0 : Math.round((readers / audience) * 100)}%` }} />
        </span>
        <span className="num">{t('notice.announcements.readers', { readers, audience })}</span>
      </button>
      {state === 'withdrawn' ? (
        <span className={styles.space} />
      ) : (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'edit', label: t('app.edit'), onClick: onEdit },
              { key: 'withdraw', danger: true, label: t('notice.announcements.withdraw'), onClick: onWithdraw },
            ],
          }}
        >
          <Button
            type="text"
            size="small"
            icon={<Ellipsis size={16} />}
            aria-label={t('app.actionsFor', { name: title })}
          />
        </Dropdown>
      )}
    </li>
  )
}
