import type { RobotImportPlan } from '@youwen/contract'
import { Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../../platform/i18n.ts'
import styles from './ImportDialog.module.css'

/** What an import will change, or each row that stands in its way. */
export function Plan({ name, plan }: { name: string; plan: RobotImportPlan }) {
  const { t } = useTranslation()
  const { bad, badCount, sample } = plan
  return (
    <>
      <p className={styles.hint}>{name}</p>
      <p className={styles.figures}>
        {(['added', 'changed', 'unchanged', 'newTopics'] as const).map((figure) => (
          <span key={figure}>
            {t(`robot.plan.${figure}`)} <b className="num">{plan[figure]}</b>
          </span>
        ))}
        {badCount > 0 && (
          <span className={styles.bad}>
            {t('robot.plan.bad')} <b className="num">{badCount}</b>
          </span>
        )}
      </p>
      {badCount > 0 ? (
        <>
          <p className={styles.hint}>{t('robot.plan.badHint')}</p>
          <Table
            size="small"
            rowKey={({ row, column, code }) => `${row} ${column} ${code}`}
            dataSource={bad}
            pagination={false}
            scroll={{ y: 280 }}
            columns={[
              { title: t('robot.plan.row'), dataIndex: 'row', width: 64, className: 'num' },
              {
                title: t('robot.plan.column'),
                width: 110,
                render: (_, { column }) => (column === null ? '' : textFor(`robot.column.${column}`, column)),
              },
              { title: t('robot.plan.reason'), render: (_, { code }) => textFor(`robot.bad.${code}`, code) },
              { title: t('robot.plan.value'), dataIndex: 'value', ellipsis: true, width: 200 },
            ]}
          />
        </>
      ) : sample.length > 0 ? (
        <Table
          size="small"
          rowKey="row"
          dataSource={sample}
          pagination={false}
          scroll={{ y: 280 }}
          columns={[
            {
              width: 76,
              render: (_, { change }) => (
                <Tag color={change === 'added' ? 'success' : 'processing'}>{t(`robot.plan.${change}`)}</Tag>
              ),
            },
            { title: t('robot.column.topic'), dataIndex: 'topic', ellipsis: true, width: 160 },
            { title: t('robot.column.title'), dataIndex: 'title', ellipsis: true },
          ]}
        />
      ) : (
        <p className={styles.hint}>{t('robot.plan.nothing')}</p>
      )}
    </>
  )
}
