import type { PhraseTree } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { Form, Modal, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayEdit } from '../use-editing.ts'
import type { PhraseFields } from './fields.ts'
import { PhraseForm } from './PhraseForm.tsx'
import { phraseOf } from './said.ts'

interface Props {
  readonly message: ShownMessage
  readonly selected: string
  readonly onClose: () => void
}

/** D2.2: what somebody has said becomes a phrase, one's own or everybody's. */
export function SaidDialog({ message, selected, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<PhraseFields>()
  const mayShare = useMayEdit('shared')
  const [tree, setTree] = useState<PhraseTree>('own')
  const [isBusy, setIsBusy] = useState(false)
  const said = useMemo(() => phraseOf(message.body, selected), [message, selected])
  return (
    <Modal
      open
      centered
      width={560}
      title={t('phrase.saveAs')}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      maskClosable={false}
    >
      {mayShare && (
        <Segmented
          block
          value={tree}
          options={(['own', 'shared'] as const).map((value) => ({ value, label: t(`phrase.treeTitle.${value}`) }))}
          onChange={(next) => {
            setTree(next)
            // Folders are of one tree; what is written stays.
            form.setFieldsValue({ folderId: null })
          }}
          style={{ marginBottom: 16 }}
        />
      )}
      <PhraseForm
        form={form}
        tree={tree}
        phrase={undefined}
        folderId={null}
        said={said}
        onBusy={setIsBusy}
        onSaved={onClose}
      />
    </Modal>
  )
}
