import type { Conversation } from '@youwen/contract'
import { type Quality, qualities, qualityOf } from '@youwen/contract/quality-of'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../platform/live.ts'
import styles from './QualityMark.module.css'

/** One bar for each level that was reached. */
export function QualityBars({ quality }: { quality: Quality }) {
  const { t } = useTranslation()
  const name = t(`quality.name.${quality}`)
  return (
    <span className={styles.bars} data-quality={quality} role="img" aria-label={name} title={name}>
      {[1, 2, 3].map((level) => (
        <i key={level} data-lit={qualities.indexOf(quality) >= level} />
      ))}
    </span>
  )
}

/** On the row of a conversation (A10): only what stands out is marked. */
export function QualityMark({ conversation }: { conversation: Conversation }) {
  const rules = useLive((state) => state.quality)
  const quality = qualityOf(conversation, rules)
  return quality === 'good' || quality === 'excellent' ? <QualityBars quality={quality} /> : null
}
