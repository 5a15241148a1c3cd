import { App, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useLive } from '../../platform/live.ts'
import type { ActionDialogProps } from './actions.ts'
import { ClassifyDialog } from './class/ClassifyDialog.tsx'
import { nameOf } from './name.ts'

/** Asks once, and first for the class where the company wants one. */
export function CloseDialog({ conversation, onClose, onClosed }: ActionDialogProps & { onClosed?: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const tree = useLive((state) => state.classes)
  const [isBusy, setIsBusy] = useState(false)
  const isClassWanted =
    tree.isRequired && conversation.classIds.length === 0 && tree.classes.some(({ isRemoved }) => !isRemoved)

  async function close() {
    setIsBusy(true)
    try {
      await api.conversation.close({ conversationId: conversation.conversationId })
      onClose()
      onClosed?.()
    } catch (error) {
      void message.error(describe(error))
      setIsBusy(false)
    }
  }

  if (isClassWanted) {
    return <ClassifyDialog conversation={conversation} onClose={onClose} isBeforeClose onDone={close} />
  }
  return (
    <Modal
      open
      centered
      width={440}
      title={t('conversation.close.title', { name: nameOf(conversation) })}
      okText={t('conversation.close.do')}
      okButtonProps={{ loading: isBusy, autoFocus: true }}
      onOk={close}
      onCancel={onClose}
    >
      {t('conversation.close.hint')}
    </Modal>
  )
}
