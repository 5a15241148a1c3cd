import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './TextBubble.module.css'
import { cutAtWords, WatchedWordsContext } from './watched-words.ts'

/** A text with the words in it marked that the company watches for (A11). */
export function WatchedText({ text }: { text: string }) {
  const { t } = useTranslation()
  const words = useContext(WatchedWordsContext)
  if (words.length === 0) return text
  return cutAtWords(text, words).map((part, index) =>
    part.isWatched ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <mark key={index} className={styles.watched} title={t('sensitive.watched')}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}
