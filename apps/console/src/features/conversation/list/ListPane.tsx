import { Input } from 'antd'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConversationList } from './ConversationList.tsx'
import styles from './ListPane.module.css'
import { SearchResults } from './SearchResults.tsx'

interface Props {
  readonly chosenId: string | undefined
  readonly onChoose: (conversationId: string, seq?: number) => void
}

/** The left pane: the list, or what a search in the history found. */
export function ListPane({ chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const asked = useDeferredValue(words.trim())
  return (
    <section className={styles.pane} aria-label={t('conversation.list.title')}>
      <div className={styles.head}>
        <Input
          allowClear
          variant="filled"
          prefix={<Search size={15} className={styles.icon} />}
          placeholder={t('conversation.search.placeholder')}
          aria-label={t('conversation.search.placeholder')}
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setWords('')}
          data-search
        />
      </div>
      {asked === '' ? (
        <ConversationList chosenId={chosenId} onChoose={onChoose} />
      ) : (
        <SearchResults words={asked} chosenId={chosenId} onChoose={onChoose} />
      )}
    </section>
  )
}
