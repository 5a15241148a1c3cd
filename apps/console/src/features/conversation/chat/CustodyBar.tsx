import type { Conversation } from '@youwen/contract'
import { App, Button } from 'antd'
import { Bot } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useCommands } from '../../../platform/commands.ts'
import { describe } from '../../../platform/failure.ts'
import styles from './QueueBar.module.css'

/** Above the composer while the robot answers: who has the word, and the way to take it (D2.7). */
export function CustodyBar({ conversation, mayServe }: { conversation: Conversation; mayServe: boolean }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [isBusy, setIsBusy] = useState(false)
  const isMine = conversation.agentId !== null

  async function take() {
    setIsBusy(true)
    try {
      await api.robot.setCustody({ conversationId: conversation.conversationId, isOn: false })
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }
  useCommands(
    mayServe ? [{ id: 'take', title: t('conversation.custody.take'), keys: 'Alt+A', run: () => void take() }] : [],
  )

  return (
    <div className={styles.bar} data-quiet>
      <p>
        <Bot size={16} aria-hidden="true" /> {t(isMine ? 'conversation.custody.forMe' : 'conversation.custody.alone')}
      </p>
      {mayServe && (
        <Button type="primary" loading={isBusy} onClick={() => void take()} title="Alt+A">
          {t('conversation.custody.take')}
        </Button>
      )}
    </div>
  )
}
