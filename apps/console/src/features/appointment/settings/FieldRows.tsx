import type { AppointmentField } from '@youwen/contract'
import { maxAppointmentFields } from '@youwen/contract/limits'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../platform/ids.ts'
import styles from './FieldRows.module.css'

const kinds = ['text', 'long_text', 'select'] as const

/** What a template asks for beside name, phone and time. */
export function FieldRows() {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const fields = Form.useWatch<AppointmentField[] | undefined>('fields', form)
  const fresh = (): AppointmentField => ({
    fieldId: newId(),
    name: '',
    kind: 'text',
    options: [],
    isRequired: false,
    isOnCard: true,
  })
  return (
    <Form.List name="fields">
      {(rows, { add, remove, move }) => (
        <section className={styles.fields} aria-label={t('appointment.templates.fields')}>
          <h3 className={styles.title}>{t('appointment.templates.fields')}</h3>
          <p className={styles.hint}>{t('appointment.templates.fieldsHint')}</p>
          {rows.map(({ key, name }, index) => (
            <div key={key} className={styles.field}>
              <div className={styles.line}>
                <Form.Item
                  name={[name, 'name']}
                  className={styles.name ?? ''}
                  rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
                >
                  <Input
                    maxLength={20}
                    aria-label={t('appointment.templates.fieldName')}
                    placeholder={t('appointment.templates.fieldExample')}
                  />
                </Form.Item>
                <Form.Item name={[name, 'kind']} className={styles.kind ?? ''}>
                  <Select
                    aria-label={t('appointment.templates.kind')}
                    options={kinds.map((value) => ({ value, label: t(`appointment.templates.kinds.${value}`) }))}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<ArrowUp size={15} />}
                  aria-label={t('appointment.templates.up')}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                />
                <Button
                  type="text"
                  icon={<ArrowDown size={15} />}
                  aria-label={t('appointment.templates.down')}
                  disabled={index === rows.length - 1}
                  onClick={() => move(index, index + 1)}
                />
                <Button
                  type="text"
                  danger
                  icon={<Trash2 size={15} />}
                  aria-label={t('app.removeNamed', { name: fields?.[index]?.name ?? '' })}
                  onClick={() => remove(name)}
                />
              </div>
              {fields?.[index]?.kind === 'select' && (
                <Form.Item
                  name={[name, 'options']}
                  rules={[{ required: true, type: 'array', min: 1, message: t('appointment.templates.optionsNeeded') }]}
                >
                  <Select
                    mode="tags"
                    open={false}
                    suffix={null}
                    tokenSeparators={['，', ',', '\n', ';', '；']}
                    aria-label={t('appointment.templates.options')}
                    placeholder={t('appointment.templates.optionsExample')}
                  />
                </Form.Item>
              )}
              <div className={styles.checks}>
                <Form.Item name={[name, 'isRequired']} valuePropName="checked">
                  <Checkbox>{t('appointment.templates.required')}</Checkbox>
                </Form.Item>
                <Form.Item name={[name, 'isOnCard']} valuePropName="checked">
                  <Checkbox>{t('appointment.templates.onCard')}</Checkbox>
                </Form.Item>
              </div>
            </div>
          ))}
          <Button icon={<Plus size={15} />} disabled={rows.length >= maxAppointmentFields} onClick={() => add(fresh())}>
            {t('appointment.templates.addField')}
          </Button>
        </section>
      )}
    </Form.List>
  )
}
