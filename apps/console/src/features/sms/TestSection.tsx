import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SmsParameter, SmsProvider, SmsRecord } from '@youwen/contract'
import { App, Button, Form, Input } from 'antd'
import { CircleCheck, CircleX, Plus, Send, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { Section } from '../../ui/Page.tsx'
import { Failure } from './Failure.tsx'
import { recordsKey } from './records-key.ts'
import styles from './Sms.module.css'

interface Trial {
  readonly phone: string
  readonly templateCode: string
  readonly parameters: readonly Partial<SmsParameter>[]
}

const maxParameters = 12

/** Sends one message now and says what the provider said. */
export function TestSection({ provider, isReady }: { provider: SmsProvider; isReady: boolean }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<Trial>()
  const isByName = provider === 'aliyun'
  const needed = [{ required: true, whitespace: true, message: t('sms.needed') }]
  const test = useMutation({
    mutationFn: ({ parameters, ...trial }: Trial) =>
      api.sms.test({
        ...trial,
        // Tencent Cloud goes by their order alone.
        parameters: parameters.map(({ name, value = '' }, at) => ({
          name: isByName ? (name ?? '') : `${at + 1}`,
          value,
        })),
      }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: recordsKey })
      void cache.invalidateQueries({ queryKey: queries.sms.settings.queryKey() })
    },
    onError: (error) => void message.error(describe(error)),
  })

  return (
    <Section title={t('sms.test.title')} hint={t('sms.test.hint')}>
      <Form<Trial>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ phone: '', templateCode: '', parameters: [] }}
        onFinish={(trial) => test.mutate(trial)}
      >
        <div className={styles.pair}>
          <Form.Item name="phone" label={t('sms.test.phone')} rules={needed}>
            <Input inputMode="tel" autoComplete="off" maxLength={30} placeholder={t('sms.test.phoneExample')} />
          </Form.Item>
          <Form.Item name="templateCode" label={t('sms.test.template')} rules={needed}>
            <Input spellCheck={false} maxLength={40} placeholder={t(`sms.test.templateExample.${provider}`)} />
          </Form.Item>
        </div>
        <Form.Item label={t('sms.test.parameters')} extra={t(`sms.test.parametersHint.${provider}`)}>
          <Form.List name="parameters">
            {(rows, { add, remove }) => (
              <>
                {rows.map(({ key, name }, at) => (
                  <div key={key} className={styles.parameter}>
                    {isByName ? (
                      <Form.Item name={[name, 'name']} rules={needed} className={styles.name ?? ''}>
                        <Input
                          spellCheck={false}
                          maxLength={30}
                          placeholder={t('sms.test.name')}
                          aria-label={t('sms.test.name')}
                        />
                      </Form.Item>
                    ) : (
                      <span className={styles.position}>{`{${at + 1}}`}</span>
                    )}
                    <Form.Item name={[name, 'value']} rules={needed} className={styles.value ?? ''}>
                      <Input maxLength={200} placeholder={t('sms.test.value')} aria-label={t('sms.test.value')} />
                    </Form.Item>
                    <Button
                      type="text"
                      icon={<Trash2 size={15} />}
                      aria-label={t('sms.test.remove')}
                      onClick={() => remove(name)}
                    />
                  </div>
                ))}
                <Button
                  icon={<Plus size={15} />}
                  disabled={rows.length >= maxParameters}
                  onClick={() => add({ name: '', value: '' })}
                >
                  {t('sms.test.add')}
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
        <div className={styles.send}>
          <Button
            type="primary"
            htmlType="submit"
            icon={<Send size={15} />}
            disabled={!isReady}
            loading={test.isPending}
          >
            {t('sms.test.send')}
          </Button>
          {!isReady && <span className={styles.note}>{t('sms.test.unsaved')}</span>}
        </div>
      </Form>
      {test.data && !test.isPending && <Outcome record={test.data} />}
    </Section>
  )
}

function Outcome({ record: { failure, phone } }: { record: SmsRecord }) {
  const { t } = useTranslation()
  return (
    <div role="status" className={styles.outcome} data-good={failure === null}>
      {failure === null ? <CircleCheck size={18} /> : <CircleX size={18} />}
      <div>
        <p>{failure === null ? t('sms.test.taken', { phone }) : t('sms.test.refused')}</p>
        {failure !== null && <Failure code={failure} />}
      </div>
    </div>
  )
}
