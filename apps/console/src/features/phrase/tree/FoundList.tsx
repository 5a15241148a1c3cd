import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useRef } from 'react'
import type { TextualPhrase } from '../body.ts'
import styles from './FoundList.module.css'
import { PhraseRow } from './PhraseRow.tsx'

interface Props {
  readonly label: string
  readonly phrases: readonly TextualPhrase[]
  readonly words?: string
  readonly pathOf: (phrase: TextualPhrase) => string
  readonly chosenId?: string | undefined
  readonly onPhrase: (phrase: TextualPhrase, how: 'click' | 'double-click' | 'enter' | 'mod-enter') => void
  readonly actionsFor?: (phrase: TextualPhrase) => ReactNode
}

/** Phrases without their folders: what was found, or what is used most. */
export function FoundList({ label, phrases, words, pathOf, chosenId, onPhrase, actionsFor }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: phrases.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 50,
    // The same function for the same rows: another one has all of them placed anew.
    getItemKey: useCallback((index: number) => phrases[index]?.phraseId ?? index, [phrases]),
    overscan: 8,
  })
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.canvas} style={{ height: virtual.getTotalSize() }} aria-label={label}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const phrase = phrases[index]
          if (!phrase) return null
          return (
            <li key={key} className={styles.line} style={{ transform: `translateY(${start}px)`, height: size }}>
              {/* biome-ignore lint/a11y/useSemanticElements: buttons stand within it */}
              <div
                role="button"
                tabIndex={0}
                className={styles.row}
                data-chosen={phrase.phraseId === chosenId}
                onClick={() => onPhrase(phrase, 'click')}
                onDoubleClick={() => onPhrase(phrase, 'double-click')}
                onKeyDown={(event) => {
                  if (event.target !== event.currentTarget || event.key !== 'Enter') return
                  event.preventDefault()
                  onPhrase(phrase, event.ctrlKey || event.metaKey ? 'mod-enter' : 'enter')
                }}
              >
                <PhraseRow
                  phrase={phrase}
                  path={pathOf(phrase)}
                  {...(words !== undefined && { words })}
                  actions={actionsFor?.(phrase)}
                />
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
