import type { AppointmentField, AppointmentTemplate } from '@youwen/contract'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import styles from './AppointmentDialog.module.css'
import { TemplateChoice } from './TemplateChoice.tsx'
import { TimePicker } from './TimePicker.tsx'

interface Props {
  readonly templates: readonly AppointmentTemplate[]
  readonly template: AppointmentTemplate | undefined
  /** Of an appointment that is changed: its kind stays, and its time may stay though it passed. */
  readonly keptAt: string | undefined
}

export function AppointmentFormFields({ templates, template, keptAt }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useClock()
  const needed = { required: true, whitespace: true, message: t('app.needed') }
  const isElsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== timeZone
  return (
    <>
      {keptAt === undefined && (
        <Form.Item required name="templateId" label={t('appointment.template')}>
          <TemplateChoice templates={templates} />
        </Form.Item>
      )}
      <div className={styles.pair}>
        <Form.Item name="name" label={t('appointment.name')} rules={[needed]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t('appointment.phone')}>
          <Input maxLength={30} inputMode="tel" autoComplete="off" placeholder={t('appointment.phoneExample')} />
        </Form.Item>
      </div>
      <Form.Item
        required
        name="at"
        label={t('appointment.at')}
        extra={isElsewhere ? t('appointment.zone', { zone: timeZone }) : undefined}
        rules={[
          {
            validator: (_, at: string | null) => {
              if (at === null || at === undefined) return Promise.reject(t('appointment.atNeeded'))
              const isPast = Date.parse(at) <= Date.now() && at !== keptAt
              return isPast ? Promise.reject(t('appointment.atPast')) : Promise.resolve()
            },
          },
        ]}
      >
        <TimePicker kept={keptAt} />
      </Form.Item>
      {template?.fields.map((field) => (
        <Form.Item
          key={field.fieldId}
          name={['values', field.fieldId]}
          label={
            <>
              {field.name}
              {!field.isOnCard && <small className={styles.inside}>{t('appointment.inside')}</small>}
            </>
          }
          rules={field.isRequired ? [needed] : []}
        >
          <OwnInput field={field} />
        </Form.Item>
      ))}
      <Form.Item name="note" label={t('appointment.note')} className={styles.last ?? ''}>
        <Input.TextArea
          maxLength={1_000}
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={t('appointment.noteExample')}
        />
      </Form.Item>
    </>
  )
}

/** One of the template's own fields; antd hands it value, onChange and id. */
function OwnInput({ field, ...given }: { field: AppointmentField }) {
  if (field.kind === 'long_text') return <Input.TextArea {...given} maxLength={1_000} autoSize={{ minRows: 2 }} />
  if (field.kind === 'text') return <Input {...given} maxLength={1_000} />
  return (
    <Select
      {...given}
      allowClear
      showSearch={field.options.length > 8}
      options={field.options.map((value) => ({ value, label: value }))}
    />
  )
}
