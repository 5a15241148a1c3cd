import { useQuery } from '@tanstack/react-query'
import type { AssistantTask } from '@youwen/contract'
import { Progress, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

/** What the model was asked this month, and how much of what the month allows that was. */
export function Usage({ monthlyAllowance }: { monthlyAllowance: number | null }) {
  const { t } = useTranslation()
  const { locale } = useClock()
  const usage = useQuery(queries.assistant.usage.queryOptions())
  if (usage.isPending) return <Skeleton rows={3} />
  if (usage.isError) return <FailureState error={usage.error} onRetry={() => void usage.refetch()} />
  const { tasks, tokens } = usage.data
  if (tasks.length === 0) return <p>{t('assistant.unused')}</p>
  const count = (value: number) => value.toLocaleString(locale)
  return (
    <>
      {monthlyAllowance !== null && (
        <Progress
          percent={Math.min(100, Math.round((tokens / monthlyAllowance) * 100))}
          status={tokens >= monthlyAllowance ? 'exception' : 'normal'}
          format={() => `${count(tokens)} / ${count(monthlyAllowance)}`}
          size={['100%', 8]}
        />
      )}
      <Table
        size="small"
        rowKey="task"
        pagination={false}
        dataSource={tasks}
        columns={[
          {
            dataIndex: 'task',
            title: t('assistant.what'),
            render: (task: AssistantTask) => t(`assistant.task.${task}.title`),
          },
          { dataIndex: 'calls', title: t('assistant.calls'), align: 'right', render: count },
          { dataIndex: 'failures', title: t('assistant.failures'), align: 'right', render: count },
          { dataIndex: 'promptTokens', title: t('assistant.promptTokens'), align: 'right', render: count },
          { dataIndex: 'completionTokens', title: t('assistant.completionTokens'), align: 'right', render: count },
        ]}
      />
    </>
  )
}
