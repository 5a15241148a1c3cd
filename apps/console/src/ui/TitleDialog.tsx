import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describe } from '../platform/failure.ts'

interface Props {
  readonly heading: string
  readonly label: string
  readonly title: string
  readonly maxLength: number
  /** Closing is up to whoever saved it. */
  readonly onSave: (title: string) => Promise<void>
  readonly onClose: () => void
}

/** Names something that has nothing but a name. */
export function TitleDialog({ heading, label, title, maxLength, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ title: string }>()
  const [isBusy, setIsBusy] = useState(false)

  async function save(fields: { title: string }) {
    setIsBusy(true)
    try {
      await onSave(fields.title)
    } catch (error) {
      form.setFields([{ name: 'title', errors: [describe(error)] }])
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Modal
      open
      centered
      width={420}
      title={heading}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ title }} onFinish={save}>
        <Form.Item name="title" label={label} rules={[{ required: true, whitespace: true, message: t('app.needed') }]}>
          <Input maxLength={maxLength} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
