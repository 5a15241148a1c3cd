import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CatalogSettings, CatalogSource, SaveCatalogSettings } from '@youwen/contract'
import { App, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Section } from '../../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../../ui/SaveBar.tsx'
import { useSaving } from '../../../ui/use-saving.ts'
import { ImportSection } from './ImportSection.tsx'
import { KeysSection } from './KeysSection.tsx'
import { RuleRows } from './RuleRows.tsx'
import styles from './Settings.module.css'
import { TestSection } from './TestSection.tsx'

const sources: readonly CatalogSource[] = ['none', 'import', 'remote']

export function SettingsForm({ settings }: { settings: CatalogSettings }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const fields = useQuery(queries.card.form.queryOptions({ staleTime: 60_000 }))
  const [form] = Form.useForm<SaveCatalogSettings>()
  const { isBusy, saving } = useSaving(form)
  const { keys, counts, ...saved } = settings
  const changed = useChanged(form, saved)
  const source = Form.useWatch('source', form) ?? saved.source

  async function save() {
    await saving(async () => {
      // Fields that are hidden keep what they had.
      const now = await api.catalog.saveSettings({ ...saved, ...form.getFieldsValue(true) })
      cache.setQueryData(queries.catalog.settings.queryKey(), now)
      await cache.invalidateQueries({ queryKey: ['catalog'] })
      form.setFieldsValue(now)
      void message.success(t('app.saved'))
    })
  }

  return (
    <Form<SaveCatalogSettings>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={saved}
      onFinish={() => void save()}
    >
      <Form.Item name="source" label={t('catalog.source')}>
        <ChoiceCards
          choices={sources.map((value) => ({
            value,
            title: t(`catalog.sources.${value}.title`),
            hint: t(`catalog.sources.${value}.hint`),
          }))}
        />
      </Form.Item>
      {source === 'import' && <ImportSection counts={counts} />}
      <div hidden={source !== 'remote'}>
        <Section
          title={t('catalog.provider.title')}
          hint={
            <>
              {t('catalog.provider.hint')}{' '}
              <a href="/docs/api#catalog-provider-products" target="_blank" rel="noreferrer">
                {t('catalog.provider.docs')}
              </a>
            </>
          }
        >
          <Form.Item
            name="providerUrl"
            label={t('catalog.provider.url')}
            extra={t('catalog.provider.urlHint')}
            rules={[{ required: source === 'remote', message: t('catalog.provider.needed') }]}
          >
            <Input placeholder="https://shop.example.com/youwen" maxLength={500} />
          </Form.Item>
        </Section>
        <KeysSection keys={keys} />
        <TestSection isReady={saved.source === 'remote' && !changed} />
      </div>
      <div hidden={source === 'none'} className={styles.group}>
        <Section title={t('catalog.rules.title')} hint={t('catalog.rules.hint')}>
          {source === 'import' && <p className={styles.note}>{t('catalog.rules.hintImport')}</p>}
          <RuleRows />
        </Section>
        <Form.Item name="customerFieldId" label={t('catalog.customer')} extra={t('catalog.customerHint')}>
          <Select
            allowClear
            placeholder={t('catalog.noCustomer')}
            options={fields.data
              ?.filter(({ kind, builtIn }) => builtIn === null && (kind === 'text' || kind === 'number'))
              .map(({ fieldId, name }) => ({ value: fieldId, label: name }))}
            onClear={() => form.setFieldValue('customerFieldId', null)}
          />
        </Form.Item>
      </div>
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}
