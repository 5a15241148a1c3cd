import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, MessagesSquare } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../platform/live.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import styles from './ConversationList.module.css'
import { ConversationRow } from './ConversationRow.tsx'
import { arrange, type GroupName, linesOf } from './order.ts'

const heights = { group: 36, row: 64, hint: 56 } as const

interface Props {
  readonly chosenId: string | undefined
  readonly onChoose: (conversationId: string) => void
}

/** Everything that is mine or may become mine, in live order. Only the rows in sight exist in the page. */
export function ConversationList({ chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const inbox = useLive((state) => state.inbox)
  const hasStarted = useLive((state) => state.agentId !== null)
  const typing = useLive((state) => state.typing)
  const [folded, setFolded] = useState<ReadonlySet<GroupName>>(new Set())
  const lines = useMemo(() => linesOf(arrange(inbox.values()), folded), [inbox, folded])

  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[lines[index]?.type ?? 'row'],
    getItemKey: (index) => {
      const line = lines[index]
      return line?.type === 'row' ? line.conversation.conversationId : `${line?.type}-${line?.group}`
    },
    overscan: 8,
  })
  // Heights belong to lines, and lines move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever the lines change
  useEffect(() => virtual.measure(), [lines])

  // A conversation chosen by keyboard or link is brought into sight; one that merely moved is left alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen
  useEffect(() => {
    const index = lines.findIndex((line) => line.type === 'row' && line.conversation.conversationId === chosenId)
    if (index !== -1) virtual.scrollToIndex(index, { align: 'auto' })
  }, [chosenId])

  const choose = useCallback((id: string) => onChoose(id), [onChoose])
  const fold = (group: GroupName) =>
    setFolded((current) => {
      const next = new Set(current)
      if (!next.delete(group)) next.add(group)
      return next
    })

  if (!hasStarted) return <Skeleton rows={8} hasAvatar />
  if (inbox.size === 0) {
    return (
      <EmptyState
        icon={<MessagesSquare size={24} />}
        title={t('conversation.list.empty')}
        hint={t('conversation.list.emptyHint')}
      />
    )
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const line = lines[index]
          if (!line) return null
          return (
            <li key={key} className={styles.line} style={{ transform: `translateY(${start}px)`, height: size }}>
              {line.type === 'group' && (
                <button
                  type="button"
                  className={styles.group}
                  aria-expanded={!folded.has(line.group)}
                  onClick={() => fold(line.group)}
                >
                  <ChevronDown size={14} className={styles.arrow} />
                  <span>{t(`conversation.group.${line.group}`)}</span>
                  <span className={`${styles.count} num`}>{line.count}</span>
                  {line.unread > 0 && folded.has(line.group) && <span className={styles.unread}>{line.unread}</span>}
                </button>
              )}
              {line.type === 'hint' && <p className={styles.hint}>{t(`conversation.groupEmpty.${line.group}`)}</p>}
              {line.type === 'row' && (
                <ConversationRow
                  conversation={line.conversation}
                  typing={typing.get(line.conversation.conversationId)}
                  isChosen={line.conversation.conversationId === chosenId}
                  onChoose={choose}
                />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
