import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SaveStyle, Style, StyleLook } from '@youwen/contract'
import { App, Button, ColorPicker, Form, Input, InputNumber, Radio, Segmented, Select } from 'antd'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { SaveBar, useChanged } from '../../ui/SaveBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import styles from './StylePage.module.css'
import { StylePreview } from './StylePreview.tsx'
import { accents, newLook } from './style-defaults.ts'

interface Props {
  readonly siteId: string
  readonly styleId: string | 'new'
  readonly onBack: () => void
}

/** The widget's look, edited beside a live preview. */
export function StylePage({ siteId, styleId, onBack }: Props) {
  const { t } = useTranslation()
  const sites = useQuery(queries.company.sites.queryOptions())
  if (sites.isPending) return <Skeleton rows={6} />
  if (sites.isError) return <FailureState error={sites.error} onRetry={() => void sites.refetch()} />
  const site = sites.data.find((each) => each.siteId === siteId)
  const style = site?.styles.find((each) => each.styleId === styleId)
  if (!site || (!style && styleId !== 'new')) {
    return (
      <EmptyState title={t('company.styleGone')} hint={t('company.styleGoneHint')}>
        <Button onClick={onBack}>{t('app.back')}</Button>
      </EmptyState>
    )
  }
  return <StyleForm key={styleId} siteId={siteId} siteName={site.name} style={style} onBack={onBack} />
}

interface FormProps {
  readonly siteId: string
  readonly siteName: string
  readonly style: Style | undefined
  readonly onBack: () => void
}

function StyleForm({ siteId, siteName, style, onBack }: FormProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<SaveStyle>()
  const { isBusy, saving } = useSaving(form)
  const saved: SaveStyle = { name: style?.name ?? '', look: style?.look ?? newLook }
  const changed = useChanged(form, saved)
  const look = (Form.useWatch('look', form) as StyleLook | undefined) ?? saved.look
  const [language, setLanguage] = useState<'zh-CN' | 'en-US'>('zh-CN')

  async function save(fields: SaveStyle) {
    await saving(async () => {
      if (style) await api.company.saveStyle({ ...fields, styleId: style.styleId })
      else await api.company.addStyle({ ...fields, siteId })
      await cache.invalidateQueries({ queryKey: queries.company.key() })
      void message.success(t('app.saved'))
      if (!style) onBack()
    })
  }

  return (
    <div className={styles.page}>
      <div className={styles.form}>
        <header className={styles.head}>
          <Button type="text" icon={<ArrowLeft size={18} />} aria-label={t('app.back')} onClick={onBack} />
          <h1 className={styles.title}>
            {siteName} / {style?.name ?? t('company.addStyle')}
          </h1>
        </header>
        <Form<SaveStyle> form={form} layout="vertical" initialValues={saved} onFinish={save}>
          <Form.Item name="name" label={t('company.styleName')} rules={[{ required: true, message: t('app.needed') }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item
            name={['look', 'accent']}
            label={t('company.accent')}
            getValueFromEvent={(color) => color.toHexString().slice(0, 7)}
          >
            <ColorPicker disabledAlpha showText presets={[{ label: t('company.presets'), colors: [...accents] }]} />
          </Form.Item>
          <Form.Item name={['look', 'button']} label={t('company.button')}>
            <Radio.Group
              options={[
                { value: 'round', label: t('company.buttonRound') },
                { value: 'bar', label: t('company.buttonBar') },
              ]}
            />
          </Form.Item>
          <Form.Item name={['look', 'position']} label={t('company.position')}>
            <Radio.Group
              options={[
                { value: 'right', label: t('company.right') },
                { value: 'left', label: t('company.left') },
              ]}
            />
          </Form.Item>
          <div className={styles.pair}>
            <Form.Item name={['look', 'offsetX']} label={t('company.offsetX')}>
              <InputNumber min={0} max={400} precision={0} suffix="px" />
            </Form.Item>
            <Form.Item name={['look', 'offsetY']} label={t('company.offsetY')}>
              <InputNumber min={0} max={400} precision={0} suffix="px" />
            </Form.Item>
          </div>
          <Form.Item name={['look', 'locale']} label={t('company.language')} extra={t('company.languageHint')}>
            <Select
              options={[
                { value: 'auto', label: t('company.languageAuto') },
                { value: 'zh-CN', label: '简体中文' },
                { value: 'en-US', label: 'English' },
              ]}
            />
          </Form.Item>
          <Segmented
            block
            value={language}
            onChange={(value) => setLanguage(value as 'zh-CN' | 'en-US')}
            options={[
              { value: 'zh-CN', label: t('company.textsZh') },
              { value: 'en-US', label: t('company.textsEn') },
            ]}
            style={{ marginBottom: 16 }}
          />
          {(['zh-CN', 'en-US'] as const).map((each) => (
            <div key={each} hidden={each !== language}>
              <Form.Item name={['look', 'title', each]} label={t('company.panelTitle')}>
                <Input maxLength={each === 'zh-CN' ? 30 : 40} />
              </Form.Item>
              <Form.Item name={['look', 'buttonText', each]} label={t('company.buttonText')}>
                <Input maxLength={each === 'zh-CN' ? 20 : 30} />
              </Form.Item>
              <Form.Item name={['look', 'welcome', each]} label={t('company.welcome')} extra={t('company.welcomeHint')}>
                <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={300} showCount />
              </Form.Item>
            </div>
          ))}
          <SaveBar
            isShown={changed || !style}
            isBusy={isBusy}
            onSave={() => form.submit()}
            onReset={style ? () => form.resetFields() : onBack}
          />
        </Form>
      </div>
      <StylePreview look={look} language={language} />
    </div>
  )
}
