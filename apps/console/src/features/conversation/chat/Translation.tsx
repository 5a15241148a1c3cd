import type { ShownMessage } from '@youwen/sdk/shown-message'
import { Languages } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTranslated } from '../../../platform/translations.ts'
import styles from './Translation.module.css'

/** The words of a message in the agent's own language, below them; seen by him alone (D2.4). */
export function Translation({ message, text }: { message: ShownMessage; text: string }) {
  const { t } = useTranslation()
  const { id: messageId, conversationId, from } = message
  const translated = useTranslated({ messageId, conversationId, text, isVisitors: from === 'visitor' })
  if (!translated) return null
  return (
    <p className={styles.translation} data-status={translated.status} dir="auto">
      <Languages size={13} />
      {translated.status === 'done' && translated.text}
      {translated.status === 'asked' && t('assistant.translating')}
      {translated.status === 'failed' && t('assistant.notTranslated')}
    </p>
  )
}
