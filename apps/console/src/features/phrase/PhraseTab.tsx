import type { Phrase } from '@youwen/contract'
import { App, Button, Input, type InputRef, Segmented, Tooltip } from 'antd'
import { MessageSquareQuote, Plus, Search, SendHorizontal, Settings2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { TextualPhrase } from './body.ts'
import { PhraseDialog } from './edit/PhraseDialog.tsx'
import { useMoving } from './edit/use-moving.ts'
import styles from './PhraseTab.module.css'
import { usePhraseStore, usePhrases } from './phrase-store.ts'
import { FoundList } from './tree/FoundList.tsx'
import { pathOf } from './tree/lines.ts'
import { PhraseTreeList } from './tree/PhraseTreeList.tsx'
import { useClick } from './use/use-click.ts'
import { usePhraseUse } from './use/use-phrase-use.ts'
import { useMayEdit } from './use-editing.ts'
import { useMostUsed, usePhraseSearch } from './use-phrase-search.ts'
import { useTree } from './use-trees.ts'

type Shelf = 'quick' | 'shared' | 'own'
/** Kept while the agent goes from conversation to conversation. */
let lastShelf: Shelf | undefined

/** Beside the chat: find a phrase and say it. */
export function PhraseTab({ onManage }: { onManage: () => void }) {
  const { t } = useTranslation()
  const { status, error, shared, own } = usePhrases()
  const store = usePhraseStore()
  const mostUsed = useMostUsed(50)
  const [chosenShelf, setShelf] = useState(lastShelf)
  const hasOnlyOwn = shared.byId.size === 0 && own.byId.size > 0
  const shelf = chosenShelf ?? (mostUsed.length > 0 ? 'quick' : hasOnlyOwn ? 'own' : 'shared')
  const [words, setWords] = useState('')
  const found = usePhraseSearch(words)
  const [isAdding, setIsAdding] = useState(false)
  const input = useRef<InputRef>(null)
  const use = useUsing()
  const mayEditShared = useMayEdit('shared')
  const addsTo = shelf === 'shared' && mayEditShared ? 'shared' : 'own'

  const where = (phrase: TextualPhrase) => {
    const isOwn = own.byId.has(phrase.phraseId)
    const path = pathOf(isOwn ? own.byId : shared.byId, phrase).map(({ title }) => title)
    return [t(isOwn ? 'phrase.trees.own' : 'phrase.trees.shared'), ...path].join(' / ')
  }

  if (status === 'failed') return <FailureState error={error} onRetry={store.retry} />
  const isSearching = words.trim() !== ''

  return (
    <div className={styles.tab}>
      <div className={styles.head}>
        <Input
          ref={input}
          allowClear
          variant="filled"
          prefix={<Search size={15} className={styles.icon} />}
          placeholder={t('phrase.search')}
          aria-label={t('phrase.searchLabel')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onPressEnter={(event) => {
            const [best] = found?.phrases ?? []
            if (!best || event.nativeEvent.isComposing) return
            if (event.ctrlKey || event.metaKey) use.send(best)
            else use.insert(best)
          }}
        />
        <Tooltip title={t('phrase.add')} mouseEnterDelay={0.4}>
          <Button
            type="text"
            icon={<Plus size={17} />}
            aria-label={t('phrase.add')}
            onClick={() => setIsAdding(true)}
          />
        </Tooltip>
        <Tooltip title={t('phrase.manage')} mouseEnterDelay={0.4}>
          <Button type="text" icon={<Settings2 size={16} />} aria-label={t('phrase.manage')} onClick={onManage} />
        </Tooltip>
      </div>
      {!isSearching && (
        <div className={styles.shelves}>
          <Segmented<Shelf>
            block
            size="small"
            value={shelf}
            onChange={(next) => {
              lastShelf = next
              setShelf(next)
            }}
            options={(['quick', 'shared', 'own'] as const).map((value) => ({
              value,
              label: t(`phrase.trees.${value}`),
            }))}
          />
        </div>
      )}
      {status === 'loading' && shared.byId.size === 0 && own.byId.size === 0 ? (
        <Skeleton rows={6} />
      ) : isSearching ? (
        found && <Results found={found} words={words} where={where} use={use} />
      ) : shelf === 'quick' ? (
        mostUsed.length === 0 ? (
          <EmptyState
            icon={<MessageSquareQuote size={24} />}
            title={t('phrase.noneQuick')}
            hint={t('phrase.noneQuickHint')}
          />
        ) : (
          <FoundList
            label={t('phrase.menu.quick')}
            phrases={mostUsed}
            pathOf={where}
            onPhrase={use.onPhrase}
            actionsFor={use.actionsFor}
          />
        )
      ) : (
        <Shelf key={shelf} tree={shelf} use={use} onAdd={() => setIsAdding(true)} />
      )}
      <p className={styles.foot}>{t(use.isPossible ? 'phrase.useHint' : 'phrase.cannotUse')}</p>
      {isAdding && <PhraseDialog tree={addsTo} onClose={() => setIsAdding(false)} />}
    </div>
  )
}

type Use = ReturnType<typeof useUsing>

function useUsing() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const click = useClick()
  const use = usePhraseUse()
  const nothing = () => void message.info(t('phrase.cannotUse'))
  const insert = (phrase: TextualPhrase) => {
    if (!use) nothing()
    else if (!use.insert(phrase)) void message.info(t('phrase.fileUseHint'))
  }
  const send = (phrase: TextualPhrase) => (use ? use.send(phrase) : nothing())
  return {
    isPossible: use !== undefined,
    insert,
    send,
    onPhrase(phrase: Phrase, how: 'click' | 'double-click' | 'enter' | 'mod-enter') {
      if (phrase.kind === 'folder') return
      if (how === 'click') click.once(() => insert(phrase))
      else if (how === 'double-click') click.twice(() => send(phrase))
      else if (how === 'mod-enter') send(phrase)
      else insert(phrase)
    },
    actionsFor: (phrase: Phrase) =>
      use &&
      phrase.kind === 'phrase' && (
        <Button
          type="text"
          size="small"
          icon={<SendHorizontal size={14} />}
          aria-label={t('phrase.send')}
          title={t('phrase.send')}
          onClick={(event) => {
            event.stopPropagation()
            send(phrase)
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        />
      ),
  }
}

interface ResultsProps {
  readonly found: NonNullable<ReturnType<typeof usePhraseSearch>>
  readonly words: string
  readonly where: (phrase: TextualPhrase) => string
  readonly use: Use
}

function Results({ found, words, where, use }: ResultsProps) {
  const { t } = useTranslation()
  const { phrases, total, isComplete } = found
  if (total === 0 && isComplete) {
    return (
      <EmptyState
        icon={<Search size={24} />}
        title={t('phrase.noneFound', { words: words.trim() })}
        hint={t('phrase.noneFoundHint')}
      />
    )
  }
  return (
    <>
      <p className={`${styles.total} num`} role="status">
        {total > phrases.length
          ? t('phrase.foundMore', { total, count: phrases.length })
          : t('phrase.found', { count: total })}
        {!isComplete && ` · ${t('phrase.preparing')}`}
      </p>
      <FoundList
        key={words}
        label={t('phrase.title')}
        phrases={phrases}
        words={words}
        pathOf={where}
        onPhrase={use.onPhrase}
        actionsFor={use.actionsFor}
      />
    </>
  )
}

function Shelf({ tree, use, onAdd }: { tree: 'shared' | 'own'; use: Use; onAdd: () => void }) {
  const { t } = useTranslation()
  const view = useTree(tree)
  const mayEdit = useMayEdit(tree)
  const moving = useMoving(tree)
  if (view.byId.size === 0) {
    return (
      <EmptyState
        icon={<MessageSquareQuote size={24} />}
        title={t('phrase.none')}
        hint={t(mayEdit ? 'phrase.noneEditable' : 'phrase.noneShared')}
      >
        {mayEdit && (
          <Button icon={<Plus size={15} />} onClick={onAdd}>
            {t('phrase.add')}
          </Button>
        )}
      </EmptyState>
    )
  }
  return (
    <PhraseTreeList
      label={t(`phrase.treeTitle.${tree}`)}
      tree={view}
      onPhrase={use.onPhrase}
      onMove={mayEdit ? moving.move : undefined}
      actionsFor={use.actionsFor}
    />
  )
}
