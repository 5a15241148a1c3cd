import type { Phrase, PhraseTree } from '@youwen/contract'
import { Button, Input, Segmented, Tooltip } from 'antd'
import {
  ChevronsDownUp,
  ChevronsUpDown,
  FolderPlus,
  MessageSquareQuote,
  Pencil,
  Plus,
  Search,
  Trash2,
  Upload,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { TextualPhrase } from './body.ts'
import { FolderDialog } from './edit/FolderDialog.tsx'
import { PhrasePane } from './edit/PhrasePane.tsx'
import { useMoving } from './edit/use-moving.ts'
import { ExportButton } from './exchange/ExportButton.tsx'
import { ImportDialog } from './exchange/ImportDialog.tsx'
import styles from './PhrasesPage.module.css'
import { usePhraseStore, usePhrases } from './phrase-store.ts'
import { FoundList } from './tree/FoundList.tsx'
import { pathOf } from './tree/lines.ts'
import { PhraseTreeList } from './tree/PhraseTreeList.tsx'
import { useOpenFolders } from './tree/use-open-folders.ts'
import { useMayEdit } from './use-editing.ts'
import { usePhraseSearch } from './use-phrase-search.ts'
import { useTree } from './use-trees.ts'

/** What stands in the pane on the right. */
type Shown =
  | { readonly type: 'phrase'; readonly id: string }
  | { readonly type: 'new'; readonly folderId: string | null }

/** Both trees, to write, order and exchange them. */
export function PhrasesPage() {
  const { t } = useTranslation()
  const { status, error } = usePhrases()
  const store = usePhraseStore()
  const [tree, setTree] = useState<PhraseTree>('shared')
  if (status === 'failed') return <FailureState error={error} onRetry={store.retry} />
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{t('phrase.title')}</h1>
          <p>{t('phrase.hint')}</p>
        </div>
        <Segmented<PhraseTree>
          value={tree}
          onChange={setTree}
          options={(['shared', 'own'] as const).map((value) => ({ value, label: t(`phrase.treeTitle.${value}`) }))}
        />
      </header>
      <Trees key={tree} tree={tree} isLoading={status === 'loading'} />
    </div>
  )
}

function Trees({ tree, isLoading }: { tree: PhraseTree; isLoading: boolean }) {
  const { t } = useTranslation()
  const view = useTree(tree)
  const mayEdit = useMayEdit(tree)
  const moving = useMoving(tree)
  const folders = useOpenFolders()
  const [shown, setShown] = useState<Shown>()
  const [words, setWords] = useState('')
  const [isImporting, setIsImporting] = useState(false)
  const [folder, setFolder] = useState<{ folder: Phrase | undefined; folderId: string | null }>()
  const [lastFolderId, setLastFolderId] = useState<string | null>(null)
  const found = usePhraseSearch(words)
  const foundHere = found?.phrases.filter(({ phraseId }) => view.byId.has(phraseId)) ?? []

  const chosen = shown?.type === 'phrase' ? view.byId.get(shown.id) : undefined
  // What is made next stands where one is at work.
  const folderId = chosen ? chosen.folderId : lastFolderId !== null && view.byId.has(lastFolderId) ? lastFolderId : null
  const show = (phrase: Phrase) => setShown({ type: 'phrase', id: phrase.phraseId })
  const edit = (phrase: Phrase) =>
    phrase.kind === 'folder' ? setFolder({ folder: phrase, folderId: null }) : show(phrase)
  const remove = (phrase: Phrase) => moving.remove(phrase, () => setShown(undefined))
  const allFolders = () =>
    [...view.byId.values()].filter(({ kind }) => kind === 'folder').map(({ phraseId }) => phraseId)

  const actionsFor = (phrase: Phrase) =>
    mayEdit && (
      <>
        {phrase.kind === 'folder' && (
          <>
            <RowButton
              title={t('phrase.add')}
              icon={<Plus size={14} />}
              onClick={() => setShown({ type: 'new', folderId: phrase.phraseId })}
            />
            <RowButton
              title={t('phrase.addFolder')}
              icon={<FolderPlus size={14} />}
              onClick={() => setFolder({ folder: undefined, folderId: phrase.phraseId })}
            />
            <RowButton title={t('phrase.rename')} icon={<Pencil size={13} />} onClick={() => edit(phrase)} />
          </>
        )}
        <RowButton
          isDanger
          title={t('app.removeNamed', { name: phrase.title })}
          icon={<Trash2 size={14} />}
          onClick={() => remove(phrase)}
        />
      </>
    )

  return (
    <div className={styles.columns}>
      <section className={styles.list}>
        <div className={styles.tools}>
          {mayEdit && (
            <>
              <Button type="primary" icon={<Plus size={15} />} onClick={() => setShown({ type: 'new', folderId })}>
                {t('phrase.add')}
              </Button>
              <Tooltip title={t('phrase.addFolder')}>
                <Button
                  icon={<FolderPlus size={16} />}
                  aria-label={t('phrase.addFolder')}
                  onClick={() => setFolder({ folder: undefined, folderId })}
                />
              </Tooltip>
              <span className={styles.space} />
              <Button icon={<Upload size={15} />} onClick={() => setIsImporting(true)}>
                {t('phrase.import')}
              </Button>
              <ExportButton tree={tree} />
            </>
          )}
        </div>
        <div className={styles.search}>
          <Input
            allowClear
            variant="filled"
            prefix={<Search size={15} />}
            placeholder={t('phrase.search')}
            aria-label={t('phrase.searchLabel')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Tooltip title={t('phrase.expandAll')}>
            <Button
              type="text"
              icon={<ChevronsUpDown size={16} />}
              aria-label={t('phrase.expandAll')}
              onClick={() => folders.setOpen(new Set([...folders.open, ...allFolders()]))}
            />
          </Tooltip>
          <Tooltip title={t('phrase.collapseAll')}>
            <Button
              type="text"
              icon={<ChevronsDownUp size={16} />}
              aria-label={t('phrase.collapseAll')}
              onClick={() => folders.setOpen(new Set())}
            />
          </Tooltip>
        </div>
        {isLoading && view.byId.size === 0 ? (
          <Skeleton rows={8} />
        ) : view.byId.size === 0 ? (
          <EmptyState
            icon={<MessageSquareQuote size={24} />}
            title={t('phrase.none')}
            hint={t(mayEdit ? 'phrase.noneEditable' : 'phrase.noneShared')}
          />
        ) : words.trim() !== '' ? (
          found && foundHere.length === 0 ? (
            <EmptyState
              icon={<Search size={24} />}
              title={t('phrase.noneFound', { words: words.trim() })}
              hint={t('phrase.noneFoundHint')}
            />
          ) : (
            <FoundList
              label={t('phrase.title')}
              phrases={foundHere}
              words={words}
              pathOf={(phrase) =>
                pathOf(view.byId, phrase)
                  .map(({ title }) => title)
                  .join(' / ')
              }
              chosenId={chosen?.phraseId}
              onPhrase={show}
            />
          )
        ) : (
          <PhraseTreeList
            label={t(`phrase.treeTitle.${tree}`)}
            tree={view}
            chosenId={chosen?.phraseId}
            onPhrase={show}
            onFolder={({ phraseId }) => {
              setLastFolderId(phraseId)
              if (shown?.type === 'phrase') setShown(undefined)
            }}
            onMove={mayEdit ? moving.move : undefined}
            onEdit={mayEdit ? edit : undefined}
            onRemove={mayEdit ? remove : undefined}
            actionsFor={actionsFor}
          />
        )}
        <p className={styles.foot}>{t(mayEdit ? 'phrase.keysHint' : 'phrase.readOnly')}</p>
      </section>
      <section className={styles.pane}>
        {shown?.type === 'new' ? (
          <PhrasePane
            key={`new ${shown.folderId}`}
            tree={tree}
            phrase={undefined}
            folderId={shown.folderId}
            onSaved={show}
            onClose={() => setShown(undefined)}
          />
        ) : chosen?.kind === 'phrase' ? (
          <PhrasePane
            key={chosen.phraseId}
            tree={tree}
            phrase={chosen as TextualPhrase}
            folderId={null}
            onSaved={show}
            onClose={() => setShown(undefined)}
            onRemove={mayEdit ? () => remove(chosen) : undefined}
          />
        ) : (
          <EmptyState
            icon={<MessageSquareQuote size={24} />}
            title={t('phrase.choose')}
            hint={mayEdit ? t('phrase.chooseHint') : t('phrase.readOnly')}
          />
        )}
      </section>
      {folder && (
        <FolderDialog
          tree={tree}
          folder={folder.folder}
          folderId={folder.folderId}
          onClose={() => setFolder(undefined)}
          onSaved={(saved) => {
            setFolder(undefined)
            if (saved.folderId !== null) folders.toggle(saved.folderId, true)
          }}
        />
      )}
      {isImporting && <ImportDialog tree={tree} onClose={() => setIsImporting(false)} />}
    </div>
  )
}

interface RowButtonProps {
  readonly title: string
  readonly icon: ReactNode
  readonly isDanger?: boolean
  readonly onClick: () => void
}

const RowButton = ({ title, icon, isDanger = false, onClick }: RowButtonProps) => (
  <Button
    type="text"
    size="small"
    danger={isDanger}
    icon={icon}
    aria-label={title}
    title={title}
    onClick={(event) => {
      event.stopPropagation()
      onClick()
    }}
  />
)
