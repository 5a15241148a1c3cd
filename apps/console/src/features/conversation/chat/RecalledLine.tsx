import type { MessageBody } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { useMay } from '../../../platform/me.ts'
import { bodyWords } from '../summary.ts'
import styles from './EventLine.module.css'
import { useSenderName } from './sender.ts'

/** Where something was said that its sender took back. Who may read the logs may read it; that is written down. */
export function RecalledLine({ message, visitorName }: { message: ShownMessage; visitorName: string }) {
  const { t } = useTranslation()
  const { message: toast } = App.useApp()
  const nameOf = useSenderName(visitorName)
  const mayAudit = useMay('security.audit')
  const [original, setOriginal] = useState<MessageBody>()
  const { conversationId, id, from, senderId } = message

  async function show() {
    if (conversationId === null) return
    try {
      setOriginal((await api.conversation.original({ conversationId, messageId: id })).body)
    } catch (error) {
      void toast.error(describe(error))
    }
  }

  return (
    <div className={styles.line} data-id={id}>
      {t(from === 'colleague' ? 'conversation.recall.noteBy' : 'conversation.recall.by', {
        name: nameOf(from, senderId),
      })}
      {mayAudit && !original && (
        <button type="button" className={styles.link} onClick={show}>
          {t('conversation.recall.original')}
        </button>
      )}
      {original && <p className={styles.original}>{bodyWords(original, t)}</p>}
    </div>
  )
}
