import { Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './Stars.module.css'

const levels = [1, 2, 3, 4, 5] as const

export function Stars({ stars }: { stars: number }) {
  const { t } = useTranslation()
  return (
    <span className={styles.stars} role="img" aria-label={t('rating.stars', { stars })}>
      {levels.map((each) => (
        <Star key={each} size={14} data-on={each <= stars} aria-hidden="true" />
      ))}
    </span>
  )
}
