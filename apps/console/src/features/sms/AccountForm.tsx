import { useQueryClient } from '@tanstack/react-query'
import type { SaveSmsSettings, SmsProvider, SmsSettings } from '@youwen/contract'
import { App, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { ChoiceCards } from '../../ui/ChoiceCards.tsx'
import { SaveBar, useChanged } from '../../ui/SaveBar.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import { ReceiptSection } from './ReceiptSection.tsx'
import styles from './Sms.module.css'
import { TestSection } from './TestSection.tsx'

/** Where accounts are looked after. */
const consoles = {
  aliyun: 'https://dysms.console.aliyun.com/',
  tencent: 'https://console.cloud.tencent.com/smsv2',
}
const providers = ['aliyun', 'tencent', 'none'] as const

export function AccountForm({ settings }: { settings: SmsSettings }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<SaveSmsSettings>()
  const { isBusy, saving } = useSaving(form)
  const { hasSecret, receiptUrl, sentToday, ...saved } = settings
  const changed = useChanged(form, saved)
  const watched: SaveSmsSettings['provider'] | undefined = Form.useWatch('provider', form)
  const provider = watched === undefined ? saved.provider : watched
  const needed = [{ required: true, message: t('sms.needed') }]

  /** A key is of one house: another one does not know it. */
  const keyOf = (house: SaveSmsSettings['provider']) =>
    house === saved.provider
      ? { keyId: saved.keyId, appId: saved.appId, secret: '' }
      : { keyId: '', appId: '', secret: '' }

  async function save() {
    await saving(async () => {
      const { secret, ...rest } = form.getFieldsValue(true) as SaveSmsSettings
      const now = await api.sms.saveSettings({ ...saved, ...rest, ...(secret && { secret }) })
      cache.setQueryData(queries.sms.settings.queryKey(), now)
      form.resetFields(['secret'])
      void message.success(t('app.saved'))
    })
  }

  return (
    <>
      <Form<SaveSmsSettings>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={saved}
        onFinish={() => void save()}
        onValuesChange={(change: Partial<SaveSmsSettings>) => {
          if (change.provider !== undefined) form.setFieldsValue(keyOf(change.provider))
        }}
      >
        <Form.Item
          name="provider"
          label={t('sms.provider')}
          getValueProps={(value: SmsProvider | null) => ({ value: value ?? 'none' })}
          normalize={(value: SmsProvider | 'none') => (value === 'none' ? null : value)}
        >
          <ChoiceCards
            choices={providers.map((value) => ({
              value,
              title: t(`sms.providers.${value}.title`),
              hint: t(`sms.providers.${value}.hint`),
            }))}
          />
        </Form.Item>
        {provider && (
          <>
            <ol className={styles.guide}>
              <li>
                {t(`sms.guide.${provider}`)}{' '}
                <a href={consoles[provider]} target="_blank" rel="noreferrer">
                  {t('sms.guide.open')}
                </a>
              </li>
              <li>{t(`sms.keyIdHint.${provider}`)}</li>
            </ol>
            <div className={styles.pair}>
              <Form.Item name="keyId" label={t(`sms.keyId.${provider}`)} rules={needed}>
                <Input spellCheck={false} autoComplete="off" maxLength={128} />
              </Form.Item>
              <Form.Item name="secret" label={t(`sms.secret.${provider}`)}>
                <Input.Password
                  autoComplete="new-password"
                  maxLength={256}
                  placeholder={t(hasSecret && provider === saved.provider ? 'sms.secretKept' : 'sms.secretNeeded')}
                />
              </Form.Item>
            </div>
            {provider === 'tencent' && (
              <div className={styles.pair}>
                <Form.Item name="appId" label={t('sms.appId')} extra={t('sms.appIdHint')} rules={needed}>
                  <Input spellCheck={false} maxLength={40} inputMode="numeric" placeholder="1400006666" />
                </Form.Item>
                <Form.Item name="region" label={t('sms.region')} extra={t('sms.regionHint')}>
                  <Input spellCheck={false} maxLength={40} placeholder="ap-guangzhou" />
                </Form.Item>
              </div>
            )}
            <div className={styles.pair}>
              <Form.Item
                name="signName"
                label={t('sms.signName')}
                extra={t('sms.signNameHint')}
                rules={needed}
                normalize={(typed: string) => typed.replace(/[【】]/g, '')}
              >
                <Input maxLength={40} />
              </Form.Item>
              <Form.Item
                name="dailyLimit"
                label={t('sms.dailyLimit')}
                extra={t('sms.dailyLimitHint', { count: sentToday })}
                rules={needed}
              >
                <InputNumber
                  min={0}
                  max={1_000_000}
                  precision={0}
                  suffix={t('sms.unit')}
                  className={styles.number ?? ''}
                />
              </Form.Item>
            </div>
          </>
        )}
        <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
      </Form>
      {saved.provider && saved.provider === provider && (
        <>
          <ReceiptSection provider={saved.provider} receiptUrl={receiptUrl ?? ''} />
          <TestSection provider={saved.provider} isReady={!changed} />
        </>
      )}
    </>
  )
}
