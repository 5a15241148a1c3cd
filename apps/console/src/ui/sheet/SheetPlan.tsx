import type { BadRow } from '@youwen/contract'
import { Table, type TableColumnsType } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../platform/i18n.ts'
import styles from './Sheet.module.css'

interface Props {
  /** Whose words say what a column and a fault are. */
  readonly of: 'phrase' | 'catalog' | 'sensitive'
  readonly fileName: string
  readonly figures: readonly { readonly name: string; readonly title: string; readonly value: number }[]
  readonly bad: readonly BadRow[]
  readonly badCount: number
  /** What will be done, when it can be done. */
  readonly children: ReactNode
}

/** What an import of a spreadsheet would do, or why it cannot be done. */
export function SheetPlan({ of, fileName, figures, bad, badCount, children }: Props) {
  const { t } = useTranslation()
  const columns: TableColumnsType<BadRow> = [
    { title: t('app.sheet.row'), dataIndex: 'row', width: 64, className: 'num' },
    {
      title: t('app.sheet.column'),
      width: 90,
      render: (_, { column }) => (column === null ? '' : textFor(`${of}.column.${column}`, column)),
    },
    { title: t('app.sheet.reason'), render: (_, { code }) => textFor(`${of}.bad.${code}`, code) },
    { title: t('app.sheet.value'), dataIndex: 'value', ellipsis: true, width: 180 },
  ]
  return (
    <>
      <p className={styles.name}>
        <FileSpreadsheet size={16} />
        {fileName}
      </p>
      <dl className={styles.figures}>
        {figures.map(({ name, title, value }) => (
          <div key={name} data-kind={name}>
            <dd className="num">{value}</dd>
            <dt>{title}</dt>
          </div>
        ))}
      </dl>
      {badCount > 0 ? (
        <section className={styles.part} aria-label={t('app.sheet.bad')}>
          <h3 className={styles.bad}>{t('app.sheet.badTitle', { count: badCount })}</h3>
          <p className={styles.hint}>{t('app.sheet.badHint')}</p>
          <Table
            size="small"
            rowKey={({ row, column, code }) => `${row} ${column} ${code}`}
            columns={columns}
            dataSource={[...bad]}
            pagination={false}
            scroll={{ y: 240 }}
          />
          {badCount > bad.length && (
            <p className={styles.hint}>{t('app.sheet.badMore', { count: badCount - bad.length })}</p>
          )}
        </section>
      ) : (
        children
      )}
    </>
  )
}

interface SampleProps<Row extends { readonly row: number }> {
  readonly title: string
  readonly columns: TableColumnsType<Row>
  readonly rows: readonly Row[]
  readonly more: string | null
}

/** The first of the changes. */
export const SheetSample = <Row extends { readonly row: number }>({ title, columns, rows, more }: SampleProps<Row>) => (
  <section className={styles.part} aria-label={title}>
    <h3>{title}</h3>
    <Table size="small" rowKey="row" columns={columns} dataSource={[...rows]} pagination={false} scroll={{ y: 280 }} />
    {more && <p className={styles.hint}>{more}</p>}
  </section>
)

export const SheetHint = ({ text }: { text: string }) => <p className={styles.hint}>{text}</p>
