import { useVirtualizer } from '@tanstack/react-virtual'
import type { Conversation, Filter } from '@youwen/contract'
import { FilterX, MessagesSquare } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../platform/live.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import type { Actions } from '../use-actions.tsx'
import styles from './ConversationList.module.css'
import { ConversationRow } from './ConversationRow.tsx'
import { GroupLine } from './GroupLine.tsx'
import type { ListItem } from './order.ts'
import { RowMenu } from './RowMenu.tsx'
import { useGroups } from './use-groups.ts'

const heights = { group: 36, row: 64, hint: 44, loading: 64, failed: 56, more: 40, words: 40 } as const
const keyOf = (line: ListItem) =>
  line.type === 'row' ? `${line.group} ${line.conversation.conversationId}` : `${line.group} ${line.type}`

interface Props {
  readonly filter: Filter | undefined
  readonly chosenId: string | undefined
  readonly actions: Actions
  readonly onChoose: (conversationId: string) => void
}

/** Everything that is mine, may become mine or is watched over, in live order. Only the rows in sight exist in the page. */
export function ConversationList({ filter, chosenId, actions, onChoose }: Props) {
  const { t } = useTranslation()
  const hasStarted = useLive((state) => state.agentId !== null)
  const isInboxEmpty = useLive((state) => state.inbox.size === 0)
  const typing = useLive((state) => state.typing)
  const marks = useLive((state) => state.marks)
  const [words, setWords] = useState('')
  const [menu, setMenu] = useState<{ conversation: Conversation; x: number; y: number }>()
  const { lines, isFolded, fold, more, retry } = useGroups(filter, words)

  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[lines[index]?.type ?? 'row'],
    // Heights belong to lines: another function has all of them placed anew, the same one none, however far one scrolls.
    getItemKey: useCallback(
      (index: number) => {
        const line = lines[index]
        return line ? keyOf(line) : index
      },
      [lines],
    ),
    overscan: 8,
  })

  // A conversation chosen by keyboard or link is brought into sight; one that merely moved is left alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen
  useEffect(() => {
    const index = lines.findIndex((line) => line.type === 'row' && line.conversation.conversationId === chosenId)
    if (index !== -1) virtual.scrollToIndex(index, { align: 'auto' })
  }, [chosenId])

  const choose = useCallback((id: string) => onChoose(id), [onChoose])
  const openMenu = useCallback(
    (conversation: Conversation, x: number, y: number) => setMenu({ conversation, x, y }),
    [],
  )

  // The next page is fetched when its place comes into sight.
  const shown = virtual.getVirtualItems()
  const wanted = shown.map(({ index }) => lines[index]).find((line) => line?.type === 'more')
  const wantedGroup = wanted?.group === 'recent' || wanted?.group === 'all' ? wanted.group : undefined
  useEffect(() => {
    if (wantedGroup) more[wantedGroup]()
  })

  if (!hasStarted) return <Skeleton rows={8} hasAvatar />
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start, size }) => {
          const line = lines[index]
          if (!line) return null
          return (
            <li key={key} className={styles.line} style={{ top: start, height: size }}>
              {line.type === 'group' && <GroupLine line={line} isFolded={isFolded(line.group)} onFold={fold} />}
              {line.type === 'hint' && <p className={styles.hint}>{hintOf(line.group, filter !== undefined)}</p>}
              {(line.type === 'loading' || line.type === 'more') && <Skeleton rows={1} hasAvatar />}
              {line.type === 'failed' && (
                <button
                  type="button"
                  className={styles.retry}
                  onClick={() => (line.group === 'recent' || line.group === 'all') && retry[line.group]()}
                >
                  {t('app.loadFailed')} · {t('app.retry')}
                </button>
              )}
              {line.type === 'words' && (
                <div className={styles.words}>
                  <input
                    type="text"
                    placeholder={t('list.findRecent')}
                    aria-label={t('list.findRecent')}
                    maxLength={60}
                    value={words}
                    onChange={(event) => setWords(event.target.value)}
                    onKeyDown={(event) => event.key === 'Escape' && setWords('')}
                  />
                </div>
              )}
              {line.type === 'row' && (
                <ConversationRow
                  conversation={line.conversation}
                  typing={typing.get(line.conversation.conversationId)}
                  mark={marks.get(line.conversation.conversationId)}
                  isChosen={line.conversation.conversationId === chosenId}
                  onChoose={choose}
                  onMenu={openMenu}
                />
              )}
            </li>
          )
        })}
      </ul>
      {isInboxEmpty && lines.length <= 5 && !lines.some(({ type }) => type === 'row') && (
        <EmptyState
          icon={filter ? <FilterX size={24} /> : <MessagesSquare size={24} />}
          title={t(filter ? 'list.nothingFits' : 'conversation.list.empty')}
          hint={t(filter ? 'list.nothingFitsHint' : 'conversation.list.emptyHint')}
        />
      )}
      {menu && <RowMenu {...menu} actions={actions} onClose={() => setMenu(undefined)} />}
    </div>
  )

  function hintOf(group: ListItem['group'], isFiltered: boolean): string {
    if (group === 'recent') return t(words === '' && !isFiltered ? 'list.noRecent' : 'list.noneFound')
    if (isFiltered || group === 'all') return t('list.noneFound')
    if (group === 'waiting' || group === 'mine') return t(`conversation.groupEmpty.${group}`)
    return t('list.noneOfAgent')
  }
}
