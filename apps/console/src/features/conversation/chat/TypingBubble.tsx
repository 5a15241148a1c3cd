import { useTranslation } from 'react-i18next'
import styles from './TypingBubble.module.css'

/** 访客消息预知: what the visitor has typed and not sent. */
export function TypingBubble({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles.row} data-id="typing">
      <div className={styles.column}>
        <div className={styles.bubble}>{text}</div>
        <p className={styles.hint}>
          <i />
          <i />
          <i />
          {t('conversation.unsent')}
        </p>
      </div>
    </div>
  )
}
