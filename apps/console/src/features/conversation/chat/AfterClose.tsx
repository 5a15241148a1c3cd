import type { Conversation } from '@youwen/contract'
import { App, Button } from 'antd'
import { CloudOff, MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import styles from './AfterClose.module.css'

interface Props {
  readonly conversation: Conversation
  readonly onOpen: (conversationId: string) => void
}

/** In the place of the composer: the conversation is over, and its visitor can be turned to again (D1.6). */
export function AfterClose({ conversation, onOpen }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [isBusy, setIsBusy] = useState(false)

  async function contact() {
    setIsBusy(true)
    try {
      onOpen((await api.conversation.contact({ conversationId: conversation.conversationId })).conversationId)
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <div className={styles.bar}>
      <span className={styles.words}>{t(conversation.isVisitorOnline ? 'list.overAndHere' : 'list.overAndAway')}</span>
      <Button type="primary" icon={<MessageSquarePlus size={16} />} loading={isBusy} onClick={contact}>
        {t('list.contactAgain')}
      </Button>
    </div>
  )
}

/** Above the composer: what becomes of what is written now. */
export function AwayNote() {
  const { t } = useTranslation()
  return (
    <p className={styles.away} role="status">
      <CloudOff size={14} />
      {t('list.away')}
    </p>
  )
}
