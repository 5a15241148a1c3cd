import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { QualityRules } from '@youwen/contract'
import { type Quality, qualities, qualityPreviewDays } from '@youwen/contract/quality-of'
import { useTranslation } from 'react-i18next'
import { queries } from '../../../platform/api.ts'
import { useSettled } from '../../../platform/settled.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import styles from './QualityPreview.module.css'

const bestFirst = qualities.toReversed()
type Counts = Readonly<Record<Quality, number>>

/** What other conditions would make of the last days' conversations, before they are saved. */
export function QualityPreview({ rules, isChanged }: { rules: QualityRules; isChanged: boolean }) {
  const { t } = useTranslation()
  // As text: equal conditions are asked about once.
  const settled = useSettled(JSON.stringify(rules), 300)
  const preview = useQuery(
    queries.quality.preview.queryOptions({
      input: JSON.parse(settled) as QualityRules,
      placeholderData: keepPreviousData,
    }),
  )
  const total = preview.data ? sumOf(preview.data.now) : 0
  return (
    <Section title={t('quality.lately', { count: qualityPreviewDays })} hint={t('quality.latelyHint')}>
      {preview.isPending && <Skeleton rows={3} />}
      {preview.isError && <FailureState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && total === 0 && <p className={styles.none}>{t('quality.none')}</p>}
      {preview.data && total > 0 && (
        <div className={styles.preview} aria-busy={preview.isFetching}>
          <Bar title={t('quality.now')} counts={preview.data.now} total={total} />
          {isChanged && <Bar title={t('quality.proposed')} counts={preview.data.proposed} total={total} />}
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('quality.level')}</th>
                <th scope="col">{t('quality.now')}</th>
                {isChanged && <th scope="col">{t('quality.proposed')}</th>}
                {isChanged && <th scope="col">{t('quality.change')}</th>}
              </tr>
            </thead>
            <tbody>
              {bestFirst.map((quality) => (
                <Line
                  key={quality}
                  quality={quality}
                  now={preview.data.now[quality]}
                  proposed={isChanged ? preview.data.proposed[quality] : undefined}
                  total={total}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

const sumOf = (counts: Counts) => qualities.reduce((sum, quality) => sum + counts[quality], 0)
const share = (count: number, total: number) => `${Math.round((count / total) * 100)}%`

const Bar = ({ title, counts, total }: { title: string; counts: Counts; total: number }) => (
  <div className={styles.line} aria-hidden="true">
    <span>{title}</span>
    <div className={styles.bar}>
      {bestFirst
        .filter((quality) => counts[quality] > 0)
        .map((quality) => (
          <i key={quality} data-quality={quality} style={{ flexGrow: counts[quality] / total }} />
        ))}
    </div>
  </div>
)

function Line({
  quality,
  now,
  proposed,
  total,
}: {
  quality: Quality
  now: number
  proposed: number | undefined
  total: number
}) {
  const { t } = useTranslation()
  const figure = (count: number) => (
    <>
      {count} <small>{share(count, total)}</small>
    </>
  )
  return (
    <tr>
      <th scope="row">
        <i className={styles.key} data-quality={quality} />
        {t(`quality.name.${quality}`)}
      </th>
      <td className="num">{figure(now)}</td>
      {proposed !== undefined && <td className="num">{figure(proposed)}</td>}
      {proposed !== undefined && (
        <td className="num">{proposed === now ? '–' : `${proposed > now ? '+' : '−'}${Math.abs(proposed - now)}`}</td>
      )}
    </tr>
  )
}
