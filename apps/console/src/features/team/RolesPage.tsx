import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '@youwen/contract'
import { App, Button, Tag } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMay } from '../../platform/me.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { RoleDrawer } from './RoleDrawer.tsx'
import styles from './RolesPage.module.css'
import { roleName } from './role-name.ts'

export function RolesPage() {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const cache = useQueryClient()
  const mayManage = useMay('role.manage')
  const roles = useQuery(queries.team.roles.queryOptions())
  const [edited, setEdited] = useState<Role | 'new'>()
  const refresh = () => cache.invalidateQueries({ queryKey: queries.team.key() })

  const remove = (role: Role) =>
    modal.confirm({
      title: t('team.removeRoleTitle', { name: roleName(role, t) }),
      content: t('team.removeRoleHint'),
      okText: t('app.remove'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await api.team.removeRole({ roleId: role.roleId })
        } catch (error) {
          void message.error(describe(error))
        }
        await refresh()
      },
    })

  return (
    <Page
      title={t('team.roles')}
      hint={t('team.rolesHint')}
      actions={
        mayManage && (
          <Button type="primary" icon={<Plus size={16} />} onClick={() => setEdited('new')}>
            {t('team.addRole')}
          </Button>
        )
      }
    >
      {roles.isPending && <Skeleton rows={5} />}
      {roles.isError && <FailureState error={roles.error} onRetry={() => void roles.refetch()} />}
      <ul className={styles.list}>
        {roles.data?.map((role) => (
          <li key={role.roleId} className={styles.role}>
            <button type="button" className={styles.open} onClick={() => setEdited(role)}>
              <span className={styles.name}>
                {roleName(role, t)} {role.builtIn && <Tag>{t('team.isBuiltIn')}</Tag>}
              </span>
              <span className={styles.detail}>
                {t('team.agentCount', { count: role.agentCount })} · {t(`team.scope.${role.dataScope}`)} ·{' '}
                {t('team.permissionCount', { count: role.permissions.length })}
              </span>
            </button>
            {mayManage && role.builtIn === null && (
              <Button
                type="text"
                danger
                icon={<Trash2 size={16} />}
                disabled={role.agentCount > 0}
                title={role.agentCount > 0 ? t('team.roleInUse') : undefined}
                aria-label={t('app.removeNamed', { name: role.name })}
                onClick={() => remove(role)}
              />
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <RoleDrawer
          role={edited === 'new' ? undefined : edited}
          isReadOnly={!mayManage || (edited !== 'new' && edited.builtIn === 'owner')}
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
