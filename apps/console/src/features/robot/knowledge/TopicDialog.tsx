import type { RobotNode } from '@youwen/contract'
import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'

export type EditedTopic = { readonly node: RobotNode } | { readonly parentId: string | null }

interface Props {
  readonly topic: EditedTopic
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function TopicDialog({ topic, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ title: string }>()
  const [isBusy, setIsBusy] = useState(false)
  const isKnown = 'node' in topic

  async function save({ title }: { title: string }) {
    setIsBusy(true)
    const entry = { kind: 'topic', title } as const
    try {
      if (isKnown) await api.robot.save({ entryId: topic.node.entryId, entry })
      else await api.robot.add({ place: { topicId: topic.parentId, beforeId: null }, entry })
      onSaved()
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
      title={t(isKnown ? 'robot.renameTopic' : 'robot.addTopic')}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ title: isKnown ? topic.node.title : '' }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item
          name="title"
          label={t('robot.field.topicName')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={40} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
