import type { AppointmentPush, AppointmentPushTemplate, AppointmentSettings } from '@youwen/contract'
import { appointmentVariables } from '@youwen/contract/appointment-styles'
import { Button, Form, Input, Select, Switch, Tag } from 'antd'
import { type ComponentRef, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../../platform/me.ts'
import styles from './PushFields.module.css'
import { type Examples, filledIn, mappingOf } from './push-text.ts'

/** One kind of short message: whether it is sent, as which reviewed template, and what goes into it. */
export function PushFields({ push }: { push: AppointmentPush }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<AppointmentSettings>()
  const path = ['pushes', push] as const
  const now = Form.useWatch([...path], { form, preserve: true }) as AppointmentPushTemplate | undefined
  const box = useRef<ComponentRef<typeof Input.TextArea>>(null)
  const examples = useExamples()
  const { isOn = false, text = '', variables = [] } = now ?? {}

  const write = (next: string) => {
    form.setFieldValue([...path, 'text'], next)
    form.setFieldValue([...path, 'variables'], mappingOf(next, variables))
  }
  const insert = (variable: string) => {
    const area = box.current?.resizableTextArea?.textArea
    const at = area?.selectionStart ?? text.length
    write(`${text.slice(0, at)}{${variable}}${text.slice(area?.selectionEnd ?? at)}`)
    area?.focus()
  }

  return (
    <section className={styles.push} aria-label={t(`appointment.push.${push}`)}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2>{t(`appointment.push.${push}`)}</h2>
          <p>{t(`appointment.pushHint.${push}`)}</p>
        </div>
        <Form.Item name={[...path, 'isOn']} valuePropName="checked" noStyle>
          <Switch aria-label={t(`appointment.push.${push}`)} />
        </Form.Item>
      </div>
      <div hidden={!isOn} className={styles.body}>
        <Form.Item
          name={[...path, 'code']}
          label={t('appointment.pushes.code')}
          extra={t('appointment.pushes.codeHint')}
          rules={[{ required: isOn, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={40} placeholder="SMS_1234567" style={{ maxWidth: 260 }} />
        </Form.Item>
        <Form.Item label={t('appointment.pushes.text')} extra={t('appointment.pushes.textHint')}>
          <div className={styles.chips}>
            {appointmentVariables.map((variable) => (
              <Button key={variable} size="small" onClick={() => insert(variable)}>
                {t(`appointment.variable.${variable}`)}
              </Button>
            ))}
            {text === '' && (
              <Button size="small" type="link" onClick={() => write(t(`appointment.pushExample.${push}`))}>
                {t('appointment.pushes.useExample')}
              </Button>
            )}
          </div>
          <Form.Item name={[...path, 'text']} noStyle>
            <Input.TextArea
              ref={box}
              maxLength={300}
              showCount
              autoSize={{ minRows: 2, maxRows: 6 }}
              aria-label={t('appointment.pushes.text')}
              onChange={(event) => write(event.target.value)}
            />
          </Form.Item>
        </Form.Item>
        {/* Always there: what no field stands for would count as changed. */}
        <Form.Item label={t('appointment.pushes.mapping')} hidden={variables.length === 0}>
          <Form.List name={[...path, 'variables']}>
            {(rows) => (
              <div className={styles.rows}>
                {rows.map(({ key, name }) => (
                  <div key={key} className={styles.row}>
                    <Tag className={styles.placeholder ?? ''}>{`{${variables[name]?.name ?? ''}}`}</Tag>
                    <Form.Item name={[name, 'variable']} noStyle>
                      <Select
                        size="small"
                        aria-label={variables[name]?.name ?? ''}
                        options={appointmentVariables.map((value) => ({
                          value,
                          label: t(`appointment.variable.${value}`),
                        }))}
                      />
                    </Form.Item>
                  </div>
                ))}
              </div>
            )}
          </Form.List>
        </Form.Item>
        {text !== '' && (
          <figure className={styles.phone}>
            <figcaption>{t('appointment.pushes.preview')}</figcaption>
            <p>{filledIn(text, variables, examples)}</p>
          </figure>
        )}
      </div>
    </section>
  )
}

function useExamples(): Examples {
  const { t } = useTranslation()
  const { companyName } = useMe()
  return {
    name: t('appointment.templates.somebody'),
    number: 'X7K2-94QF',
    date: t('appointment.pushes.exampleDate'),
    time: '09:30',
    place: t('appointment.templates.placeExample'),
    address: t('appointment.pushes.exampleAddress'),
    telephone: '0592-5550199',
    company: companyName,
  }
}
