import { Megaphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './NoticeBanner.module.css'
import { useNoticeSummary, useRead } from './summary.ts'

/** Important announcements, above every screen until they were read. */
export function NoticeBanner({ onOpen }: { onOpen: (noticeId: string) => void }) {
  const { t } = useTranslation()
  const banners = useNoticeSummary().data?.banners ?? []
  const read = useRead()
  return banners.map(({ noticeId, body }) =>
    body.kind === 'announcement' ? (
      <div key={noticeId} className={styles.banner} role="status">
        <Megaphone size={16} className={styles.icon} />
        <p className={styles.words}>
          <b>{body.title}</b>
          <span>{body.text}</span>
        </p>
        <button
          type="button"
          onClick={() => {
            read.mutate({ noticeIds: [noticeId] })
            onOpen(noticeId)
          }}
        >
          {t('notice.details')}
        </button>
        <button type="button" className={styles.done} onClick={() => read.mutate({ noticeIds: [noticeId] })}>
          {t('notice.gotIt')}
        </button>
      </div>
    ) : null,
  )
}
