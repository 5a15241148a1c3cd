import type { RobotNode } from '@youwen/contract'
import { Button, ConfigProvider, Tree } from 'antd'
import { CircleHelp, Folder, Pencil, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './EntryTree.module.css'
import { type ByTopic, countIn, type Drop } from './place.ts'

interface Props {
  readonly byTopic: ByTopic
  /** Only questions that have these words, and the topics they are in. */
  readonly words: string
  readonly chosenId: string | undefined
  readonly onChoose: (node: RobotNode) => void
  readonly onAdd: (topicId: string) => void
  readonly onEdit: (node: RobotNode) => void
  readonly onRemove: (node: RobotNode) => void
  readonly onMove: (drop: Drop) => void
}

interface Branch {
  readonly key: string
  readonly title: ReactNode
  readonly isLeaf: boolean
  readonly children: Branch[]
}

/** Topics and questions, in their order; dragged to order them. */
export function EntryTree(props: Props) {
  const { byTopic, words, chosenId, onChoose, onMove } = props
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const height = useHeight(box)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const wanted = words.trim().toLowerCase()

  const { branches, topicIds, byId } = useMemo(() => {
    const topicIds: string[] = []
    const byId = new Map<string, RobotNode>()
    const below = (topicId: string | null): Branch[] =>
      (byTopic.get(topicId) ?? []).flatMap((node) => {
        byId.set(node.entryId, node)
        if (node.kind === 'topic') topicIds.push(node.entryId)
        const children = node.kind === 'topic' ? below(node.entryId) : []
        const fits = node.title.toLowerCase().includes(wanted)
        if (!fits && children.length === 0) return []
        return [{ key: node.entryId, title: null, isLeaf: node.kind === 'question', children }]
      })
    return { branches: below(null), topicIds, byId }
  }, [byTopic, wanted])

  return (
    <div ref={box} className={styles.tree}>
      <ConfigProvider theme={{ components: { Tree: { titleHeight: 34 } } }}>
        <Tree<Branch>
          blockNode
          virtual
          height={height}
          aria-label={t('robot.part.knowledge')}
          draggable={wanted === '' ? { icon: false } : false}
          treeData={branches}
          titleRender={({ key }) => <Line {...props} node={byId.get(key)} />}
          selectedKeys={chosenId ? [chosenId] : []}
          expandedKeys={topicIds.filter((id) => !closed.has(id) || wanted !== '')}
          onExpand={(_, { node, expanded }) => {
            const next = new Set(closed)
            if (expanded) next.delete(node.key)
            else next.add(node.key)
            setClosed(next)
          }}
          onSelect={(_, { node }) => {
            const chosen = byId.get(node.key)
            if (chosen) onChoose(chosen)
          }}
          onDrop={({ dragNode, node, dropPosition, dropToGap }) =>
            onMove({
              moved: dragNode.key,
              onto: node.key,
              index: dropToGap ? dropPosition - Number(node.pos.split('-').at(-1)) : null,
            })
          }
        />
      </ConfigProvider>
    </div>
  )
}

function Line({ node, byTopic, onAdd, onEdit, onRemove }: Props & { node: RobotNode | undefined }) {
  const { t } = useTranslation()
  if (!node) return null
  const isTopic = node.kind === 'topic'
  return (
    <span className={styles.line} data-off={!isTopic && !node.isEnabled}>
      {isTopic ? <Folder size={15} /> : <CircleHelp size={14} />}
      <span className={styles.title} title={node.title}>
        {node.title}
      </span>
      {!isTopic && !node.isEnabled && <small className={styles.off}>{t('robot.off')}</small>}
      <span className={`${styles.count} num`} title={isTopic ? undefined : t('robot.hits', { count: node.hitCount })}>
        {isTopic ? countIn(byTopic, node.entryId) : node.hitCount > 0 && node.hitCount}
      </span>
      <span className={styles.tools}>
        {isTopic && (
          <>
            <Tool label={t('robot.add')} icon={<Plus size={14} />} onClick={() => onAdd(node.entryId)} />
            <Tool
              label={t('app.editNamed', { name: node.title })}
              icon={<Pencil size={13} />}
              onClick={() => onEdit(node)}
            />
          </>
        )}
        <Tool
          isDanger
          label={t('app.removeNamed', { name: node.title })}
          icon={<Trash2 size={14} />}
          onClick={() => onRemove(node)}
        />
      </span>
    </span>
  )
}

interface ToolProps {
  readonly label: string
  readonly icon: ReactNode
  readonly onClick: () => void
  readonly isDanger?: boolean
}

const Tool = ({ label, icon, onClick, isDanger = false }: ToolProps) => (
  <Button
    type="text"
    size="small"
    danger={isDanger}
    icon={icon}
    aria-label={label}
    title={label}
    onClick={(event) => {
      event.stopPropagation()
      onClick()
    }}
  />
)

/** Only rows in sight exist; so the tree has to know how much is in sight. */
function useHeight(box: { readonly current: HTMLDivElement | null }): number {
  const [height, setHeight] = useState(400)
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => entry && setHeight(Math.floor(entry.contentRect.height)))
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box])
  return height
}
