import { useQuery } from '@tanstack/react-query'
import type { PageView } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { useNow } from '../../platform/now.ts'
import { durationOf, timeOf } from '../../platform/time.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { pathOf } from './facts.ts'
import styles from './Trail.module.css'

interface Props {
  readonly visitId: string
  readonly pages?: readonly PageView[] | undefined
  readonly isLive: boolean
}

/** The way through the site, latest page on top, with the time spent on each. */
export function Trail({ visitId, pages, isLive }: Props) {
  const { t } = useTranslation()
  const asked = useQuery(
    queries.visitor.trail.queryOptions({
      input: { visitId },
      enabled: pages === undefined || pages.length === 0,
      refetchInterval: isLive ? 5_000 : false,
    }),
  )
  const shown = pages && pages.length > 0 ? pages : asked.data
  if (!shown) return asked.isError ? <p className={styles.none}>{t('app.loadFailed')}</p> : <Skeleton rows={2} />
  if (shown.length === 0) return <p className={styles.none}>{t('visitor.noPages')}</p>
  return (
    <ol className={styles.trail}>
      {shown.toReversed().map((page) => (
        <li key={page.pageViewId} className={styles.page} data-open={page.durationMs === null}>
          <p className={styles.title} title={page.title}>
            {page.title || pathOf(page.url)}
          </p>
          <p className={styles.detail}>
            {/^https?:\/\//.test(page.url) ? (
              <a href={page.url} target="_blank" rel="noopener noreferrer nofollow" title={page.url}>
                {pathOf(page.url)}
              </a>
            ) : (
              <span>{page.url}</span>
            )}
            <Stay page={page} />
          </p>
        </li>
      ))}
    </ol>
  )
}

function Stay({ page }: { page: PageView }) {
  const clock = useClock()
  return (
    <span className={`${styles.stay} num`}>
      {timeOf(clock, new Date(page.at))} ·{' '}
      {page.durationMs === null ? <Growing since={page.at} /> : durationOf(page.durationMs)}
    </span>
  )
}

const Growing = ({ since }: { since: string }) => durationOf(useNow() - Date.parse(since))
