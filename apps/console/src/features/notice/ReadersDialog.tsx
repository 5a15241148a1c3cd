import { useQuery } from '@tanstack/react-query'
import type { Announcement } from '@youwen/contract'
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { minuteOf } from '../../platform/time.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './ReadersDialog.module.css'

/** Who has read an announcement, and who has not. */
export function ReadersDialog({ announcement, onClose }: { announcement: Announcement; onClose: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { noticeId, title } = announcement
  const all = useQuery(queries.notice.readers.queryOptions({ input: { noticeId } }))
  const read = all.data?.filter(({ readAt }) => readAt !== null) ?? []
  const waiting = all.data?.filter(({ readAt }) => readAt === null) ?? []
  return (
    <Modal
      open
      centered
      width={480}
      title={t('notice.announcements.readersOf', { title })}
      footer={null}
      onCancel={onClose}
    >
      {all.isPending && <Skeleton rows={3} />}
      {all.isError && <FailureState error={all.error} onRetry={() => void all.refetch()} />}
      {all.data && (
        <div className={styles.columns}>
          <section>
            <h3>
              {t('notice.announcements.notRead')} <span className="num">{waiting.length}</span>
            </h3>
            {waiting.length === 0 && <p className={styles.none}>{t('notice.announcements.everybodyRead')}</p>}
            <ul>
              {waiting.map(({ agentId, name }) => (
                <li key={agentId}>{name}</li>
              ))}
            </ul>
          </section>
          <section>
            <h3>
              {t('notice.announcements.read')} <span className="num">{read.length}</span>
            </h3>
            {read.length === 0 && <p className={styles.none}>{t('notice.announcements.nobodyRead')}</p>}
            <ul>
              {read.map(({ agentId, name, readAt }) => (
                <li key={agentId}>
                  {name} <time className="num">{readAt && minuteOf(clock, new Date(readAt))}</time>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Modal>
  )
}
