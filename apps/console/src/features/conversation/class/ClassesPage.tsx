import type { ConversationClass } from '@youwen/contract'
import { App, Button, ConfigProvider, Switch, Tree } from 'antd'
import { Pencil, Plus, Tags, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { type ClassNode, classLines, classNodes } from '../../../platform/classes.ts'
import { describe } from '../../../platform/failure.ts'
import { useLive } from '../../../platform/live.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { ClassDialog, type EditedClass } from './ClassDialog.tsx'
import styles from './ClassesPage.module.css'
import { placeAfterDrop } from './place.ts'

/** The company's tree of classes (D2.6). What is changed here is on every desk at once. */
export function ClassesPage() {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const hasStarted = useLive((state) => state.agentId !== null)
  const tree = useLive((state) => state.classes)
  const [edited, setEdited] = useState<EditedClass>()
  const nodes = useMemo(() => classNodes(tree), [tree])

  async function attempt(work: () => Promise<unknown>) {
    try {
      await work()
    } catch (error) {
      void message.error(describe(error))
    }
  }
  const remove = (node: ClassNode) => {
    const below = classLines(node.children).length
    modal.confirm({
      title: t('class.removeTitle', { name: node.name }),
      content: below === 0 ? t('class.removeHint') : t('class.removeBelowHint', { count: below }),
      okText: t('app.remove'),
      okButtonProps: { danger: true },
      onOk: () => attempt(() => api.class.remove({ classId: node.classId })),
    })
  }

  const treeData = (level: readonly ClassNode[]): TreeNode[] =>
    level.map((node) => ({
      key: node.classId,
      title: (
        <span className={styles.node}>
          <i className={styles.dot} style={{ background: node.colour }} />
          <span className={styles.name}>{node.name}</span>
          <span className={styles.tools}>
            <Tool
              label={t('class.addBelow', { name: node.name })}
              icon={<Plus size={15} />}
              onClick={() => setEdited({ parent: node })}
            />
            <Tool
              label={t('app.editNamed', { name: node.name })}
              icon={<Pencil size={15} />}
              onClick={() => setEdited({ known: node })}
            />
            <Tool
              label={t('app.removeNamed', { name: node.name })}
              icon={<Trash2 size={15} />}
              onClick={() => remove(node)}
              isDanger
            />
          </span>
        </span>
      ),
      children: treeData(node.children),
    }))

  return (
    <Page
      title={t('class.title')}
      hint={t('class.hint')}
      actions={
        <Button type="primary" icon={<Plus size={16} />} onClick={() => setEdited({})}>
          {t('class.add')}
        </Button>
      }
    >
      {!hasStarted && <Skeleton rows={5} />}
      {hasStarted && nodes.length === 0 && (
        <EmptyState icon={<Tags size={24} />} title={t('class.none')} hint={t('class.emptyHint')} />
      )}
      {nodes.length > 0 && (
        <>
          <div className={styles.rule}>
            <span>
              {t('class.required')}
              <small>{t('class.requiredHint')}</small>
            </span>
            <Switch
              aria-label={t('class.required')}
              checked={tree.isRequired}
              onChange={(isRequired) => attempt(() => api.class.require({ isRequired }))}
            />
          </div>
          <div className={styles.tree}>
            <ConfigProvider theme={{ components: { Tree: { titleHeight: 34 } } }}>
              <Tree
                blockNode
                defaultExpandAll
                selectable={false}
                draggable={{ icon: false }}
                treeData={treeData(nodes)}
                onDrop={({ dragNode, node, dropPosition, dropToGap }) => {
                  const target = placeAfterDrop(tree, {
                    moved: String(dragNode.key),
                    onto: String(node.key),
                    index: dropToGap ? dropPosition - Number(node.pos.split('-').at(-1)) : null,
                  })
                  if (target) void attempt(() => api.class.move(target))
                }}
              />
            </ConfigProvider>
          </div>
          <p className={styles.hint}>{t('class.dragHint')}</p>
        </>
      )}
      {edited && <ClassDialog edited={edited} onClose={() => setEdited(undefined)} />}
    </Page>
  )
}

interface TreeNode {
  readonly key: ConversationClass['classId']
  readonly title: React.ReactNode
  readonly children: TreeNode[]
}

const Tool = ({
  label,
  icon,
  onClick,
  isDanger = false,
}: {
  label: string
  icon: React.ReactNode
  onClick: () => void
  isDanger?: boolean
}) => (
  <Button type="text" size="small" danger={isDanger} icon={icon} aria-label={label} title={label} onClick={onClick} />
)
