import type { RobotNode, UnansweredQuestion } from '@youwen/contract'
import { Button, Input, Tooltip } from 'antd'
import { Bot, FolderPlus, Plus, Search, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { ExportButton } from '../exchange/ExportButton.tsx'
import { ImportDialog } from '../exchange/ImportDialog.tsx'
import { EntryTree } from './EntryTree.tsx'
import styles from './Knowledge.module.css'
import { QuestionPane } from './QuestionPane.tsx'
import { type EditedTopic, TopicDialog } from './TopicDialog.tsx'
import { TryBox } from './TryBox.tsx'
import { useKnowledge } from './use-knowledge.ts'

/** What stands on the right: a question, a new one in a topic, or, with nothing chosen, the test box. */
type Shown =
  | { readonly type: 'question'; readonly entryId: string }
  | { readonly type: 'new'; readonly topicId: string | null }

interface Props {
  /** An unanswered question that is about to get an answer. */
  readonly asked: UnansweredQuestion | undefined
  readonly onSettled: () => void
}

export function Knowledge({ asked, onSettled }: Props) {
  const { t } = useTranslation()
  const knowledge = useKnowledge()
  const { tree, nodes, byTopic, refresh } = knowledge
  const [shown, setShown] = useState<Shown | undefined>(asked && { type: 'new', topicId: null })
  const [words, setWords] = useState('')
  const [topic, setTopic] = useState<EditedTopic>()
  const [isImporting, setIsImporting] = useState(false)
  const chosenId = shown?.type === 'question' ? shown.entryId : undefined
  const chosen = nodes.find(({ entryId }) => entryId === chosenId)

  const choose = (node: RobotNode) => node.kind === 'question' && setShown({ type: 'question', entryId: node.entryId })
  const close = () => {
    setShown(undefined)
    onSettled()
  }

  if (tree.isError) return <FailureState error={tree.error} onRetry={() => void tree.refetch()} />
  return (
    <div className={styles.columns}>
      <section className={styles.list}>
        <div className={styles.tools}>
          <Button
            type="primary"
            icon={<Plus size={15} />}
            onClick={() => setShown({ type: 'new', topicId: chosen?.topicId ?? null })}
          >
            {t('robot.add')}
          </Button>
          <Tooltip title={t('robot.addTopic')}>
            <Button
              icon={<FolderPlus size={16} />}
              aria-label={t('robot.addTopic')}
              onClick={() => setTopic({ parentId: null })}
            />
          </Tooltip>
          <span className={styles.space} />
          <Button icon={<Upload size={15} />} onClick={() => setIsImporting(true)}>
            {t('robot.import')}
          </Button>
          <ExportButton />
        </div>
        <div className={styles.search}>
          <Input
            allowClear
            variant="filled"
            prefix={<Search size={15} />}
            placeholder={t('robot.search')}
            aria-label={t('robot.search')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        {tree.isPending ? (
          <Skeleton rows={8} />
        ) : nodes.length === 0 ? (
          <EmptyState icon={<Bot size={24} />} title={t('robot.none')} hint={t('robot.noneHint')} />
        ) : (
          <EntryTree
            byTopic={byTopic}
            words={words}
            chosenId={chosenId}
            onChoose={choose}
            onAdd={(topicId) => setShown({ type: 'new', topicId })}
            onEdit={(node) => setTopic({ node })}
            onRemove={(node) => knowledge.remove(node, close)}
            onMove={knowledge.move}
          />
        )}
        <p className={styles.foot}>
          {t('robot.summary', { count: nodes.filter(({ kind }) => kind === 'question').length })}
        </p>
      </section>
      <section className={styles.pane}>
        {shown ? (
          <QuestionPane
            key={shown.type === 'new' ? `new ${shown.topicId}` : shown.entryId}
            entryId={chosenId}
            topicId={shown.type === 'new' ? shown.topicId : null}
            asked={shown.type === 'new' ? asked : undefined}
            byTopic={byTopic}
            onSaved={(entryId) => {
              onSettled()
              setShown({ type: 'question', entryId })
              void refresh()
            }}
            onClose={close}
          />
        ) : (
          <TryBox onChoose={(entryId) => setShown({ type: 'question', entryId })} />
        )}
      </section>
      {topic && (
        <TopicDialog
          topic={topic}
          onClose={() => setTopic(undefined)}
          onSaved={() => {
            setTopic(undefined)
            void refresh()
          }}
        />
      )}
      {isImporting && (
        <ImportDialog
          onClose={() => setIsImporting(false)}
          onImported={() => {
            setIsImporting(false)
            void refresh()
          }}
        />
      )}
    </div>
  )
}
