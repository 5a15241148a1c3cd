import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSetState } from './use-change.ts'

interface Props {
  readonly appointment: { readonly appointmentId: string; readonly revision?: number; readonly name: string }
  readonly onClose: () => void
}

/** Its card says so from then on; the reason stays among colleagues. */
export function CancelDialog({ appointment: { appointmentId, revision, name }, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const setState = useSetState()
  return (
    <Modal
      open
      centered
      width={440}
      title={t('appointment.cancelTitle', { name })}
      okText={t('appointment.to.cancelled')}
      okButtonProps={{ danger: true, loading: setState.isPending }}
      cancelText={t('appointment.keep')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ reason: '' }}
        onFinish={({ reason }) =>
          setState.mutate(
            { appointmentId, ...(revision !== undefined && { revision }), state: 'cancelled', reason: reason.trim() },
            { onSettled: onClose },
          )
        }
      >
        <Form.Item name="reason" label={t('appointment.reason')} extra={t('appointment.cancelHint')}>
          <Input maxLength={100} autoFocus placeholder={t('appointment.reasonExample')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
