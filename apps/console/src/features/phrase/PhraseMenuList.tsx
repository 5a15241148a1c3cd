import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComposerMenuProps } from '../../platform/composer.ts'
import type { TextualPhrase } from './body.ts'
import styles from './PhraseMenuList.module.css'
import { usePhraseStore, usePhrases } from './phrase-store.ts'
import { pathOf } from './tree/lines.ts'
import { PhraseRow } from './tree/PhraseRow.tsx'
import { sendPhrase, useFilled } from './use/use-phrase-use.ts'
import { useMostUsed, usePhraseSearch } from './use-phrase-search.ts'

const shown = 50

interface Props extends ComposerMenuProps {
  /** What stands after the slash. */
  readonly words: string
  readonly onDismiss: () => void
}

export function PhraseMenuList({ conversationId, words, keys, onReplace, onSend, onDismiss }: Props) {
  const { t } = useTranslation()
  const store = usePhraseStore()
  const { shared, own } = usePhrases()
  const filled = useFilled(conversationId)
  const found = usePhraseSearch(words)
  const mostUsed = useMostUsed(shown)
  const isSearching = words.trim() !== ''
  const phrases = useMemo(() => {
    if (isSearching) return found?.phrases.slice(0, shown) ?? []
    return mostUsed.length > 0 ? mostUsed : firstOf([own.byId.values(), shared.byId.values()])
  }, [isSearching, found, mostUsed, own, shared])

  const [active, setActive] = useState({ words, index: 0 })
  // Other words begin at the best one again.
  const index = active.words === words ? Math.min(active.index, Math.max(0, phrases.length - 1)) : 0
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [index])

  function insert(phrase: TextualPhrase) {
    if (phrase.body.type !== 'text') return send(phrase)
    onReplace(filled(phrase.body.text))
    store.used(phrase.phraseId)
  }
  function send(phrase: TextualPhrase) {
    onReplace('')
    sendPhrase(onSend, phrase, filled)
    store.used(phrase.phraseId)
  }

  useEffect(() => {
    keys.current = ({ key, isModified }) => {
      const phrase = phrases[index]
      const go = (step: number) =>
        setActive({ words, index: (index + step + phrases.length) % Math.max(1, phrases.length) })
      switch (key) {
        case 'Escape':
          onDismiss()
          return true
        case 'ArrowDown':
        case 'ArrowUp':
          if (!phrase) return false
          go(key === 'ArrowDown' ? 1 : -1)
          return true
        case 'Enter':
        case 'Tab':
          // Without a hit the words are meant as they are.
          if (!phrase) return isSearching && found === undefined
          if (key === 'Enter' && isModified) send(phrase)
          else insert(phrase)
          return true
        default:
          return false
      }
    }
    return () => {
      keys.current = null
    }
  })

  const where = (phrase: TextualPhrase) => {
    const { byId } = own.byId.has(phrase.phraseId) ? own : shared
    return pathOf(byId, phrase)
      .map(({ title }) => title)
      .join(' / ')
  }

  return (
    <div className={styles.menu}>
      {phrases.length === 0 ? (
        <p className={styles.none}>
          {t(isSearching && found === undefined ? 'phrase.preparing' : 'phrase.menu.empty')}
        </p>
      ) : (
        <div ref={list} className={styles.list} role="listbox" aria-label={t('phrase.menu.label')}>
          {phrases.map((phrase, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the box in which the words are typed
            <div
              key={phrase.phraseId}
              className={styles.row}
              role="option"
              tabIndex={-1}
              aria-selected={at === index}
              data-index={at}
              onMouseMove={() => at !== index && setActive({ words, index: at })}
              // The box keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => (event.ctrlKey || event.metaKey ? send(phrase) : insert(phrase))}
            >
              <PhraseRow phrase={phrase} path={where(phrase)} words={words} />
            </div>
          ))}
        </div>
      )}
      <p className={styles.hint}>{t('phrase.menu.hint')}</p>
    </div>
  )
}

/** Some to begin with, while none was ever used. */
function firstOf(trees: readonly Iterable<{ kind: string }>[]): TextualPhrase[] {
  const first: TextualPhrase[] = []
  for (const tree of trees) {
    for (const phrase of tree) {
      if (first.length >= shown) return first
      if (phrase.kind === 'phrase') first.push(phrase as TextualPhrase)
    }
  }
  return first
}
