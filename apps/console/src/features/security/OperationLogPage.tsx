import type { AuditRecord } from '@youwen/contract'
import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { textFor } from '../../platform/i18n.ts'
import { useClock } from '../../platform/me.ts'
import { momentOf } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { summaryOfDetail } from './audit-summary.ts'
import styles from './OperationLogPage.module.css'

/** Marks that turn the reading direction are told, not obeyed: they would turn the quotes and commas behind them. */
const jsonOf = (detail: AuditRecord['detail']) =>
  JSON.stringify(detail, null, 2).replace(
    /[\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
  )

export function OperationLogPage() {
  const { t } = useTranslation()
  const clock = useClock()
  const log = usePaged((page) => queries.security.audits.call({ limit: 50, ...page }), ['audits'])

  const columns: TableColumnsType<AuditRecord> = [
    {
      title: t('security.log.at'),
      dataIndex: 'at',
      width: 180,
      className: 'num',
      render: (at) => momentOf(clock, new Date(at)),
    },
    { title: t('security.log.who'), dataIndex: 'agentName', width: 140, ellipsis: true },
    {
      title: t('security.log.action'),
      dataIndex: 'action',
      width: 200,
      render: (action: string) => textFor(`audit.${action}`, action),
    },
    {
      title: t('security.log.detail'),
      dataIndex: 'detail',
      render: (detail: AuditRecord['detail']) => <span className={styles.summary}>{summaryOfDetail(detail)}</span>,
    },
    { title: 'IP', dataIndex: 'ip', width: 140, className: 'num' },
  ]

  return (
    <Page title={t('security.log.operations')} hint={t('security.log.operationsHint')} isWide>
      {log.isError ? (
        <FailureState error={log.error} onRetry={log.retry} />
      ) : (
        <Table
          size="middle"
          rowKey="id"
          columns={columns}
          dataSource={log.items}
          loading={log.isPending}
          pagination={false}
          scroll={{ x: 860 }}
          expandable={{
            rowExpandable: ({ detail }) => Object.keys(detail).length > 0,
            expandedRowRender: ({ detail }) => <pre className={styles.detail}>{jsonOf(detail)}</pre>,
          }}
          locale={{ emptyText: <EmptyState title={t('security.log.none')} /> }}
        />
      )}
      <MoreButton of={log} />
    </Page>
  )
}
