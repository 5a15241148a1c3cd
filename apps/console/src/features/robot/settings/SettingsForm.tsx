import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Locale, RobotSettings } from '@youwen/contract'
import { App, Form, Input, Radio, Select, Slider } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { Section } from '../../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../../ui/SaveBar.tsx'
import { useSaving } from '../../../ui/use-saving.ts'
import styles from '../RobotPage.module.css'
import { AvatarField } from './AvatarField.tsx'
import { fieldsOf, type SettingsFields, settingsOf } from './fields.ts'
import { SentenceFields } from './SentenceFields.tsx'
import { SiteRows } from './SiteRows.tsx'
import { WaitFields } from './WaitFields.tsx'

const receives = ['never', 'unattended', 'first'] as const

export function SettingsForm({ settings }: { settings: RobotSettings }) {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const sites = useQuery(queries.company.sites.queryOptions({ staleTime: 60_000 }))
  const [form] = Form.useForm<SettingsFields>()
  const { isBusy, saving } = useSaving(form)
  const [language, setLanguage] = useState<Locale>(i18n.language === 'en-US' ? 'en-US' : 'zh-CN')
  const fields = useMemo(() => fieldsOf(settings), [settings])
  const changed = useChanged(form, fields)
  const needed = { required: true, whitespace: true, message: t('app.needed') }

  async function save() {
    await saving(async () => {
      const saved = await api.robot.saveSettings(settingsOf({ ...fields, ...form.getFieldsValue(true) }))
      cache.setQueryData(queries.robot.settings.queryKey(), saved)
      form.setFieldsValue(fieldsOf(saved) as Parameters<typeof form.setFieldsValue>[0])
      void cache.invalidateQueries({ queryKey: queries.robot.profile.queryKey() })
      void message.success(t('app.saved'))
    })
  }

  return (
    <Form<SettingsFields>
      form={form}
      layout="vertical"
      className={styles.form ?? ''}
      initialValues={fields}
      onFinish={() => void save()}
      // What is missing may stand in the language that is not shown.
      onFinishFailed={({ errorFields: [first] }) => {
        const [part, locale] = first?.name ?? []
        if (part === 'says') setLanguage(locale as Locale)
      }}
    >
      <Form.Item name="avatarFileId" label={t('robot.set.avatar')}>
        <AvatarField settings={settings} />
      </Form.Item>
      <Form.Item name="name" label={t('robot.set.name')} rules={[needed]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="receives" label={t('robot.set.receives')} extra={t('robot.set.receivesHint')}>
        <Radio.Group vertical options={receives.map((value) => ({ value, label: t(`robot.receives.${value}`) }))} />
      </Form.Item>
      {(sites.data?.length ?? 0) > 1 && <SiteRows sites={sites.data ?? []} />}
      <Section title={t('robot.set.sureness')} hint={t('robot.set.surenessHint')}>
        <Form.Item name="sureness">
          <Slider
            range
            min={10}
            max={95}
            marks={{ 20: t('robot.set.unknown'), 45: t('robot.set.menu'), 80: t('robot.set.answer') }}
            tooltip={{ formatter: (value) => `${value}%` }}
          />
        </Form.Item>
      </Section>
      <WaitFields />
      <SentenceFields locale={language} onLocale={setLanguage} />
      <Section title={t('robot.set.words')}>
        <Form.Item name="personWords" label={t('robot.set.personWords')} extra={t('robot.set.personWordsHint')}>
          <Select mode="tags" maxCount={50} tokenSeparators={[',', '，', ' ']} open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="synonyms" label={t('robot.set.synonyms')} extra={t('robot.set.synonymsHint')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} placeholder={t('robot.set.synonymsExample')} />
        </Form.Item>
        <Form.Item name="stopWords" label={t('robot.set.stopWords')} extra={t('robot.set.stopWordsHint')}>
          <Select mode="tags" maxCount={200} tokenSeparators={[',', '，', ' ']} open={false} suffixIcon={null} />
        </Form.Item>
      </Section>
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}
