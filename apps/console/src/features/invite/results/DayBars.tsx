import type { InviteResults } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import styles from './DayBars.module.css'

const parts = ['accepted', 'refused', 'ignored', 'forced'] as const

/** A bar for each day, as high as what was sent, in the colours of what came of it. The table of days says the same. */
export function DayBars({ days }: { days: InviteResults['byDay'] }) {
  const { t } = useTranslation()
  const highest = Math.max(1, ...days.map(({ asked, forced }) => asked + forced))
  const step = Math.ceil(days.length / 15)
  return (
    <figure className={styles.chart} aria-label={t('invite.byDayLabel')}>
      <figcaption className={styles.legend}>
        {parts.map((part) => (
          <span key={part}>
            <i data-part={part} />
            {t(`invite.part.${part}`)}
          </span>
        ))}
      </figcaption>
      <div className={styles.days}>
        {days.map((day, index) => (
          <div
            key={day.day}
            className={styles.day}
            title={[
              day.day,
              `${t('invite.asked')} ${day.asked}`,
              ...parts.map((part) => `${t(`invite.part.${part}`)} ${day[part]}`),
            ].join('\n')}
          >
            <div className={styles.column}>
              {parts.toReversed().map((part) => (
                <i key={part} data-part={part} style={{ height: `${(day[part] / highest) * 100}%` }} />
              ))}
            </div>
            <span className="num">{index % step === 0 ? day.day.slice(5).replace('-', '/') : ''}</span>
          </div>
        ))}
      </div>
    </figure>
  )
}
