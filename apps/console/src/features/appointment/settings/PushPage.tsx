import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AppointmentSettings } from '@youwen/contract'
import { appointmentPushes } from '@youwen/contract/appointment-styles'
import { Alert, App, Form } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../../ui/SaveBar.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useSaving } from '../../../ui/use-saving.ts'
import { PushFields } from './PushFields.tsx'
import { ReminderChips } from './ReminderChips.tsx'

interface Props {
  /** By which account it is sent, or that there is none. */
  readonly account: { readonly isMissing: boolean; readonly words: ReactNode }
}

/** 预约推送设置 (3.5.2.3): what is told to visitors' phones, and when. */
export function PushPage({ account }: Props) {
  const { t } = useTranslation()
  const query = useQuery(queries.appointment.settings.queryOptions())
  return (
    <Page title={t('appointment.pushes.title')} hint={t('appointment.pushes.hint')}>
      <Alert
        showIcon
        type={account.isMissing ? 'warning' : 'info'}
        title={account.words}
        style={{ marginBottom: 20 }}
      />
      {query.isPending && <Skeleton rows={6} />}
      {query.isError && <FailureState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <PushForm saved={query.data} />}
    </Page>
  )
}

function PushForm({ saved }: { saved: AppointmentSettings }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<AppointmentSettings>()
  const { isBusy, saving } = useSaving(form)
  const changed = useChanged(form, saved)

  const save = () =>
    saving(async () => {
      const now = await api.appointment.saveSettings({ ...saved, ...form.getFieldsValue(true) })
      cache.setQueryData(queries.appointment.settings.queryKey(), now)
      form.setFieldsValue(now)
      void message.success(t('app.saved'))
    })

  return (
    <Form<AppointmentSettings>
      form={form}
      layout="vertical"
      initialValues={saved}
      requiredMark={false}
      onFinish={() => void save()}
    >
      {appointmentPushes.map((push) => (
        <PushFields key={push} push={push} />
      ))}
      <Section title={t('appointment.pushes.reminders')} hint={t('appointment.pushes.remindersHint')}>
        <Form.Item name="reminders">
          <ReminderChips />
        </Form.Item>
      </Section>
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}
