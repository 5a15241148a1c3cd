import type { Coupon } from '@youwen/contract'
import { Button } from 'antd'
import { SendHorizontal, TicketPercent } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { dayOf } from '../../platform/time.ts'
import styles from './Product.module.css'
import type { Send } from './use-send.ts'

/** What can be given to the visitor; one that has run out cannot. */
export function CouponRow({ coupon, send }: { coupon: Coupon; send: Send }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { title, text, validUntil } = coupon
  const until = validUntil === null ? null : new Date(validUntil)
  const isOver = until !== null && until.getTime() < Date.now()
  return (
    <article className={styles.row} aria-label={title}>
      <span className={styles.picture}>
        <TicketPercent size={18} />
      </span>
      <span className={styles.words}>
        <span className={styles.title} title={title}>
          {title}
        </span>
        <span className={styles.id} title={text}>
          {[isOver ? t('catalog.expired') : until && t('catalog.until', { day: dayOf(clock, until) }), text]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Button
        type="text"
        size="small"
        disabled={isOver}
        icon={<SendHorizontal size={14} />}
        aria-label={t('catalog.sendOf', { title })}
        title={t('catalog.send')}
        onClick={() => send.coupon(coupon)}
      />
    </article>
  )
}
