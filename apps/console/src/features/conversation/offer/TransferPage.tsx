import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { TransferRule } from '@youwen/contract'
import { App, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../../ui/SaveBar.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useSaving } from '../../../ui/use-saving.ts'

/** How the company hands conversations over. */
export function TransferPage() {
  const { t } = useTranslation()
  const rule = useQuery(queries.transfer.rule.queryOptions())
  return (
    <Page title={t('transfer.title')} hint={t('transfer.hint')}>
      {rule.isPending && <Skeleton rows={2} />}
      {rule.isError && <FailureState error={rule.error} onRetry={() => void rule.refetch()} />}
      {rule.data && <RuleForm rule={rule.data} />}
    </Page>
  )
}

function RuleForm({ rule }: { rule: TransferRule }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<TransferRule>()
  const { isBusy, saving } = useSaving(form)
  const changed = useChanged(form, rule)

  async function save(next: TransferRule) {
    await saving(async () => {
      cache.setQueryData(queries.transfer.rule.queryKey(), await api.transfer.saveRule(next))
      void message.success(t('app.saved'))
    })
  }

  return (
    <Form<TransferRule> form={form} layout="vertical" initialValues={rule} onFinish={save}>
      <Form.Item
        name="acceptWithinSeconds"
        label={t('transfer.within')}
        extra={t('transfer.withinHint')}
        rules={[{ required: true, message: t('app.needed') }]}
      >
        <InputNumber min={10} max={600} precision={0} suffix={t('transfer.seconds')} style={{ width: 160 }} />
      </Form.Item>
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}
