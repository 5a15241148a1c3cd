import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Agent } from '@youwen/contract'
import { App, Button, Dropdown, Input, Table, type TableColumnsType, Tag } from 'antd'
import { Ellipsis, Search, UserPlus, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useLive } from '../../platform/live.ts'
import { useClock, useMay, useMe } from '../../platform/me.ts'
import { momentOf } from '../../platform/time.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { AgentDrawer } from './AgentDrawer.tsx'
import styles from './AgentsPage.module.css'
import { ForceEndDialog } from './ForceEndDialog.tsx'
import { OneTimePassword } from './OneTimePassword.tsx'
import { roleName } from './role-name.ts'
import { StateDot } from './StateDot.tsx'

export function AgentsPage() {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const clock = useClock()
  const cache = useQueryClient()
  const me = useMe()
  const mayManage = useMay('team.manage')
  const mayForceEnd = useMay('agent.force_end')
  const colleagues = useLive((state) => state.colleagues)
  const agents = useQuery(queries.team.agents.queryOptions())
  const roles = useQuery(queries.team.roles.queryOptions())
  const [words, setWords] = useState('')
  const [edited, setEdited] = useState<Agent | 'new'>()
  const [password, setPassword] = useState<{ name: string; password: string }>()
  const [ending, setEnding] = useState<Agent>()

  const reset = useMutation({
    mutationFn: (agent: Agent) => api.team.resetPassword({ agentId: agent.agentId }),
    onSuccess: ({ oneTimePassword }, agent) => setPassword({ name: agent.name, password: oneTimePassword }),
    onError: (error) => void message.error(describe(error)),
  })

  const shown = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    return agents.data?.filter((agent) =>
      [agent.name, agent.nickname, agent.account, String(agent.number)].some((each) =>
        each.toLowerCase().includes(wanted),
      ),
    )
  }, [agents.data, words])

  const roleOf = (agent: Agent) => {
    const role = roles.data?.find((each) => each.roleId === agent.roleId)
    return role ? roleName(role, t) : ''
  }

  const menuOf = (agent: Agent) => [
    ...(mayManage ? [{ key: 'edit', label: t('app.edit'), onClick: () => setEdited(agent) }] : []),
    ...(mayManage
      ? [
          {
            key: 'reset',
            label: t('team.resetPassword'),
            onClick: () =>
              modal.confirm({
                title: t('team.resetTitle', { name: agent.name }),
                content: t('team.resetHint'),
                okText: t('team.resetPassword'),
                onOk: () =>
                  reset.mutateAsync(agent).then(
                    () => undefined,
                    () => undefined,
                  ),
              }),
          },
        ]
      : []),
    ...(mayForceEnd && agent.agentId !== me.agentId
      ? [{ key: 'end', danger: true, label: t('team.forceEnd'), onClick: () => setEnding(agent) }]
      : []),
  ]

  const columns: TableColumnsType<Agent> = [
    {
      title: t('team.agent'),
      width: 220,
      render: (_, agent) => (
        <span className={styles.who}>
          <Avatar id={agent.agentId} name={agent.name} url={agent.avatarUrl} size={32} />
          <span className={styles.names}>
            <span className={styles.name} title={agent.name}>
              {agent.name}
            </span>
            <small>{agent.account}</small>
          </span>
        </span>
      ),
    },
    { title: t('team.number'), dataIndex: 'number', width: 72, className: 'num' },
    { title: t('team.nickname'), dataIndex: 'nickname', width: 130, ellipsis: true },
    { title: t('team.role'), width: 120, ellipsis: true, render: (_, agent) => roleOf(agent) },
    {
      title: t('team.stateTitle'),
      width: 150,
      render: (_, agent) => {
        const colleague = colleagues.get(agent.agentId)
        if (!agent.isEnabled) return <Tag>{t('team.disabled')}</Tag>
        return (
          <span className={`${styles.state} num`}>
            <StateDot state={colleague?.state ?? 'offline'} />
            {t(`team.state.${colleague?.state ?? 'offline'}`)}
            <small>
              {colleague?.load ?? 0} / {agent.capacity}
            </small>
          </span>
        )
      },
    },
    {
      title: t('team.lastLogin'),
      dataIndex: 'lastLoginAt',
      width: 170,
      className: 'num',
      render: (at: string | null) => (at ? momentOf(clock, new Date(at)) : t('team.never')),
    },
    {
      width: 56,
      align: 'right',
      render: (_, agent) => {
        const items = menuOf(agent)
        if (items.length === 0) return null
        return (
          <Dropdown trigger={['click']} menu={{ items }}>
            <Button
              type="text"
              size="small"
              icon={<Ellipsis size={16} />}
              aria-label={t('app.actionsFor', { name: agent.name })}
            />
          </Dropdown>
        )
      },
    },
  ]

  return (
    <Page
      isWide
      title={t('team.agents')}
      hint={t('team.agentsHint')}
      actions={
        <>
          <Input
            prefix={<Search size={15} />}
            allowClear
            placeholder={t('team.find')}
            style={{ width: 220 }}
            onChange={(event) => setWords(event.target.value)}
          />
          {mayManage && (
            <Button type="primary" icon={<UserPlus size={16} />} onClick={() => setEdited('new')}>
              {t('team.addAgent')}
            </Button>
          )}
        </>
      }
    >
      {agents.isError ? (
        <FailureState error={agents.error} onRetry={() => void agents.refetch()} />
      ) : (
        <Table
          size="middle"
          rowKey="agentId"
          columns={columns}
          dataSource={shown ?? []}
          loading={agents.isPending}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 920 }}
          locale={{ emptyText: <EmptyState icon={<Users size={24} />} title={t('team.noneFound')} /> }}
        />
      )}
      {edited && (
        <AgentDrawer
          agent={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={(created) => {
            setEdited(undefined)
            void cache.invalidateQueries({ queryKey: queries.team.key() })
            if (created) setPassword(created)
            else void message.success(t('app.saved'))
          }}
        />
      )}
      {password && <OneTimePassword {...password} onClose={() => setPassword(undefined)} />}
      {ending && <ForceEndDialog agent={ending} onClose={() => setEnding(undefined)} />}
    </Page>
  )
}
