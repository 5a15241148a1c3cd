import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Group, SaveGroup } from '@youwen/contract'
import { App, Button, Form, Input, Modal, Select, Table, type TableColumnsType } from 'antd'
import { Pencil, Plus, Trash2, UsersRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMay } from '../../platform/me.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import { treeOf, withinOf } from './group-tree.ts'

export function GroupsPage() {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const cache = useQueryClient()
  const mayManage = useMay('team.manage')
  const groups = useQuery(queries.team.groups.queryOptions())
  const agents = useQuery(queries.team.agents.queryOptions())
  const [edited, setEdited] = useState<Group | 'new'>()
  const tree = useMemo(() => treeOf(groups.data ?? []), [groups.data])
  const nameOf = (agentId: string | null) => agents.data?.find((agent) => agent.agentId === agentId)?.name ?? ''
  const refresh = () => cache.invalidateQueries({ queryKey: queries.team.key() })

  const remove = (group: Group) =>
    modal.confirm({
      title: t('team.removeGroupTitle', { name: group.name }),
      content: t('team.removeGroupHint', { count: group.memberIds.length }),
      okText: t('app.remove'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await api.team.removeGroup({ groupId: group.groupId })
        } catch (error) {
          void message.error(describe(error))
        }
        await refresh()
      },
    })

  const columns: TableColumnsType<Group> = [
    { title: t('team.group'), dataIndex: 'name', ellipsis: true },
    { title: t('team.leader'), width: 140, ellipsis: true, render: (_, group) => nameOf(group.leaderId) },
    {
      title: t('team.members'),
      ellipsis: true,
      render: (_, group) => group.memberIds.map(nameOf).filter(Boolean).join('、'),
    },
    {
      width: 88,
      align: 'right',
      render: (_, group) =>
        mayManage && (
          <>
            <Button
              type="text"
              size="small"
              icon={<Pencil size={15} />}
              aria-label={t('app.editNamed', { name: group.name })}
              onClick={() => setEdited(group)}
            />
            <Button
              type="text"
              size="small"
              danger
              icon={<Trash2 size={15} />}
              aria-label={t('app.removeNamed', { name: group.name })}
              onClick={() => remove(group)}
            />
          </>
        ),
    },
  ]

  return (
    <Page
      isWide
      title={t('team.groups')}
      hint={t('team.groupsHint')}
      actions={
        mayManage && (
          <Button type="primary" icon={<Plus size={16} />} onClick={() => setEdited('new')}>
            {t('team.addGroup')}
          </Button>
        )
      }
    >
      {groups.isError ? (
        <FailureState error={groups.error} onRetry={() => void groups.refetch()} />
      ) : (
        <Table
          size="middle"
          rowKey="groupId"
          columns={columns}
          dataSource={tree}
          loading={groups.isPending}
          pagination={false}
          expandable={{ defaultExpandAllRows: true }}
          locale={{
            emptyText: (
              <EmptyState icon={<UsersRound size={24} />} title={t('team.noGroups')} hint={t('team.noGroupsHint')} />
            ),
          }}
        />
      )}
      {edited && (
        <GroupDialog
          group={edited === 'new' ? undefined : edited}
          groups={groups.data ?? []}
          agents={agents.data?.map((agent) => ({ value: agent.agentId, label: agent.name })) ?? []}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined)
            void message.success(t('app.saved'))
            void refresh()
          }}
        />
      )}
    </Page>
  )
}

interface DialogProps {
  readonly group: Group | undefined
  readonly groups: readonly Group[]
  readonly agents: { value: string; label: string }[]
  readonly onClose: () => void
  readonly onSaved: () => void
}

function GroupDialog({ group, groups, agents, onClose, onSaved }: DialogProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<SaveGroup>()
  const { isBusy, saving } = useSaving(form)
  // A group cannot lie within itself.
  const forbidden = group ? withinOf(groups, group.groupId) : new Set<string>()

  async function save(fields: SaveGroup) {
    const request = { ...fields, parentId: fields.parentId ?? null, leaderId: fields.leaderId ?? null }
    await saving(async () => {
      if (group) await api.team.saveGroup({ ...request, groupId: group.groupId })
      else await api.team.addGroup(request)
      onSaved()
    })
  }

  return (
    <Modal
      open
      centered
      title={group ? t('team.editGroup') : t('team.addGroup')}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<SaveGroup> form={form} layout="vertical" initialValues={group ?? { memberIds: [] }} onFinish={save}>
        <Form.Item name="name" label={t('team.groupName')} rules={[{ required: true, message: t('app.needed') }]}>
          <Input maxLength={40} autoFocus placeholder={t('team.groupExample')} />
        </Form.Item>
        <Form.Item name="parentId" label={t('team.parent')}>
          <Select
            allowClear
            placeholder={t('team.noParent')}
            options={groups
              .filter((each) => !forbidden.has(each.groupId))
              .map((each) => ({ value: each.groupId, label: each.name }))}
          />
        </Form.Item>
        <Form.Item name="memberIds" label={t('team.members')}>
          <Select mode="multiple" optionFilterProp="label" options={agents} />
        </Form.Item>
        <Form.Item name="leaderId" label={t('team.leader')}>
          <Select allowClear showSearch optionFilterProp="label" options={agents} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
