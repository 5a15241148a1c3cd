import type { AppointmentField, AppointmentTemplate, SaveAppointmentTemplate } from '@youwen/contract'
import { Button, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useMe } from '../../../platform/me.ts'
import { AppointmentCard } from '../../../ui/appointment/AppointmentCard.tsx'
import { useSaving } from '../../../ui/use-saving.ts'
import { momentAt } from '../wall-clock.ts'
import { FieldRows } from './FieldRows.tsx'
import { StyleChoice } from './StyleChoice.tsx'
import styles from './TemplateEditor.module.css'

interface Props {
  readonly template: AppointmentTemplate | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}

const empty: SaveAppointmentTemplate = {
  name: '',
  style: 'sky',
  title: '',
  place: '',
  address: '',
  telephone: '',
  notice: '',
  fields: [],
}

/** What a card says, written beside the card itself. */
export function TemplateEditor({ template, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<SaveAppointmentTemplate>()
  const { isBusy, saving } = useSaving(form)
  const [first] = useState<SaveAppointmentTemplate>(() => template ?? empty)
  const shown = { ...first, ...(Form.useWatch([], form) as Partial<SaveAppointmentTemplate> | undefined) }
  const needed = { required: true, whitespace: true, message: t('app.needed') }

  const save = (fields: SaveAppointmentTemplate) =>
    saving(async () => {
      const said: SaveAppointmentTemplate = {
        ...empty,
        ...fields,
        // What cannot be chosen from has no choices.
        fields: (fields.fields ?? []).map((field) => ({
          ...field,
          options: field.kind === 'select' ? field.options : [],
        })),
      }
      if (template) await api.appointment.saveTemplate({ ...said, templateId: template.templateId })
      else await api.appointment.addTemplate(said)
      onSaved()
    })

  return (
    <Drawer
      open
      size={960}
      title={t(template ? 'appointment.templates.edit' : 'appointment.templates.add')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('app.close')}</Button>
          <Button type="primary" loading={isBusy} onClick={() => form.submit()}>
            {t('app.save')}
          </Button>
        </div>
      }
    >
      <div className={styles.columns}>
        <Form<SaveAppointmentTemplate>
          form={form}
          layout="vertical"
          initialValues={first}
          requiredMark="optional"
          onFinish={save}
          className={styles.form ?? ''}
          scrollToFirstError
        >
          <Form.Item name="name" label={t('appointment.templates.name')} rules={[needed]}>
            <Input maxLength={20} autoFocus={!template} placeholder={t('appointment.templates.nameExample')} />
          </Form.Item>
          <Form.Item required name="style" label={t('appointment.templates.style')}>
            <StyleChoice />
          </Form.Item>
          <div className={styles.pair}>
            <Form.Item name="title" label={t('appointment.templates.heading')} rules={[needed]}>
              <Input maxLength={30} placeholder={t('appointment.templates.headingExample')} />
            </Form.Item>
            <Form.Item name="place" label={t('appointment.templates.place')} rules={[needed]}>
              <Input maxLength={40} placeholder={t('appointment.templates.placeExample')} />
            </Form.Item>
            <Form.Item name="address" label={t('appointment.templates.address')}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="telephone" label={t('appointment.templates.telephone')}>
              <Input maxLength={30} inputMode="tel" />
            </Form.Item>
          </div>
          <Form.Item name="notice" label={t('appointment.templates.notice')}>
            <Input.TextArea
              maxLength={500}
              showCount
              autoSize={{ minRows: 3, maxRows: 8 }}
              placeholder={t('appointment.templates.noticeExample')}
            />
          </Form.Item>
          <FieldRows />
        </Form>
        <aside className={styles.side} aria-label={t('appointment.templates.preview')}>
          <Preview template={shown} />
        </aside>
      </div>
    </Drawer>
  )
}

function Preview({ template }: { template: SaveAppointmentTemplate }) {
  const { t } = useTranslation()
  const { companyName, timeZone } = useMe()
  const [at] = useState(() => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    return momentAt(tomorrow, '09:30', timeZone)
  })
  const { style, title, place, address, telephone, notice } = template
  const example = (field: AppointmentField) => field.options?.[0] ?? '···'
  return (
    <>
      <AppointmentCard
        isWhole
        card={{
          style,
          title: title || t('appointment.templates.heading'),
          place: place || t('appointment.templates.place'),
          company: companyName,
          number: 'X7K2-94QF',
          name: t('appointment.templates.somebody'),
          at,
          lines: (template.fields ?? [])
            .filter((field) => field?.isOnCard && field.name)
            .map((field) => ({ name: field.name, text: example(field) })),
        }}
      />
      {(address || telephone || notice) && (
        <dl className={styles.below}>
          {address && (
            <div>
              <dt>{t('appointment.templates.address')}</dt>
              <dd>{address}</dd>
            </div>
          )}
          {telephone && (
            <div>
              <dt>{t('appointment.templates.telephone')}</dt>
              <dd className="num">{telephone}</dd>
            </div>
          )}
          {notice && (
            <div>
              <dt>{t('appointment.templates.notice')}</dt>
              <dd>{notice}</dd>
            </div>
          )}
        </dl>
      )}
    </>
  )
}
