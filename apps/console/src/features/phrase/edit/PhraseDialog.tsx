import type { PhraseTree } from '@youwen/contract'
import { Form, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDrafts } from '../../../platform/use-drafts.ts'
import type { TextualPhrase } from '../body.ts'
import type { PhraseFields } from './fields.ts'
import { draftKey, PhraseForm } from './PhraseForm.tsx'

interface Props {
  readonly tree: PhraseTree
  readonly phrase?: TextualPhrase
  readonly folderId?: string | null
  readonly onClose: () => void
}

/** A phrase written or changed without leaving where one is. */
export function PhraseDialog({ tree, phrase, folderId = null, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<PhraseFields>()
  const drafts = useDrafts<PhraseFields>('phrase')
  const [isBusy, setIsBusy] = useState(false)
  return (
    <Modal
      open
      centered
      width={560}
      title={`${t(phrase ? 'phrase.edit' : 'phrase.add')} · ${t(`phrase.treeTitle.${tree}`)}`}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={() => {
        drafts.set(draftKey(tree, phrase), undefined)
        onClose()
      }}
      maskClosable={false}
    >
      <PhraseForm form={form} tree={tree} phrase={phrase} folderId={folderId} onBusy={setIsBusy} onSaved={onClose} />
    </Modal>
  )
}
