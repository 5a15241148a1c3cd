import type { Conversation, PendingTransfer } from '@youwen/contract'
import { App, Button } from 'antd'
import { Shuffle } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useCommands } from '../../../platform/commands.ts'
import { describe } from '../../../platform/failure.ts'
import { useMay, useMe } from '../../../platform/me.ts'
import { useAgentName, useGroupName } from '../names.ts'
import styles from './PendingBar.module.css'
import { useSecondsLeft } from './seconds-left.ts'

interface Props {
  readonly conversation: Conversation
  readonly transfer: PendingTransfer
}

/** Above the composer: a colleague is being asked to take this conversation over, and has not answered. */
export function PendingBar({ conversation, transfer }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const mayServe = useMay('conversation.serve')
  const mayTransferAny = useMay('conversation.transfer_any')
  const agentName = useAgentName()
  const groupName = useGroupName(transfer.toGroupId)
  const left = useSecondsLeft(transfer.expiresAt)
  const [isBusy, setIsBusy] = useState(false)
  const isHis = transfer.byAgentId === me.agentId || conversation.agentId === me.agentId
  const mayCancel = mayServe && (isHis || mayTransferAny)

  async function cancel() {
    setIsBusy(true)
    try {
      await api.transfer.cancel({ transferId: transfer.transferId })
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }
  useCommands(
    mayCancel
      ? [{ id: 'cancel-transfer', title: t('transfer.cancel'), keys: 'Alt+Shift+T', run: () => void cancel() }]
      : [],
  )

  return (
    <div className={styles.bar} role="status">
      <Shuffle size={15} aria-hidden="true" />
      <span className={styles.words}>
        {t('transfer.waiting', { name: transfer.toAgentId ? agentName(transfer.toAgentId) : groupName })}
        <span className={`${styles.left} num`}>
          {left > 0 ? t('transfer.left', { count: left }) : t('transfer.ending')}
        </span>
      </span>
      {mayCancel && (
        <Button size="small" loading={isBusy} onClick={() => void cancel()} title="Alt+Shift+T">
          {t('transfer.cancel')}
        </Button>
      )}
    </div>
  )
}
