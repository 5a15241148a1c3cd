import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AssistantSettings, SaveAssistantSettings } from '@youwen/contract'
import { assistantTasks } from '@youwen/contract/limits'
import { Alert, App, Button, Checkbox, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../ui/SaveBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import styles from './AssistantPage.module.css'
import { Usage } from './Usage.tsx'

export function AssistantPage() {
  const { t } = useTranslation()
  const settings = useQuery(queries.assistant.settings.queryOptions())
  return (
    <Page title={t('assistant.title')} hint={t('assistant.hint')}>
      {settings.isPending && <Skeleton rows={5} />}
      {settings.isError && <FailureState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && (
        <>
          <SettingsForm settings={settings.data} />
          <Section title={t('assistant.usage')} hint={t('assistant.usageHint')}>
            <Usage monthlyAllowance={settings.data.monthlyAllowance} />
          </Section>
        </>
      )}
    </Page>
  )
}

function SettingsForm({ settings }: { settings: AssistantSettings }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<SaveAssistantSettings>()
  const { isBusy, saving } = useSaving(form)
  const changed = useChanged(form, settings)

  async function save() {
    await saving(async () => {
      const { key, ...rest } = form.getFieldsValue(true) as SaveAssistantSettings
      const saved = await api.assistant.saveSettings({ ...settings, ...rest, ...(key && { key }) })
      form.setFieldValue('key', undefined)
      cache.setQueryData(queries.assistant.settings.queryKey(), saved)
      void cache.invalidateQueries({ queryKey: queries.assistant.tasks.key() })
      void message.success(t('app.saved'))
    })
  }

  return (
    <Form<SaveAssistantSettings> form={form} layout="vertical" initialValues={settings} onFinish={save}>
      <Alert type="info" showIcon className={styles.privacy ?? ''} title={t('assistant.privacy')} />
      <Form.Item name="baseUrl" label={t('assistant.baseUrl')} extra={t('assistant.baseUrlHint')}>
        <Input placeholder="https://llm.example.com/v1" spellCheck={false} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="model" label={t('assistant.model')}>
          <Input placeholder="qwen-plus" spellCheck={false} />
        </Form.Item>
        <Form.Item name="key" label={t('assistant.key')}>
          <Input.Password
            autoComplete="new-password"
            placeholder={t(settings.hasKey ? 'assistant.keyKept' : 'assistant.keyNone')}
          />
        </Form.Item>
      </div>
      <Form.Item name="tasks" label={t('assistant.tasks')} extra={t('assistant.tasksHint')}>
        <Checkbox.Group className={styles.tasks ?? ''}>
          {assistantTasks.map((task) => (
            <Checkbox key={task} value={task}>
              {t(`assistant.task.${task}.title`)}
              <span className={styles.what}>{t(`assistant.task.${task}.hint`)}</span>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      <Form.Item
        name="monthlyAllowance"
        label={t('assistant.monthlyAllowance')}
        extra={t('assistant.monthlyAllowanceHint')}
      >
        <InputNumber min={1_000} step={100_000} placeholder={t('assistant.noLimit')} className={styles.number ?? ''} />
      </Form.Item>
      <Trial isReady={settings.baseUrl !== '' && !changed} />
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}

/** Asks for a word, as it was saved. */
function Trial({ isReady }: { isReady: boolean }) {
  const { t } = useTranslation()
  const [isBusy, setIsBusy] = useState(false)
  const [outcome, setOutcome] = useState<{ isGood: boolean; words: string }>()

  async function ask() {
    setIsBusy(true)
    setOutcome(undefined)
    try {
      const { text, tookMs } = await api.assistant.test()
      setOutcome({ isGood: true, words: t('assistant.answered', { text, seconds: (tookMs / 1_000).toFixed(1) }) })
    } catch (error) {
      setOutcome({ isGood: false, words: describe(error) })
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <div className={styles.trial}>
      <Button loading={isBusy} disabled={!isReady} onClick={() => void ask()}>
        {t('assistant.test')}
      </Button>
      {outcome && (
        <p className={styles.outcome} data-good={outcome.isGood} role="status">
          {outcome.words}
        </p>
      )}
    </div>
  )
}
