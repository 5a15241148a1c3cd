import type { Quote } from '@youwen/contract'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSenderName } from '../chat/sender.ts'
import { quoteWords } from '../summary.ts'
import styles from './QuoteBar.module.css'

interface Props {
  readonly quote: Quote
  readonly visitorName: string
  readonly onRemove: () => void
}

/** What is being answered, above the words. */
export function QuoteBar({ quote, visitorName, onRemove }: Props) {
  const { t } = useTranslation()
  const nameOf = useSenderName(visitorName)
  return (
    <div className={styles.bar}>
      <span className={styles.words}>
        <b>{t('conversation.quote.to', { name: nameOf(quote.from, quote.senderId) })}</b>{' '}
        <bdi>{quoteWords(quote, t)}</bdi>
      </span>
      <button type="button" onClick={onRemove} aria-label={t('conversation.quote.remove')}>
        <X size={14} />
      </button>
    </div>
  )
}
