import type { Filter } from '@youwen/contract'
import { Search, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import type { Actions } from '../use-actions.tsx'
import { ConversationList } from './ConversationList.tsx'
import styles from './ListPane.module.css'

const SearchResults = lazy(() => import('./SearchResults.tsx').then((module) => ({ default: module.SearchResults })))

interface Props {
  readonly filter: Filter | undefined
  readonly filterBar: ReactNode
  readonly actions: Actions
  readonly chosenId: string | undefined
  readonly onChoose: (conversationId: string, seq?: number) => void
}

/** The left pane: the list, or what a search in the history found. */
export function ListPane({ filter, filterBar, actions, chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const asked = useDeferredValue(words.trim())
  return (
    <section className={styles.pane} aria-label={t('conversation.list.title')}>
      <div className={styles.head}>
        <Search size={15} className={styles.icon} />
        <input
          className={styles.search}
          type="text"
          placeholder={t('conversation.search.placeholder')}
          aria-label={t('conversation.search.placeholder')}
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setWords('')}
          data-search
        />
        {words !== '' && (
          <button type="button" className={styles.clear} aria-label={t('app.clear')} onClick={() => setWords('')}>
            <X size={14} />
          </button>
        )}
      </div>
      {filterBar}
      {asked === '' ? (
        <ConversationList filter={filter} chosenId={chosenId} actions={actions} onChoose={onChoose} />
      ) : (
        <Suspense fallback={<Skeleton rows={5} hasAvatar />}>
          <SearchResults words={asked} filter={filter} chosenId={chosenId} onChoose={onChoose} />
        </Suspense>
      )}
    </section>
  )
}
