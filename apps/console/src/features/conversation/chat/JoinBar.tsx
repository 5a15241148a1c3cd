import type { Conversation } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { App, Button } from 'antd'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useCommands } from '../../../platform/commands.ts'
import { describe } from '../../../platform/failure.ts'
import { useLive } from '../../../platform/live.ts'
import { useMay, useMe } from '../../../platform/me.ts'
import styles from './JoinBar.module.css'
import { TakeOver } from './TakeOver.tsx'

interface Props {
  readonly conversation: Conversation
  readonly messages: readonly ShownMessage[]
}

/** Above the box for notes: whose conversation it is, and the way into it. */
export function JoinBar({ conversation, messages }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const mayServe = useMay('conversation.serve')
  const mayViewAll = useMay('conversation.view_all')
  const mayTransferAny = useMay('conversation.transfer_any')
  const { agentId, conversationId } = conversation
  const colleague = useLive((state) => (agentId ? state.colleagues.get(agentId) : undefined))
  const [isBusy, setIsBusy] = useState(false)
  const isCalled = messages.some(({ body }) => body.type === 'note' && body.mentions.includes(me.agentId))
  const mayJoin = mayServe && (mayViewAll || mayTransferAny || isCalled)

  async function join() {
    setIsBusy(true)
    try {
      await api.conversation.join({ conversationId })
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }
  useCommands(mayJoin ? [{ id: 'join', title: t('conversation.join.do'), keys: 'Alt+J', run: () => void join() }] : [])

  return (
    <div className={styles.bar}>
      <span>{t('conversation.servedBy', { name: colleague?.name ?? t('conversation.someAgent') })}</span>
      {mayJoin && (
        <Button icon={<UserPlus size={15} />} loading={isBusy} onClick={() => void join()} title="Alt+J">
          {t('conversation.join.do')}
        </Button>
      )}
      <TakeOver conversationId={conversationId} colleague={colleague?.name ?? t('conversation.someAgent')} />
    </div>
  )
}
