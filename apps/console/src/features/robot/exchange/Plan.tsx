import type { RobotImportPlan } from '@youwen/contract'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { SheetHint, SheetPlan, SheetSample } from '../../../ui/sheet/SheetPlan.tsx'

/** What an import will change, or each row that stands in its way. */
export function Plan({ name, plan }: { name: string; plan: RobotImportPlan }) {
  const { t } = useTranslation()
  const { added, changed, unchanged, newTopics, bad, badCount, sample } = plan
  const columns: TableColumnsType<RobotImportPlan['sample'][number]> = [
    { title: t('robot.column.topic'), dataIndex: 'topic', ellipsis: true, width: 160 },
    { title: t('robot.column.title'), dataIndex: 'title', ellipsis: true },
  ]
  const more = added + changed - sample.length
  const figures = { added, changed, unchanged, newTopics }
  return (
    <SheetPlan of="robot" fileName={name} figures={figures} bad={bad} badCount={badCount}>
      {added + changed + newTopics === 0 && <SheetHint text={t('robot.plan.nothing')} />}
      {sample.length > 0 && (
        <SheetSample
          of="robot"
          title={t('robot.plan.sampleTitle')}
          columns={columns}
          rows={sample}
          more={more > 0 ? t('robot.plan.sampleMore', { count: more }) : null}
        />
      )}
    </SheetPlan>
  )
}
