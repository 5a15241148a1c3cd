import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Company, SaveCompany } from '@youwen/contract'
import { App, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { useMay } from '../../platform/me.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../ui/SaveBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSaving } from '../../ui/use-saving.ts'

export function CompanyPage() {
  const { t } = useTranslation()
  const company = useQuery(queries.company.get.queryOptions())
  return (
    <Page title={t('company.profile')} hint={t('company.profileHint')}>
      {company.isPending && <Skeleton rows={5} />}
      {company.isError && <FailureState error={company.error} onRetry={() => void company.refetch()} />}
      {company.data && <CompanyForm company={company.data} />}
    </Page>
  )
}

const timeZones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))

function CompanyForm({ company }: { company: Company }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const mayManage = useMay('company.manage')
  const [form] = Form.useForm<SaveCompany>()
  const { isBusy, saving } = useSaving(form)
  const { name, timeZone, locale, contact } = company
  const changed = useChanged(form, { name, timeZone, locale, contact })

  async function save(fields: SaveCompany) {
    await saving(async () => {
      const saved = await api.company.save(fields)
      cache.setQueryData(queries.company.get.queryKey(), saved)
      void cache.invalidateQueries({ queryKey: queries.security.me.key() })
      void message.success(t('app.saved'))
    })
  }

  return (
    <Form<SaveCompany>
      form={form}
      layout="vertical"
      disabled={!mayManage}
      initialValues={{ name, timeZone, locale, contact }}
      onFinish={save}
    >
      <Section title={t('company.basics')}>
        <Form.Item name="name" label={t('company.name')} rules={[{ required: true, message: t('app.needed') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item label={t('security.login.companyCode')} extra={t('company.codeHint')}>
          <Input value={company.code} disabled />
        </Form.Item>
        <Form.Item name="timeZone" label={t('company.timeZone')} extra={t('company.timeZoneHint')}>
          <Select showSearch options={timeZones} />
        </Form.Item>
        <Form.Item name="locale" label={t('company.locale')}>
          <Select
            options={[
              { value: 'zh-CN', label: '简体中文' },
              { value: 'en-US', label: 'English' },
            ]}
          />
        </Form.Item>
      </Section>
      <Section title={t('company.contact')}>
        <Form.Item name={['contact', 'person']} label={t('company.person')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={['contact', 'phone']} label={t('company.phone')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name={['contact', 'email']}
          label={t('company.email')}
          rules={[{ type: 'email', message: t('error.email') }]}
        >
          <Input />
        </Form.Item>
        <Form.Item name={['contact', 'address']} label={t('company.address')}>
          <Input maxLength={120} />
        </Form.Item>
      </Section>
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}
