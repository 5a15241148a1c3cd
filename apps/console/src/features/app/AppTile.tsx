import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { OptionalApp } from '@youwen/contract'
import { App, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import styles from './AppTile.module.css'
import type { ShownApp } from './shown-app.ts'

interface Props {
  readonly shown: ShownApp
  readonly isOff: boolean
  /** The app, when this agent may switch it. */
  readonly switchable: OptionalApp | undefined
}

export function AppTile({ shown: { app, icon: Icon, name, about, open }, isOff, switchable }: Props) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const cache = useQueryClient()
  const turn = useMutation({
    mutationFn: (isOn: boolean) => api.app.switch({ app: switchable as OptionalApp, isOn }),
    onSuccess: (entries, isOn) => {
      cache.setQueryData(queries.app.list.queryKey(), entries)
      void message.success(t(isOn ? 'apps.turnedOn' : 'apps.turnedOff', { name }))
    },
    onError: (error) => void message.error(describe(error)),
  })

  const change = (isOn: boolean) =>
    isOn
      ? turn.mutate(true)
      : modal.confirm({
          title: t('apps.switchOffTitle', { name }),
          content: t('apps.switchOffHint'),
          okText: t('apps.turnOff'),
          okButtonProps: { danger: true },
          onOk: () => turn.mutateAsync(false).catch(() => undefined),
        })

  return (
    <li className={styles.tile} data-off={isOff}>
      <button type="button" data-tile={app} className={styles.open} disabled={isOff} onClick={open}>
        <span className={styles.icon} data-app={app}>
          <Icon size={22} strokeWidth={1.8} />
        </span>
        <span className={styles.words}>
          <b>{name}</b>
          <span>{about}</span>
        </span>
      </button>
      {switchable && (
        <Switch
          size="small"
          className={styles.switch ?? ''}
          checked={!isOff}
          loading={turn.isPending}
          aria-label={t('apps.switch', { name })}
          onChange={change}
        />
      )}
    </li>
  )
}
