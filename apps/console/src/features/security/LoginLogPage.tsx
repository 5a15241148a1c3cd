import type { LoginRecord } from '@youwen/contract'
import { Table, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { momentOf } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'

const colorOf = {
  succeeded: 'green',
  failed: 'red',
  throttled: 'orange',
  logged_out: 'default',
  ended: 'default',
} as const

export function LoginLogPage() {
  const { t } = useTranslation()
  const clock = useClock()
  const log = usePaged((page) => queries.security.logins.call({ limit: 50, ...page }), ['logins'])

  const columns: TableColumnsType<LoginRecord> = [
    {
      title: t('security.log.at'),
      dataIndex: 'at',
      width: 180,
      className: 'num',
      render: (at) => momentOf(clock, new Date(at)),
    },
    { title: t('security.login.account'), dataIndex: 'account', ellipsis: true },
    {
      title: t('security.log.outcome'),
      dataIndex: 'outcome',
      width: 130,
      render: (outcome: LoginRecord['outcome']) => (
        <Tag color={colorOf[outcome]}>{t(`security.outcome.${outcome}`)}</Tag>
      ),
    },
    { title: 'IP', dataIndex: 'ip', width: 140, className: 'num' },
    { title: t('visitor.region'), dataIndex: 'region', ellipsis: true },
    { title: t('visitor.device'), dataIndex: 'device', ellipsis: true },
  ]

  return (
    <Page title={t('security.log.logins')} hint={t('security.log.loginsHint')} isWide>
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
          locale={{ emptyText: <EmptyState title={t('security.log.none')} /> }}
        />
      )}
      <MoreButton of={log} />
    </Page>
  )
}
