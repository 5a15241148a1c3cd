import type { Quote } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { quoteWords } from '../summary.ts'
import { useMessageActions } from './actions.ts'
import styles from './QuoteBlock.module.css'
import { useSenderName } from './sender.ts'

/** What a message answers; leads to where it was said. */
export function QuoteBlock({ quote, visitorName }: { quote: Quote; visitorName: string }) {
  const { t } = useTranslation()
  const nameOf = useSenderName(visitorName)
  const { jumpTo } = useMessageActions()
  const { conversationId, seq, messageId, from, senderId } = quote
  return (
    <button
      type="button"
      className={styles.quote}
      data-note={quote.type === 'note'}
      title={t('conversation.quote.jump')}
      onClick={() => jumpTo(conversationId, seq, messageId)}
    >
      <b>{nameOf(from, senderId)}</b>
      <span dir="auto">{quoteWords(quote, t)}</span>
    </button>
  )
}
