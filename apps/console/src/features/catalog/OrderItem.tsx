import type { Order } from '@youwen/contract'
import { Button } from 'antd'
import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { dayOf, timeOf } from '../../platform/time.ts'
import styles from './CatalogTab.module.css'
import { moneyText } from './money.ts'

/** Number, state, what was ordered, for how much and when. */
export function OrderItem({ order }: { order: Order }) {
  const { t } = useTranslation()
  const clock = useClock()
  const placed = new Date(order.placedAt)
  const lines = order.items.map((item, place) => ({ ...item, place }))
  const { number, state, stateText, amount, placedAt, url } = order
  return (
    <article className={styles.order} aria-label={number}>
      <header>
        <span className={`${styles.number} num`}>{number}</span>
        <span className={styles.orderState} data-state={state}>
          {stateText || t(`catalog.order.${state}`)}
        </span>
      </header>
      {lines.length > 0 && (
        <ul>
          {lines.map(({ place, title, quantity }) => (
            <li key={place}>
              <span>{title}</span>
              <span className="num">{t('catalog.quantity', { count: quantity })}</span>
            </li>
          ))}
        </ul>
      )}
      <footer>
        <time className="num" dateTime={placedAt}>
          {dayOf(clock, placed)} {timeOf(clock, placed)}
        </time>
        {url !== null && (
          <Button
            type="text"
            size="small"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            icon={<ExternalLink size={13} />}
            aria-label={t('catalog.open')}
            title={t('catalog.open')}
          />
        )}
        {amount && <b className="num">{moneyText(amount, clock.locale)}</b>}
      </footer>
    </article>
  )
}
