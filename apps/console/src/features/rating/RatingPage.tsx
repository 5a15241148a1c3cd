import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { RatingSettings } from '@youwen/contract'
import { App, Form, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../ui/SaveBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import { TagRows } from './TagRows.tsx'

export function RatingPage() {
  const { t } = useTranslation()
  const settings = useQuery(queries.rating.settings.queryOptions())
  return (
    <Page title={t('rating.title')} hint={t('rating.hint')}>
      {settings.isPending && <Skeleton rows={5} />}
      {settings.isError && <FailureState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && <SettingsForm settings={settings.data} />}
    </Page>
  )
}

function SettingsForm({ settings }: { settings: RatingSettings }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const sites = useQuery(queries.company.sites.queryOptions({ staleTime: 60_000 }))
  const [form] = Form.useForm<RatingSettings>()
  const { isBusy, saving } = useSaving(form)
  const changed = useChanged(form, settings)
  const isOn = Form.useWatch('isOn', form) ?? settings.isOn
  const atEnd = Form.useWatch('invitesAtEnd', form) ?? settings.invitesAtEnd

  async function save() {
    await saving(async () => {
      // Fields that are hidden keep what they had.
      const saved = await api.rating.saveSettings({ ...settings, ...form.getFieldsValue(true) })
      cache.setQueryData(queries.rating.settings.queryKey(), saved)
      void message.success(t('app.saved'))
    })
  }

  return (
    <Form<RatingSettings> form={form} layout="vertical" initialValues={settings} onFinish={save}>
      <Form.Item name="isOn" label={t('rating.isOn')} extra={t('rating.isOnHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item
        name="invitesAtEnd"
        label={t('rating.atEnd')}
        extra={t('rating.atEndHint')}
        valuePropName="checked"
        hidden={!isOn}
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name="siteIdsWithoutInvitation"
        label={t('rating.sites')}
        extra={t('rating.sitesHint')}
        hidden={!isOn || !atEnd}
      >
        <Select
          mode="multiple"
          optionFilterProp="label"
          placeholder={t('rating.noSites')}
          options={sites.data?.map((site) => ({ value: site.siteId, label: site.name })) ?? []}
        />
      </Form.Item>
      <Form.Item name="asksComment" label={t('rating.asksComment')} valuePropName="checked" hidden={!isOn}>
        <Switch />
      </Form.Item>
      <div hidden={!isOn}>
        <Section title={t('rating.tags')} hint={t('rating.tagsHint')}>
          <TagRows />
        </Section>
      </div>
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}
