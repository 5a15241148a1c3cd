import { memo } from 'react'
import { linkify } from './links.ts'
import styles from './TextBubble.module.css'

/** Up to three emoji alone are shown large. */
const emojiOnly =
  /^(?:\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|[\ufe0f\u{1f3fb}-\u{1f3ff}])*){1,3}$/u

export const TextBubble = memo(function TextBubble({ text, isOurs }: { text: string; isOurs: boolean }) {
  if (emojiOnly.test(text)) return <div className={styles.emoji}>{text}</div>
  return (
    <div className={styles.bubble} data-ours={isOurs} dir="auto">
      {linkify(text).map((part, index) =>
        part.href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </div>
  )
})
