import type { MonitoredAgent } from '@youwen/contract'
import { Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { useNow } from '../../platform/now.ts'
import { durationOf, timeOf } from '../../platform/time.ts'
import styles from './AgentTable.module.css'
import { AgentName, Load, Pace } from './Figures.tsx'
import { timesOf } from './figures.ts'

interface Props {
  readonly agents: readonly MonitoredAgent[]
  readonly actions: (agent: MonitoredAgent) => ReactNode
  readonly onChoose: (agentId: string) => void
}

export function AgentTable({ agents, actions, onChoose }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const figure = { align: 'right', className: 'num' } as const
  const columns: TableColumnsType<MonitoredAgent> = [
    { title: t('monitor.agent'), width: 220, fixed: 'left', render: (_, agent) => <AgentName agent={agent} /> },
    { title: t('monitor.load'), width: 128, render: (_, agent) => <Load agent={agent} /> },
    { title: t('monitor.talksToday'), width: 88, ...figure, dataIndex: 'conversations' },
    {
      title: t('monitor.firstResponse'),
      width: 104,
      ...figure,
      sorter: (a, b) => (a.firstResponseMs ?? -1) - (b.firstResponseMs ?? -1),
      render: (_, agent) => <Pace ms={agent.firstResponseMs} />,
    },
    {
      title: t('monitor.response'),
      width: 104,
      ...figure,
      sorter: (a, b) => (a.responseMs ?? -1) - (b.responseMs ?? -1),
      render: (_, agent) => <Pace ms={agent.responseMs} />,
    },
    {
      title: t('monitor.rating'),
      width: 72,
      ...figure,
      render: (_, { rating }) => (rating === null ? <i className={styles.none}>–</i> : rating.toFixed(1)),
    },
    {
      title: t('monitor.onlineToday'),
      width: 100,
      ...figure,
      render: (_, agent) => <Time agent={agent} of="onlineMs" />,
    },
    { title: t('monitor.busyToday'), width: 92, ...figure, render: (_, agent) => <Time agent={agent} of="busyMs" /> },
    {
      title: t('monitor.login'),
      width: 96,
      align: 'right',
      className: 'num',
      render: (_, { login }) => (login ? timeOf(clock, new Date(login.at)) : <i className={styles.none}>–</i>),
    },
    {
      title: t('monitor.from'),
      width: 200,
      ellipsis: true,
      render: (_, { login }) =>
        login && (
          <span className={styles.from} title={`${login.ip} ${login.region} ${login.device}`}>
            <span className="num">
              {login.ip} {login.region}
            </span>
            <small>{login.device}</small>
          </span>
        ),
    },
    { width: 56, align: 'right', fixed: 'right', render: (_, agent) => actions(agent) },
  ]
  return (
    <div className={styles.table}>
      <Table
        size="middle"
        rowKey="agentId"
        columns={columns}
        dataSource={[...agents]}
        pagination={false}
        scroll={{ x: 1240 }}
        rowClassName={styles.row ?? ''}
        onRow={(agent) => ({
          onClick: (event) => {
            // Menus of the row are drawn elsewhere, but bubble here.
            if (event.currentTarget.contains(event.target as Node)) onChoose(agent.agentId)
          },
        })}
      />
    </div>
  )
}

function Time({ agent, of }: { agent: MonitoredAgent; of: 'onlineMs' | 'busyMs' }) {
  const ms = timesOf(agent, useNow())[of]
  return ms === 0 ? <i className={styles.none}>–</i> : durationOf(ms)
}
