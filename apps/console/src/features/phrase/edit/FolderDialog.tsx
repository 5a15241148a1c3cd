import type { Phrase, PhraseTree } from '@youwen/contract'
import { maxPhraseTitleLength } from '@youwen/contract/limits'
import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describe } from '../../../platform/failure.ts'
import { useEditing } from '../use-editing.ts'

interface Props {
  readonly tree: PhraseTree
  /** Undefined: a new one, in this folder. */
  readonly folder: Phrase | undefined
  readonly folderId: string | null
  readonly onClose: () => void
  readonly onSaved: (folder: Phrase) => void
}

export function FolderDialog({ tree, folder, folderId, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const editing = useEditing(tree)
  const [form] = Form.useForm<{ title: string }>()
  const [isBusy, setIsBusy] = useState(false)

  async function save({ title }: { title: string }) {
    setIsBusy(true)
    try {
      const request = { kind: 'folder', title } as const
      onSaved(
        folder
          ? await editing.save(folder.phraseId, request)
          : await editing.add(request, { folderId, beforeId: null }),
      )
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
      title={t(folder ? 'phrase.rename' : 'phrase.addFolder')}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ title: folder?.title ?? '' }} onFinish={save}>
        <Form.Item
          name="title"
          label={t('phrase.field.folderName')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={maxPhraseTitleLength} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
