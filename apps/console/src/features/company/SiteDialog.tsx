import type { SaveSite, Site } from '@youwen/contract'
import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { useSaving } from '../../ui/use-saving.ts'
import { domainOf } from './domain.ts'

interface Props {
  readonly site: Site | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function SiteDialog({ site, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<SaveSite>()
  const { isBusy, saving } = useSaving(form)

  async function save(fields: SaveSite) {
    await saving(async () => {
      if (site) await api.company.saveSite({ ...fields, siteId: site.siteId })
      else await api.company.addSite(fields)
      onSaved()
    })
  }

  return (
    <Modal
      open
      centered
      title={site ? t('company.editSite') : t('company.addSite')}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<SaveSite> form={form} layout="vertical" initialValues={site ?? { allowedDomains: [] }} onFinish={save}>
        <Form.Item name="name" label={t('company.siteName')} rules={[{ required: true, message: t('app.needed') }]}>
          <Input autoFocus maxLength={40} placeholder={t('company.siteExample')} />
        </Form.Item>
        <Form.Item
          name="allowedDomains"
          label={t('company.domains')}
          extra={t('company.domainsHint')}
          // Whole addresses may be pasted: the host is what counts.
          normalize={(values: string[]) => [...new Set(values.map(domainOf).filter(Boolean))]}
        >
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[' ', ',', '，', '、', '\n']}
            placeholder="www.example.com"
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
