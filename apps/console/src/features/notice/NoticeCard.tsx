import type { Notice } from '@youwen/contract'
import { Tag } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { usePreferences } from '../../platform/preferences.ts'
import { minuteOf, momentOf } from '../../platform/time.ts'
import { ChangeLines } from './ChangeLines.tsx'
import styles from './NoticeCard.module.css'
import { NoticeMark } from './NoticeMark.tsx'
import { changesIn, useNoticeWords } from './words.ts'

interface Props {
  readonly notice: Notice
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** One notice in the message centre: folded to two lines, or whole. */
export function NoticeCard({ notice, isOpen, onToggle }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const { locale } = usePreferences()
  const { body, isRead } = notice
  const { title, text } = useNoticeWords()(notice)
  const card = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where it begins
  useEffect(() => {
    if (isOpen) card.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <li ref={card} className={styles.card} data-unread={!isRead} data-open={isOpen}>
      <button type="button" className={styles.head} aria-expanded={isOpen} onClick={onToggle}>
        <NoticeMark body={body} />
        <span className={styles.words}>
          <span className={styles.title}>
            {!isRead && <i role="img" aria-label={t('notice.unread')} />}
            <b>{title}</b>
            <Tags notice={notice} />
          </span>
          {!isOpen && <span className={styles.text}>{text}</span>}
        </span>
        <time className="num" title={momentOf(clock, new Date(notice.at))}>
          {minuteOf(clock, new Date(notice.at))}
        </time>
      </button>
      {isOpen && (
        <div className={styles.body}>
          {body.kind === 'product' ? (
            <ChangeLines changes={changesIn(body.changes, locale)} />
          ) : (
            <p className={styles.whole}>{text}</p>
          )}
          {body.kind === 'announcement' && (
            <p className={styles.foot}>
              {[
                t('notice.announcements.by', { name: body.authorName }),
                body.endsAt && t('notice.until', { time: minuteOf(clock, new Date(body.endsAt)) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          )}
        </div>
      )}
    </li>
  )
}

function Tags({ notice: { body } }: Pick<Props, 'notice'>) {
  const { t } = useTranslation()
  if (body.kind === 'product') return body.isReleased ? null : <Tag variant="filled">{t('notice.upcoming')}</Tag>
  if (body.kind === 'system') {
    return body.clearedAt === null ? null : (
      <Tag variant="filled" color="green">
        {t('notice.solved')}
      </Tag>
    )
  }
  if (body.isOver) return <Tag variant="filled">{t('notice.over')}</Tag>
  return body.isImportant ? (
    <Tag variant="filled" color="gold">
      {t('notice.important')}
    </Tag>
  ) : null
}
