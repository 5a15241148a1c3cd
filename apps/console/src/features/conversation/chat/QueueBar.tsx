import type { Conversation } from '@youwen/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useCommands } from '../../../platform/commands.ts'
import { describe } from '../../../platform/failure.ts'
import { useNow } from '../../../platform/now.ts'
import { durationOf } from '../../../platform/time.ts'
import { waitsSince } from '../list/order.ts'
import styles from './QueueBar.module.css'

/** Stands where the composer will be: nobody has this visitor yet. */
export function QueueBar({ conversation, mayServe }: { conversation: Conversation; mayServe: boolean }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [isBusy, setIsBusy] = useState(false)
  const waited = useNow() - Date.parse(waitsSince(conversation) ?? conversation.startedAt)

  async function accept() {
    setIsBusy(true)
    try {
      await api.conversation.accept({ conversationId: conversation.conversationId })
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  useCommands(
    mayServe ? [{ id: 'accept', title: t('conversation.accept'), keys: 'Alt+A', run: () => void accept() }] : [],
  )

  return (
    <div className={styles.bar}>
      <p>{t('conversation.waitingFor', { time: durationOf(waited) })}</p>
      {mayServe && (
        <Button type="primary" size="large" loading={isBusy} onClick={accept} title="Alt+A">
          {t('conversation.accept')}
        </Button>
      )}
    </div>
  )
}
