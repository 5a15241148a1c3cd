import { useVirtualizer } from '@tanstack/react-virtual'
import type { Phrase, PhrasePlace } from '@youwen/contract'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { TreeView } from '../use-trees.ts'
import { linesOf } from './lines.ts'
import { PhraseRow } from './PhraseRow.tsx'
import styles from './PhraseTreeList.module.css'
import { placeAt, placeByKey } from './place.ts'
import { useOpenFolders } from './use-open-folders.ts'
import { useRowDrag } from './use-row-drag.ts'

const heights = { folder: 34, phrase: 50 } as const

interface Props {
  readonly label: string
  readonly tree: TreeView
  /** Highlighted as chosen, beside where the keys are. */
  readonly chosenId?: string | undefined
  readonly onPhrase: (phrase: Phrase, how: 'click' | 'double-click' | 'enter' | 'mod-enter') => void
  readonly onFolder?: (folder: Phrase) => void
  /** Left out where nothing may be moved. */
  readonly onMove?: ((phrase: Phrase, place: PhrasePlace) => void) | undefined
  readonly onEdit?: ((phrase: Phrase) => void) | undefined
  readonly onRemove?: ((phrase: Phrase) => void) | undefined
  readonly actionsFor?: (phrase: Phrase) => ReactNode
}

/**
 * A tree of any size; only rows in sight exist. Arrow keys walk and open, with Alt they move what they are on; rows are
 * dragged between others and into folders.
 */
export function PhraseTreeList(props: Props) {
  const { label, tree, chosenId, onPhrase, onFolder, onMove, onEdit, onRemove, actionsFor } = props
  const { open, toggle } = useOpenFolders()
  const lines = useMemo(() => linesOf(tree.byParent, open), [tree.byParent, open])
  const [activeId, setActiveId] = useState<string>()
  const activeIndex = lines.findIndex(({ phrase }) => phrase.phraseId === activeId)
  const id = useId()

  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[lines[index]?.phrase.kind ?? 'phrase'],
    // Heights belong to lines: another function has all of them placed anew, the same one none.
    getItemKey: useCallback((index: number) => lines[index]?.phrase.phraseId ?? index, [lines]),
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is moved by a key stays in sight
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: 'auto' })
  }, [activeIndex])

  const drag = useRowDrag({
    canDrop: (moved, target, where) => placeAt(tree.byParent, tree.byId, moved, target, where),
    onDrop: (moved, place) => {
      if (place.folderId !== null) toggle(place.folderId, true)
      onMove?.(moved, place)
    },
  })

  function walk(step: number) {
    const next = lines[Math.min(lines.length - 1, Math.max(0, activeIndex + step))]
    if (next) setActiveId(next.phrase.phraseId)
  }

  function onKeyDown(event: KeyboardEvent) {
    // A button within a row has keys of its own.
    if (event.target !== event.currentTarget) return
    const line = lines[activeIndex]
    const isModified = event.ctrlKey || event.metaKey
    if (event.altKey && line && onMove) {
      const place = placeByKey(tree.byParent, tree.byId, line.phrase, event.key)
      if (!event.key.startsWith('Arrow')) return
      // Also where there is no place: the desk would go to the next conversation.
      event.preventDefault()
      event.stopPropagation()
      if (!place) return
      if (place.folderId !== null) toggle(place.folderId, true)
      return onMove(line.phrase, place)
    }
    if (event.altKey) return
    const isFolder = line?.phrase.kind === 'folder'
    switch (event.key) {
      case 'ArrowDown':
        walk(1)
        break
      case 'ArrowUp':
        walk(-1)
        break
      case 'ArrowRight':
        if (!line || !isFolder) return
        if (line.isOpen) walk(1)
        else toggle(line.phrase.phraseId, true)
        break
      case 'ArrowLeft':
        if (!line) return
        if (line.isOpen) toggle(line.phrase.phraseId, false)
        else if (line.phrase.folderId !== null) setActiveId(line.phrase.folderId)
        break
      case 'Enter':
        if (!line) return
        if (isFolder) toggle(line.phrase.phraseId)
        else onPhrase(line.phrase, isModified ? 'mod-enter' : 'enter')
        break
      case 'F2':
        if (line) onEdit?.(line.phrase)
        break
      case 'Delete':
        if (line) onRemove?.(line.phrase)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={activeIndex >= 0 ? `${id}${activeId}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === event.currentTarget && activeIndex < 0 && walk(1)}
    >
      <div className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const line = lines[index]
          if (!line) return null
          const { phrase, depth, isOpen, count } = line
          const isFolder = phrase.kind === 'folder'
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys, for whichever row is active
            <div
              key={key}
              id={`${id}${phrase.phraseId}`}
              className={styles.line}
              style={{ transform: `translateY(${start}px)`, height: size }}
              role="treeitem"
              tabIndex={-1}
              aria-level={depth + 1}
              aria-expanded={isFolder ? isOpen : undefined}
              aria-selected={phrase.phraseId === chosenId}
              data-active={phrase.phraseId === activeId}
              {...(onMove && drag.rowProps(phrase))}
              data-drop={drag.dropOf(phrase)}
              onClick={() => {
                setActiveId(phrase.phraseId)
                if (!isFolder) return onPhrase(phrase, 'click')
                toggle(phrase.phraseId)
                onFolder?.(phrase)
              }}
              onDoubleClick={() => !isFolder && onPhrase(phrase, 'double-click')}
            >
              <PhraseRow phrase={phrase} depth={depth} isOpen={isOpen} count={count} actions={actionsFor?.(phrase)} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
