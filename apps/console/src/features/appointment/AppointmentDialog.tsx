import type { Appointment, AppointmentTemplate, Conversation } from '@youwen/contract'
import { App, Button, Form, Modal } from 'antd'
import { SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { newId } from '../../platform/ids.ts'
import { useMe } from '../../platform/me.ts'
import { formatPhone } from '../../platform/phone.ts'
import { useDrafts } from '../../platform/use-drafts.ts'
import { AppointmentCard } from '../../ui/appointment/AppointmentCard.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import styles from './AppointmentDialog.module.css'
import { AppointmentFormFields } from './AppointmentFormFields.tsx'
import { type AppointmentDraft, lastTemplate } from './draft.ts'
import { NoTemplates } from './NoTemplates.tsx'
import { useSendCard } from './send.ts'
import { linesOf, useTemplates } from './templates.ts'
import { isConflict, useConflict, useRefresh } from './use-change.ts'
import { usePrefill } from './use-prefill.ts'
import { VisitorAppointments } from './VisitorAppointments.tsx'

type Fields = Omit<AppointmentDraft, 'id' | 'revision'>

interface Props {
  /** Whose visitor it is for; absent: somebody who is no visitor. */
  readonly conversation?: Conversation | undefined
  /** Is changed; absent: a new one. */
  readonly appointment?: Appointment | undefined
  readonly onClose: () => void
  readonly onSaved: (appointment: Appointment) => void
  readonly onOpen?: (appointmentId: string) => void
  readonly onManage: () => void
}

/** 预约 (D2.4): made beside the chat, or moved. What was begun is there again after a reload. */
export function AppointmentDialog(props: Props) {
  const { t } = useTranslation()
  const { conversation, onClose, onManage } = props
  // Of those that the visitor has already, one may be moved instead.
  const [moved, setMoved] = useState<Appointment>()
  const appointment = moved ?? props.appointment
  const { query, offered, templateOf } = useTemplates()
  const prefill = usePrefill(appointment ? undefined : conversation)
  const templates = appointment ? [templateOf(appointment.templateId)].filter((each) => each !== undefined) : offered
  const isReady = query.data !== undefined && prefill !== undefined
  if (isReady && templates.length > 0) {
    return (
      <Filled
        {...props}
        key={appointment?.appointmentId ?? 'new'}
        appointment={appointment}
        templates={templates}
        prefill={prefill}
        onMove={setMoved}
      />
    )
  }
  return (
    <Modal open centered width={880} title={t('appointment.make')} footer={null} onCancel={onClose}>
      {query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} />
      ) : isReady ? (
        <NoTemplates onManage={onManage} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Modal>
  )
}

interface FilledProps extends Props {
  readonly templates: readonly AppointmentTemplate[]
  readonly prefill: { readonly name: string; readonly phone: string }
  readonly onMove: (appointment: Appointment) => void
}

function Filled(props: FilledProps) {
  const { conversation, onClose, onSaved, onOpen, onMove, templates, prefill } = props
  // As it was when the form was filled in: what comes in meanwhile is a conflict, and not what this agent has seen.
  const [appointment] = useState(props.appointment)
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { companyName } = useMe()
  const [form] = Form.useForm<Fields>()
  const { isBusy, saving } = useSaving(form)
  const refresh = useRefresh()
  const conflict = useConflict()
  const { maySend, send } = useSendCard()
  // By the conversation that it is made in, the appointment that is changed, or `new`.
  const drafts = useDrafts<AppointmentDraft>('appointment')
  const key = appointment?.appointmentId ?? conversation?.conversationId ?? 'new'
  const [kept] = useState(() => {
    const draft = drafts.get(key)
    return draft?.revision === appointment?.revision ? draft : undefined
  })
  const wasTried = useRef(kept !== undefined)
  const [hasDraft, setHasDraft] = useState(kept !== undefined)
  const [id, setId] = useState(() => kept?.id ?? newId())
  const usual = templates.find(({ templateId }) => templateId === lastTemplate.get()) ?? templates[0]
  const initial: Fields = appointment
    ? fieldsOf(appointment)
    : { templateId: usual?.templateId ?? null, ...prefill, at: null, values: {}, note: '' }
  const [first] = useState<Fields>(() => ({ ...initial, ...kept }))
  const shown = { ...first, ...(Form.useWatch([], form) as Partial<Fields> | undefined) }
  const template = templates.find(({ templateId }) => templateId === shown.templateId) ?? usual
  // A template that was removed meanwhile is no choice any more.
  useEffect(() => {
    if (template && template.templateId !== form.getFieldValue('templateId')) {
      form.setFieldValue('templateId', template.templateId)
    }
  }, [template, form])
  const sendsTo = appointment?.conversationId ?? conversation?.conversationId ?? null
  const canSend = maySend(sendsTo)

  async function save({ name, phone = '', at, values = {}, note = '' }: Fields, isSent: boolean) {
    if (!template || at === null) return
    // Of another template nothing is kept.
    const own = Object.fromEntries(template.fields.map(({ fieldId }) => [fieldId, values[fieldId] ?? '']))
    const said = { name, phone, at, values: own, note }
    const change = ({ appointmentId, revision }: Appointment) =>
      api.appointment.change({ appointmentId, revision, ...said })
    async function add(templateId: string) {
      const isAgain = wasTried.current
      wasTried.current = true
      const conversationId = conversation?.conversationId ?? null
      const made = await api.appointment.add({ id, templateId, conversationId, ...said })
      // It may have been stored the first time, and what was told of it lost: what was written since counts.
      return isAgain ? change(made) : made
    }
    const store = () => (appointment ? change(appointment) : add(template.templateId))
    await saving(async () => {
      const saved = await store().catch((error: unknown) => {
        if (!appointment || !isConflict(error)) throw error
        conflict(appointment.appointmentId)
        onClose()
        return undefined
      })
      if (!saved) return
      drafts.set(key, undefined)
      lastTemplate.set(template.templateId)
      if (isSent && sendsTo !== null) send(sendsTo, saved, template)
      refresh(saved)
      void message.success(t(isSent ? 'appointment.savedAndSent' : 'app.saved'))
      onSaved(saved)
    })
  }
  const submit = (isSent: boolean) =>
    form.validateFields().then(
      () => save({ ...first, ...form.getFieldsValue(true) }, isSent),
      () => undefined,
    )

  return (
    <Modal
      open
      centered
      width={880}
      title={t(appointment ? 'appointment.change' : 'appointment.make')}
      onCancel={onClose}
      footer={
        <div className={styles.foot}>
          {hasDraft && (
            <Button
              type="text"
              onClick={() => {
                drafts.set(key, undefined)
                setHasDraft(false)
                setId(newId())
                wasTried.current = false
                form.setFieldsValue({ ...initial, values: { ...emptied(template), ...initial.values } })
              }}
            >
              {t('appointment.discardDraft')}
            </Button>
          )}
          <span className={styles.space} />
          <Button loading={isBusy} type={canSend ? 'default' : 'primary'} onClick={() => void submit(false)}>
            {t('app.save')}
          </Button>
          {canSend && (
            <Button
              type="primary"
              loading={isBusy}
              icon={<SendHorizontal size={15} />}
              onClick={() => void submit(true)}
            >
              {t('appointment.saveAndSend')}
            </Button>
          )}
        </div>
      }
    >
      <div className={styles.columns}>
        <Form<Fields>
          form={form}
          layout="vertical"
          className={styles.form ?? ''}
          initialValues={first}
          requiredMark="optional"
          onValuesChange={() => {
            drafts.set(key, { ...first, ...form.getFieldsValue(true), id, revision: appointment?.revision })
            setHasDraft(true)
          }}
        >
          <AppointmentFormFields templates={templates} template={template} keptAt={appointment?.at} />
        </Form>
        <aside className={styles.side}>
          {template && (
            <AppointmentCard
              isWhole
              card={{
                style: template.style,
                title: template.title,
                place: template.place,
                company: companyName,
                number: appointment?.number ?? null,
                name: shown.name,
                at: shown.at,
                lines: linesOf(template, shown.values ?? {}),
              }}
            />
          )}
          {conversation && !appointment && (
            <VisitorAppointments
              visitorId={conversation.visitorId}
              conversation={conversation}
              onOpen={onOpen}
              onMove={onMove}
            />
          )}
        </aside>
      </div>
    </Modal>
  )
}

const fieldsOf = ({ templateId, name, phone, at, values, note }: Appointment): Fields => ({
  templateId,
  name,
  phone: phone && formatPhone(phone),
  at,
  values,
  note,
})

const emptied = (template: AppointmentTemplate | undefined) =>
  Object.fromEntries(template?.fields.map(({ fieldId }) => [fieldId, undefined]) ?? [])
