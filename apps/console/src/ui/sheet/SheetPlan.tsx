import type { BadRow } from '@youwen/contract'
import { Table, type TableColumnsType, Tag } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../platform/i18n.ts'
import styles from './Sheet.module.css'

/** A feature whose texts have `column`, `bad` and `plan`. */
type Word = 'phrase' | 'catalog' | 'sensitive' | 'robot'

interface Props {
  /** Whose words say what a column and a fault are. */
  readonly of: Word
  readonly fileName: string
  /** By name. What is new and what changes is always said, the rest where there is any. */
  readonly figures: Readonly<Record<string, number>>
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
        {Object.entries({ ...figures, bad: badCount })
          .filter(([name, value]) => value > 0 || name === 'added' || name === 'changed')
          .map(([name, value]) => (
            <div key={name} data-kind={name}>
              <dd className="num">{value}</dd>
              <dt>{textFor(`${of}.plan.${name}`, name)}</dt>
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

type SampleRow = { readonly row: number; readonly change: 'added' | 'changed' }

interface SampleProps<Row extends SampleRow> {
  readonly of: Word
  readonly title: string
  /** Behind the one that says whether it is new. */
  readonly columns: TableColumnsType<Row>
  readonly rows: readonly Row[]
  readonly more: string | null
}

/** The first of the changes. */
export function SheetSample<Row extends SampleRow>({ of, title, columns, rows, more }: SampleProps<Row>) {
  const change: TableColumnsType<Row>[number] = {
    width: 80,
    render: (_, row) => (
      <Tag color={row.change === 'added' ? 'success' : 'processing'}>
        {textFor(`${of}.plan.${row.change}`, row.change)}
      </Tag>
    ),
  }
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      <Table
        size="small"
        rowKey="row"
        columns={[change, ...columns]}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ y: 280 }}
      />
      {more && <p className={styles.hint}>{more}</p>}
    </section>
  )
}

export const SheetHint = ({ text }: { text: string }) => <p className={styles.hint}>{text}</p>
