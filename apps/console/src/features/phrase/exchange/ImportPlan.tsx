import type { BadRow, PhraseImportPlan } from '@youwen/contract'
import { Table, type TableColumnsType, Tag } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../../platform/i18n.ts'
import styles from './ImportDialog.module.css'

type Sample = PhraseImportPlan['sample'][number]

/** What an import will change, or why it cannot be done. */
export function ImportPlan({ name, plan }: { name: string; plan: PhraseImportPlan }) {
  const { t } = useTranslation()
  const { added, changed, unchanged, newFolders, bad, badCount, sample } = plan
  const figures = [
    { name: 'added', value: added },
    { name: 'changed', value: changed },
    { name: 'unchanged', value: unchanged },
    { name: 'newFolders', value: newFolders },
    { name: 'bad', value: badCount },
  ] as const

  const badColumns: TableColumnsType<BadRow> = [
    { title: t('phrase.plan.row'), dataIndex: 'row', width: 64, className: 'num' },
    {
      title: t('phrase.plan.column'),
      width: 90,
      render: (_, { column }) => (column === null ? '' : textFor(`phrase.column.${column}`, column)),
    },
    { title: t('phrase.plan.reason'), render: (_, { code }) => textFor(`phrase.bad.${code}`, code) },
    { title: t('phrase.plan.value'), dataIndex: 'value', ellipsis: true, width: 180 },
  ]
  const sampleColumns: TableColumnsType<Sample> = [
    {
      width: 70,
      render: (_, { change }) => (
        <Tag color={change === 'added' ? 'success' : 'processing'}>{t(`phrase.plan.${change}`)}</Tag>
      ),
    },
    { title: t('phrase.column.folder'), dataIndex: 'folder', ellipsis: true, width: 130 },
    { title: t('phrase.column.title'), dataIndex: 'title', ellipsis: true, width: 150 },
    { title: t('phrase.column.content'), dataIndex: 'text', ellipsis: true },
  ]
  const isNothing = added + changed + newFolders + badCount === 0

  return (
    <>
      <p className={styles.name}>
        <FileSpreadsheet size={16} />
        {name}
      </p>
      <dl className={styles.figures}>
        {figures
          .filter(({ value, name: figure }) => value > 0 || figure === 'added' || figure === 'changed')
          .map(({ name: figure, value }) => (
            <div key={figure} data-kind={figure}>
              <dd className="num">{value}</dd>
              <dt>{t(`phrase.plan.${figure}`)}</dt>
            </div>
          ))}
      </dl>
      {isNothing && <p className={styles.hint}>{t('phrase.plan.nothing')}</p>}
      {badCount > 0 && (
        <section className={styles.part} aria-label={t('phrase.plan.bad')}>
          <h3 className={styles.bad}>{t('phrase.plan.badTitle', { count: badCount })}</h3>
          <p className={styles.hint}>{t('phrase.plan.badHint')}</p>
          <Table
            size="small"
            rowKey={({ row, column, code }) => `${row} ${column} ${code}`}
            columns={badColumns}
            dataSource={bad}
            pagination={false}
            scroll={{ y: 240 }}
          />
          {badCount > bad.length && (
            <p className={styles.hint}>{t('phrase.plan.badMore', { count: badCount - bad.length })}</p>
          )}
        </section>
      )}
      {badCount === 0 && sample.length > 0 && (
        <section className={styles.part} aria-label={t('phrase.plan.sampleTitle')}>
          <h3>{t('phrase.plan.sampleTitle')}</h3>
          <Table
            size="small"
            rowKey="row"
            columns={sampleColumns}
            dataSource={sample}
            pagination={false}
            scroll={{ y: 280 }}
          />
          {added + changed > sample.length && (
            <p className={styles.hint}>{t('phrase.plan.sampleMore', { count: added + changed - sample.length })}</p>
          )}
        </section>
      )}
    </>
  )
}
