import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WebpushKind, WebpushSubscription } from '@youwen/contract'
import { App, Checkbox, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMay } from '../../platform/me.ts'
import { preferences } from '../../platform/preferences.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Section } from '../../ui/Page.tsx'
import { SettingLine } from '../../ui/SettingLine.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { DeviceRow } from './DeviceRow.tsx'
import { canPush, forget, PushUnavailable, subscribe } from './subscription.ts'
import styles from './WebpushSection.module.css'

const allKinds: readonly WebpushKind[] = ['received', 'message', 'transfer', 'mention', 'appointment']

/** D1.7 for the closed tab: on which of my devices I am notified, and of what. */
export function WebpushSection() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const mayDecide = useMay('company.manage')
  const mine = useQuery(queries.webpush.mine.queryOptions())
  const current = mine.data?.subscriptions.find(({ isCurrent }) => isCurrent)
  const refresh = () => cache.invalidateQueries({ queryKey: queries.webpush.mine.key() })

  const failed = (error: unknown) =>
    void message.error(error instanceof PushUnavailable ? t('webpush.unavailable') : describe(error))

  const want = useMutation({
    async mutationFn(kinds: WebpushKind[]) {
      if (kinds.length > 0 && mine.data) {
        if ((await Notification.requestPermission()) !== 'granted')
          return void message.warning(t('app.notices.blocked'))
        await subscribe(mine.data.publicKey, kinds, preferences.get().locale)
      } else {
        preferences.set({ pushKinds: [], pushedTo: '' })
        if (current) await api.webpush.unsubscribe({ webpushSubscriptionId: current.webpushSubscriptionId })
        await forget().catch(() => undefined)
      }
    },
    onError: failed,
    onSettled: refresh,
  })

  async function remove({ webpushSubscriptionId, isCurrent }: WebpushSubscription) {
    if (isCurrent) return want.mutate([])
    try {
      await api.webpush.unsubscribe({ webpushSubscriptionId })
      void message.success(t('webpush.removed'))
    } catch (error) {
      failed(error)
    }
    await refresh()
  }

  return (
    <Section title={t('webpush.title')} hint={t('webpush.hint')}>
      <SettingLine title={t('webpush.isOn')} hint={canPush ? t('webpush.isOnHint') : t('webpush.unsupported')}>
        <Switch
          aria-label={t('webpush.isOn')}
          disabled={!canPush || !mine.data}
          loading={want.isPending}
          checked={current !== undefined}
          onChange={(isOn) => want.mutate(isOn ? [...allKinds] : [])}
        />
      </SettingLine>
      {current && (
        <SettingLine title={t('webpush.kinds')}>
          <Checkbox.Group<WebpushKind>
            value={current.kinds}
            disabled={want.isPending}
            options={allKinds.map((value) => ({ value, label: t(`webpush.kind.${value}`) }))}
            onChange={(kinds) => want.mutate(kinds)}
          />
        </SettingLine>
      )}
      {mayDecide && <ShowsText />}
      {mine.isPending && <Skeleton rows={1} hasAvatar />}
      {mine.isError && <FailureState error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.data && mine.data.subscriptions.length > 0 && (
        <>
          <h3 className={styles.subtitle}>{t('webpush.devices')}</h3>
          <ul>
            {mine.data.subscriptions.map((one) => (
              <DeviceRow key={one.webpushSubscriptionId} subscription={one} onRemove={() => void remove(one)} />
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** For the company: whether lock screens may show what visitors write. */
function ShowsText() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const settings = useQuery(queries.webpush.settings.queryOptions())
  const save = useMutation({
    mutationFn: (showsText: boolean) => api.webpush.saveSettings({ showsText }),
    onSuccess: (saved) => cache.setQueryData(queries.webpush.settings.queryKey(), saved),
    onError: (error) => void message.error(describe(error)),
  })
  return (
    <SettingLine title={t('webpush.showsText')} hint={t('webpush.showsTextHint')}>
      <Switch
        aria-label={t('webpush.showsText')}
        disabled={!settings.data}
        loading={save.isPending}
        checked={settings.data?.showsText ?? false}
        onChange={(showsText) => save.mutate(showsText)}
      />
    </SettingLine>
  )
}
