import type { CatalogTrouble } from '@youwen/contract'
import { Button } from 'antd'
import { CloudAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { minuteOf } from '../../platform/time.ts'
import styles from './CatalogTab.module.css'

interface Props {
  readonly asOf: string | null
  readonly trouble: CatalogTrouble | null
  readonly isRetrying: boolean
  readonly onRetry: () => void
}

/** How the company's system is, when it is not well: since when, why, and the way to ask again. */
export function StateBar({ asOf, trouble, isRetrying, onRetry }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const moment = asOf && minuteOf(clock, new Date(asOf))
  return (
    <div className={styles.state} role="status" data-stale={asOf !== null}>
      <CloudAlert size={16} />
      <span>
        <b>{moment ? t('catalog.stale', { moment }) : t('catalog.failed')}</b>
        {trouble && <small>{t(`catalog.trouble.${trouble}`)}</small>}
      </span>
      <Button size="small" loading={isRetrying} onClick={onRetry}>
        {t('app.retry')}
      </Button>
    </div>
  )
}
