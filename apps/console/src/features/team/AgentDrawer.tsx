import { useQuery } from '@tanstack/react-query'
import type { Agent, SaveAgent } from '@youwen/contract'
import { Alert, Button, Drawer, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe, fieldErrors } from '../../platform/failure.ts'
import { useWidth } from '../../platform/width.ts'
import { roleName } from './role-name.ts'

interface Props {
  /** Absent for a new one. */
  readonly agent: Agent | undefined
  readonly onClose: () => void
  /** A new agent comes with a one-time password. */
  readonly onSaved: (created?: { name: string; password: string }) => void
}

export function AgentDrawer({ agent, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const width = useWidth()
  const [form] = Form.useForm<SaveAgent>()
  const [failure, setFailure] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const roles = useQuery(queries.team.roles.queryOptions())
  const groups = useQuery(queries.team.groups.queryOptions())
  const sites = useQuery(queries.company.sites.queryOptions())

  async function save(fields: SaveAgent) {
    setIsBusy(true)
    setFailure(undefined)
    try {
      if (agent) {
        await api.team.saveAgent({ ...fields, agentId: agent.agentId })
        onSaved()
      } else {
        const { oneTimePassword } = await api.team.addAgent(fields)
        onSaved({ name: fields.name, password: oneTimePassword })
      }
    } catch (error) {
      form.setFields(fieldErrors(error) as Parameters<typeof form.setFields>[0])
      setFailure(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  const required = { required: true, message: t('app.needed') }
  // The owner's role is fixed; nobody else can be made owner.
  const roleOptions = roles.data
    ?.filter((role) => role.builtIn !== 'owner' || agent?.isOwner)
    .map((role) => ({ value: role.roleId, label: roleName(role, t) }))

  return (
    <Drawer
      open
      size={Math.min(480, width)}
      title={agent ? t('team.editAgent', { name: agent.name }) : t('team.addAgent')}
      onClose={onClose}
      extra={
        <Button type="primary" loading={isBusy} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>
      }
    >
      {failure && <Alert type="error" showIcon title={failure} role="alert" style={{ marginBottom: 16 }} />}
      <Form<SaveAgent>
        form={form}
        layout="vertical"
        initialValues={agent ?? { capacity: 10, isEnabled: true, groupIds: [], siteIds: [], email: '', phone: '' }}
        onFinish={save}
      >
        <Form.Item name="name" label={t('team.name')} rules={[required]}>
          <Input maxLength={40} autoFocus={!agent} />
        </Form.Item>
        <Form.Item name="nickname" label={t('team.nickname')} extra={t('team.nicknameHint')} rules={[required]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item
          name="account"
          label={t('security.login.account')}
          rules={[required, { pattern: /^[A-Za-z0-9][A-Za-z0-9._@-]{1,39}$/, message: t('team.accountRule') }]}
        >
          <Input maxLength={40} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="roleId" label={t('team.role')} rules={[required]}>
          <Select loading={roles.isPending} options={roleOptions ?? []} disabled={agent?.isOwner ?? false} />
        </Form.Item>
        <Form.Item name="groupIds" label={t('team.groups')}>
          <Select
            mode="multiple"
            optionFilterProp="label"
            loading={groups.isPending}
            options={groups.data?.map((group) => ({ value: group.groupId, label: group.name })) ?? []}
          />
        </Form.Item>
        <Form.Item name="siteIds" label={t('team.sites')} extra={t('team.sitesHint')}>
          <Select
            mode="multiple"
            optionFilterProp="label"
            placeholder={t('team.allSites')}
            options={sites.data?.map((site) => ({ value: site.siteId, label: site.name })) ?? []}
          />
        </Form.Item>
        <Form.Item name="capacity" label={t('team.capacity')} extra={t('team.capacityHint')} rules={[required]}>
          <InputNumber min={0} max={500} precision={0} />
        </Form.Item>
        <Form.Item name="email" label={t('team.email')} rules={[{ type: 'email', message: t('error.email') }]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t('team.phone')}>
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="isEnabled" label={t('team.enabled')} extra={t('team.enabledHint')} valuePropName="checked">
          <Switch disabled={agent?.isOwner ?? false} />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
