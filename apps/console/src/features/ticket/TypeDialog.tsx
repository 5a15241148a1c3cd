import type { SaveTicketType, TicketType } from '@youwen/contract'
import { Form, Input, InputNumber, Modal, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { useSaving } from '../../ui/use-saving.ts'
import { PriorityMark, TypeMark } from './marks.tsx'

const priorities = ['low', 'normal', 'high', 'urgent'] as const
const colours = ['grey', 'blue', 'green', 'amber', 'red', 'purple'] as const

interface Props {
  readonly type: TicketType | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function TypeDialog({ type, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<SaveTicketType>()
  const { isBusy, saving } = useSaving(form)

  async function save(fields: SaveTicketType) {
    const request = { ...fields, dueHours: fields.dueHours ?? null }
    await saving(async () => {
      if (type) await api.ticket.saveType({ ...request, ticketTypeId: type.ticketTypeId })
      else await api.ticket.addType(request)
      onSaved()
    })
  }

  return (
    <Modal
      open
      centered
      title={t(type ? 'ticket.types.edit' : 'ticket.types.add')}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<SaveTicketType>
        form={form}
        layout="vertical"
        initialValues={type ?? { colour: 'blue', priority: 'normal', dueHours: null }}
        onFinish={save}
      >
        <Form.Item
          name="name"
          label={t('ticket.types.name')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={20} autoFocus placeholder={t('ticket.types.example')} />
        </Form.Item>
        <Form.Item name="colour" label={t('ticket.types.colour')}>
          <Segmented
            options={colours.map((colour) => ({
              value: colour,
              label: <TypeMark type={{ name: t(`ticket.types.colours.${colour}`), colour }} />,
            }))}
          />
        </Form.Item>
        <Form.Item name="priority" label={t('ticket.types.priority')}>
          <Select options={priorities.map((value) => ({ value, label: <PriorityMark priority={value} isNamed /> }))} />
        </Form.Item>
        <Form.Item name="dueHours" label={t('ticket.types.due')}>
          <InputNumber
            min={1}
            max={8_760}
            precision={0}
            style={{ width: 200 }}
            placeholder={t('ticket.types.noDue')}
            suffix={t('ticket.types.hours')}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
