import { memo } from 'react'
import { linkify } from './links.ts'
import styles from './TextBubble.module.css'
import { WatchedText } from './WatchedText.tsx'

/** Up to three emoji alone are shown large. */
const emojiOnly =
  /^(?:\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|[\ufe0f\u{1f3fb}-\u{1f3ff}])*){1,3}$/u

interface Props {
  readonly text: string
  /** What the visitor was offered to choose from. */
  readonly choices?: readonly string[] | undefined
  readonly isOurs: boolean
}

export const TextBubble = memo(function TextBubble({ text, choices, isOurs }: Props) {
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
          // biome-ignore lint/suspicious/noArrayIndexKey: the same
          <WatchedText key={index} text={part.text} />
        ),
      )}
      {choices && choices.length > 0 && (
        <ol className={styles.choices}>
          {choices.map((choice) => (
            <li key={choice}>{choice}</li>
          ))}
        </ol>
      )}
    </div>
  )
})
