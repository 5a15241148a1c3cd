import type { InviteFigures } from '@youwen/contract'
import { Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './InviteResultsPage.module.css'
import { rate } from './rate.ts'

interface Line extends InviteFigures {
  readonly key: string
  readonly name: ReactNode
}
interface Props {
  readonly title: string
  readonly lines: readonly Line[]
  readonly total: InviteFigures
}

const names = [
  'seen',
  'accepted',
  'refused',
  'ignored',
  'forced',
  'opened',
  'conversations',
  'valid',
  'phones',
] as const

/** What came of invitations, a line each, and the sum below. */
export function ResultsTable({ title, lines, total }: Props) {
  const { t } = useTranslation()
  const figure = { align: 'right', className: 'num' } as const
  const countOf = (name: keyof InviteFigures) => ({
    ...figure,
    dataIndex: name,
    sorter: (a: Line, b: Line) => a[name] - b[name],
    sortDirections: ['descend' as const, 'ascend' as const],
    render: (count: number) => (count === 0 ? <i className={styles.none}>0</i> : count),
  })
  const acceptRate = ({ accepted, asked }: InviteFigures) => (asked === 0 ? -1 : accepted / asked)
  const columns: TableColumnsType<Line> = [
    { title, width: 220, fixed: 'left', dataIndex: 'name', ellipsis: true },
    { title: t('invite.asked'), width: 100, ...countOf('asked') },
    {
      title: t('invite.acceptRate'),
      width: 128,
      ...figure,
      sorter: (a, b) => acceptRate(a) - acceptRate(b),
      sortDirections: ['descend', 'ascend'],
      render: (_, line) => <Share of={line} />,
    },
    ...names.map((name) => ({ title: t(`invite.column.${name}`), width: 100, ...countOf(name) })),
  ]
  return (
    <Table<Line>
      size="middle"
      columns={columns}
      dataSource={[...lines]}
      pagination={lines.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      scroll={{ x: 1340 }}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0}>{t('invite.total')}</Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right" className="num">
            {total.asked}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={2} align="right" className="num">
            {rate(total.accepted, total.asked)}
          </Table.Summary.Cell>
          {names.map((name, index) => (
            <Table.Summary.Cell key={name} index={index + 3} align="right" className="num">
              {total[name]}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  )
}

/** A bar says it before the figure is read. */
const Share = ({ of: { accepted, asked } }: { of: InviteFigures }) => (
  <span className={styles.share}>
    {asked > 0 && (
      <span className={styles.track}>
        <i style={{ width: `${(accepted / asked) * 100}%` }} />
      </span>
    )}
    <b>{rate(accepted, asked)}</b>
  </span>
)
