import type { SentInvite } from '@youwen/contract'
import { Button, Table, type TableColumnsType } from 'antd'
import { BellRing } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../../platform/api.ts'
import { useClock } from '../../../platform/me.ts'
import { minuteOf } from '../../../platform/time.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureState } from '../../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../../ui/Paged.tsx'
import styles from './InviteResultsPage.module.css'
import type { Period } from './period.ts'

/** One invitation a line, latest first, and the way to what came of it. */
export function SentList({
  period,
  onOpenConversation,
}: {
  period: Period
  onOpenConversation: (conversationId: string) => void
}) {
  const { t } = useTranslation()
  const clock = useClock()
  const sent = usePaged((page) => queries.invite.list.call({ ...period, ...page, limit: 50 }), ['invitations', period])
  const columns: TableColumnsType<SentInvite> = [
    {
      title: t('invite.sentAt'),
      width: 120,
      className: 'num',
      render: (_, { sentAt }) => minuteOf(clock, new Date(sentAt)),
    },
    {
      title: t('visitor.one'),
      width: 160,
      ellipsis: true,
      dataIndex: 'visitorName',
    },
    { title: t('monitor.agent'), width: 120, ellipsis: true, dataIndex: 'agentName' },
    { title: t('invite.text'), ellipsis: true, dataIndex: 'text' },
    {
      title: t('invite.way'),
      width: 120,
      render: (_, { kind }) => t(kind === 'invite' ? 'invite.ask' : 'invite.openByItself'),
    },
    {
      title: t('invite.result'),
      width: 120,
      render: (_, { outcome, kind, isSeen }) => (
        <span className={styles.outcome} data-outcome={outcome}>
          {kind === 'force' && outcome !== 'waiting'
            ? t(outcome === 'accepted' ? 'invite.outcome.opened' : 'invite.outcome.unopened')
            : t(outcome === 'expired' && !isSeen ? 'invite.outcome.unseen' : `invite.outcome.${outcome}`)}
        </span>
      ),
    },
    {
      title: t('invite.came'),
      width: 200,
      render: (_, { conversationId, quality }) =>
        conversationId && (
          <span className={styles.came}>
            <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onOpenConversation(conversationId)}>
              {t('visitor.openConversation')}
            </Button>
            {quality && <small>{t(`quality.name.${quality}`)}</small>}
          </span>
        ),
    },
  ]
  if (sent.isError) return <FailureState error={sent.error} onRetry={sent.retry} />
  return (
    <>
      <Table
        size="middle"
        rowKey="inviteId"
        columns={columns}
        dataSource={sent.items}
        loading={sent.isPending}
        pagination={false}
        scroll={{ x: 1040 }}
        locale={{ emptyText: <EmptyState icon={<BellRing size={24} />} title={t('invite.none')} /> }}
      />
      <MoreButton of={sent} />
    </>
  )
}
