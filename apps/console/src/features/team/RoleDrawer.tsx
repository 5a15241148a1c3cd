import type { Role, SaveRole } from '@youwen/contract'
import { dataScopes, permissions } from '@youwen/contract/permission'
import { Alert, Button, Checkbox, Drawer, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { textFor } from '../../platform/i18n.ts'
import { useWidth } from '../../platform/width.ts'
import styles from './RoleDrawer.module.css'
import { roleName } from './role-name.ts'

/** `conversation.serve` belongs to 对话: codes carry their group in front. */
const groups = Object.entries(Object.groupBy(permissions, (code) => code.split('.')[0] ?? code))

interface Props {
  readonly role: Role | undefined
  readonly isReadOnly: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function RoleDrawer({ role, isReadOnly, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const width = useWidth()
  const [form] = Form.useForm<SaveRole>()
  const [failure, setFailure] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)

  async function save(fields: SaveRole) {
    setIsBusy(true)
    setFailure(undefined)
    // Built-in roles keep the name they have.
    const request = { ...fields, name: fields.name ?? role?.name ?? '' }
    try {
      if (role) await api.team.saveRole({ ...request, roleId: role.roleId })
      else await api.team.addRole(request)
      onSaved()
    } catch (error) {
      setFailure(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Drawer
      open
      size={Math.min(520, width)}
      title={role ? roleName(role, t) : t('team.addRole')}
      onClose={onClose}
      extra={
        !isReadOnly && (
          <Button type="primary" loading={isBusy} onClick={() => form.submit()}>
            {t('app.save')}
          </Button>
        )
      }
    >
      {failure && <Alert type="error" showIcon title={failure} role="alert" style={{ marginBottom: 16 }} />}
      {role && !isReadOnly && role.agentCount > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('team.roleChangeHint', { count: role.agentCount })}
          style={{ marginBottom: 16 }}
        />
      )}
      <Form<SaveRole>
        form={form}
        layout="vertical"
        disabled={isReadOnly}
        initialValues={role ?? { permissions: ['conversation.serve', 'visitor.view', 'team.view'], dataScope: 'own' }}
        onFinish={save}
      >
        {!role?.builtIn && (
          <Form.Item name="name" label={t('team.roleName')} rules={[{ required: true, message: t('app.needed') }]}>
            <Input maxLength={40} autoFocus={!role} />
          </Form.Item>
        )}
        <Form.Item name="dataScope" label={t('team.dataScope')} extra={t('team.dataScopeHint')}>
          <Radio.Group options={dataScopes.map((scope) => ({ value: scope, label: t(`team.scope.${scope}`) }))} />
        </Form.Item>
        <Form.Item name="permissions" label={t('team.permissions')}>
          <Checkbox.Group className={styles.groups ?? ''}>
            {groups.map(([group, codes]) => (
              // biome-ignore lint/a11y/useSemanticElements: antd's forms restyle a fieldset's legend
              <div key={group} role="group" aria-labelledby={`permissions-${group}`} className={styles.group}>
                <h3 id={`permissions-${group}`}>{textFor(`permission.group.${group}`, group)}</h3>
                {codes?.map((code) => (
                  <Checkbox key={code} value={code} className={styles.permission ?? ''}>
                    {textFor(`permission.${code}.title`, code)}
                    <small>{textFor(`permission.${code}.hint`, '')}</small>
                  </Checkbox>
                ))}
              </div>
            ))}
          </Checkbox.Group>
        </Form.Item>
      </Form>
    </Drawer>
  )
}
