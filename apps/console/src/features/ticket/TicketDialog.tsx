import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Message, Ticket } from '@youwen/contract'
import { Button, Form, Input, Modal } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { useAssists } from '../../platform/assists.ts'
import { newId } from '../../platform/ids.ts'
import { useClock } from '../../platform/me.ts'
import { useDrafts } from '../../platform/use-drafts.ts'
import { AssistButton } from '../../ui/AssistButton.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import type { TicketDraft } from './draft.ts'
import { usePeople } from './people.ts'
import styles from './TicketDialog.module.css'
import { TicketFormFields } from './TicketFormFields.tsx'
import { useTicketTypes } from './ticket-types.ts'
import { titleOf, transcriptOf } from './transcript.ts'

/** What a ticket is made of. Messages that were selected; null: the whole conversation. */
export interface TicketSource {
  readonly conversationId: string
  readonly visitorName: string
  readonly messages: readonly Message[] | null
}

interface Props {
  /** Absent: a ticket of its own. */
  readonly source?: TicketSource | undefined
  readonly onClose: () => void
  readonly onMade: (ticket: Ticket) => void
}

const empty: TicketDraft = {
  title: '',
  description: '',
  ticketTypeId: null,
  priority: 'normal',
  assigneeId: null,
  groupId: null,
  dueAt: null,
  watcherIds: [],
}

/** 转工单 (D2.5). What was begun is there again after a reload, until it was made or cleared. */
export function TicketDialog({ source, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const clock = useClock()
  const people = usePeople()
  const maySummarise = useAssists('summary')
  const { nameOf } = people
  const { types } = useTicketTypes()
  const [form] = Form.useForm<TicketDraft>()
  const { isBusy, saving } = useSaving(form)
  // One request, however often it is tried.
  const [id] = useState(newId)
  const key = source?.conversationId ?? 'new'
  const drafts = useDrafts<TicketDraft>('ticket')
  const [kept] = useState(() => drafts.get(key))
  const [hasDraft, setHasDraft] = useState(kept !== undefined)

  const whole = useQuery(
    queries.conversation.messages.queryOptions({
      input: { conversationId: source?.conversationId ?? '', limit: 200 },
      enabled: source !== undefined && source.messages === null,
      staleTime: 0,
    }),
  )
  const messages = source?.messages ?? whole.data
  const filledIn = useMemo(
    () =>
      source && messages
        ? {
            ...empty,
            title: titleOf(messages),
            description: transcriptOf(messages, clock, source.visitorName, nameOf, t),
          }
        : empty,
    [source, messages, clock, nameOf, t],
  )
  useEffect(() => {
    if (kept) {
      // Messages that were selected now are what is meant; everything else was filled in before.
      form.setFieldsValue(source?.messages ? { ...kept, description: filledIn.description } : kept)
    } else if (!form.isFieldsTouched()) form.setFieldsValue(filledIn)
  }, [form, kept, source, filledIn])

  async function make(fields: TicketDraft) {
    await saving(async () => {
      const ticket = await api.ticket.add({
        ...empty,
        ...fields,
        id,
        ticketTypeId: fields.ticketTypeId ?? null,
        assigneeId: fields.assigneeId ?? null,
        groupId: fields.groupId ?? null,
        conversationId: source?.conversationId ?? null,
        // What was chosen of an earlier conversation has its position there.
        atSeq:
          messages?.find(
            ({ body, conversationId }) => body.type !== 'event' && conversationId === source?.conversationId,
          )?.seq ?? null,
      })
      drafts.set(key, undefined)
      void cache.invalidateQueries({ queryKey: ['paged', 'ticket'] })
      onMade(ticket)
    })
  }

  /** A type brings its usual priority and time limit, unless somebody chose others. */
  function chooseType(ticketTypeId: string | null) {
    const type = types.find((each) => each.ticketTypeId === ticketTypeId)
    if (!type) return
    if (!form.isFieldTouched('priority')) form.setFieldValue('priority', type.priority)
    if (!form.isFieldTouched('dueAt') && type.dueHours !== null) {
      form.setFieldValue('dueAt', new Date(Date.now() + type.dueHours * 3_600_000).toISOString())
    }
  }

  const keep = () => {
    drafts.set(key, { ...empty, ...form.getFieldsValue() })
    setHasDraft(true)
  }
  const discard = () => {
    drafts.set(key, undefined)
    setHasDraft(false)
    form.resetFields()
    form.setFieldsValue(filledIn)
  }

  return (
    <Modal
      open
      centered
      width={640}
      title={source ? t('ticket.make') : t('ticket.add')}
      onCancel={onClose}
      footer={
        <div className={styles.foot}>
          {hasDraft && (
            <Button type="text" onClick={discard}>
              {t('ticket.discardDraft')}
            </Button>
          )}
          <span className={styles.space} />
          <Button onClick={onClose}>{t('app.close')}</Button>
          <Button type="primary" loading={isBusy} onClick={() => form.submit()}>
            {t('ticket.do')}
          </Button>
        </div>
      }
    >
      <Form<TicketDraft>
        form={form}
        layout="vertical"
        className={styles.form ?? ''}
        initialValues={empty}
        onValuesChange={(changed: Partial<TicketDraft>) => {
          if ('ticketTypeId' in changed) chooseType(changed.ticketTypeId ?? null)
          keep()
        }}
        onFinish={make}
      >
        <Form.Item
          name="title"
          label={t('ticket.label.title')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={100} autoFocus placeholder={t('ticket.titleExample')} />
        </Form.Item>
        <TicketFormFields people={people} types={types} />
        <Form.Item
          name="description"
          label={t('ticket.label.description')}
          extra={
            source && (
              <span className={styles.extra}>
                {t('ticket.descriptionHint')}
                {maySummarise && (
                  <AssistButton
                    label={t('assistant.summarise')}
                    onAsk={async () => {
                      const { conversationId } = source
                      const { text } = await api.assistant.summary({ conversationId })
                      form.setFieldValue('description', `${text}\n\n${form.getFieldValue('description')}`)
                      keep()
                    }}
                  />
                )}
              </span>
            )
          }
          className={styles.last ?? ''}
        >
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 12 }} maxLength={20_000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
