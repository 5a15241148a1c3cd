import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { UnansweredQuestion } from '@youwen/contract'
import { App, Button, Table, type TableColumnsType } from 'antd'
import { CircleCheck, Plus, Split, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { useClock } from '../../../platform/me.ts'
import { shortMoment } from '../../../platform/time.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureState } from '../../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../../ui/Paged.tsx'
import styles from '../RobotPage.module.css'
import { VariantDialog } from './VariantDialog.tsx'

const listKey = ['robot', 'unanswered']

/** What visitors asked and the robot did not know: each becomes an answer, another way to ask, or nothing. */
export function UnansweredList({ onTeach }: { onTeach: (question: UnansweredQuestion) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const clock = useClock()
  const cache = useQueryClient()
  const list = usePaged((page) => queries.robot.unanswered.call({ limit: 50, ...page }), listKey)
  const [placing, setPlacing] = useState<UnansweredQuestion>()
  const changed = () => void cache.invalidateQueries({ queryKey: ['paged', ...listKey] })
  const dismiss = useMutation({
    mutationFn: ({ questionId }: UnansweredQuestion) => api.robot.dismiss({ questionId }),
    onSettled: changed,
    onError: (error) => void message.error(describe(error)),
  })

  const columns: TableColumnsType<UnansweredQuestion> = [
    { title: t('robot.unanswered.text'), dataIndex: 'text', ellipsis: true },
    { title: t('robot.unanswered.count'), dataIndex: 'count', width: 90, align: 'right', className: 'num' },
    {
      title: t('robot.unanswered.lastAt'),
      width: 120,
      className: 'num',
      render: (_, { lastAt }) => shortMoment(clock, new Date(lastAt), new Date()),
    },
    {
      width: 300,
      align: 'right',
      render: (_, question) => (
        <>
          <Button size="small" icon={<Plus size={14} />} onClick={() => onTeach(question)}>
            {t('robot.unanswered.teach')}
          </Button>{' '}
          <Button size="small" icon={<Split size={14} />} onClick={() => setPlacing(question)}>
            {t('robot.unanswered.variant')}
          </Button>{' '}
          <Button
            size="small"
            type="text"
            icon={<X size={15} />}
            aria-label={t('robot.unanswered.dismiss', { text: question.text })}
            title={t('robot.unanswered.dismissShort')}
            onClick={() => dismiss.mutate(question)}
          />
        </>
      ),
    },
  ]
  return (
    <div className={styles.scroll}>
      {list.isError ? (
        <FailureState error={list.error} onRetry={list.retry} />
      ) : !list.isPending && list.items.length === 0 ? (
        <EmptyState
          icon={<CircleCheck size={24} />}
          title={t('robot.unanswered.none')}
          hint={t('robot.unanswered.noneHint')}
        />
      ) : (
        <>
          <Table
            rowKey="questionId"
            size="middle"
            loading={list.isPending}
            columns={columns}
            dataSource={list.items}
            pagination={false}
            scroll={{ x: 640 }}
          />
          <MoreButton of={list} />
        </>
      )}
      {placing && (
        <VariantDialog
          question={placing}
          onClose={() => setPlacing(undefined)}
          onDone={() => {
            setPlacing(undefined)
            changed()
          }}
        />
      )}
    </div>
  )
}
