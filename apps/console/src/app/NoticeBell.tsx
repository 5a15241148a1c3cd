import { useNavigate } from '@tanstack/react-router'
import { Popover } from 'antd'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NoticePanel, unreadOf } from '../features/notice/NoticePanel.tsx'
import { useNoticeSummary } from '../features/notice/summary.ts'
import mentions from './Mentions.module.css'
import rail from './Rail.module.css'

/** The bell in the rail: how much is unread, and the latest behind it. */
export function NoticeBell() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [isOpen, setIsOpen] = useState(false)
  const unread = unreadOf(useNoticeSummary().data?.unread)
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="rightBottom"
      arrow={false}
      styles={{ container: { padding: 0 } }}
      content={
        <NoticePanel
          onOpen={(id) => {
            setIsOpen(false)
            void navigate({ to: '/notices', search: id ? { id } : {} })
          }}
        />
      }
    >
      <button
        type="button"
        className={`${rail.item} ${mentions.item}`}
        aria-label={unread > 0 ? t('notice.badge', { count: unread }) : t('notice.title')}
      >
        <Bell size={20} strokeWidth={1.9} />
        <span>{t('notice.label')}</span>
        {unread > 0 && <b className="num">{unread > 99 ? '99+' : unread}</b>}
      </button>
    </Popover>
  )
}
