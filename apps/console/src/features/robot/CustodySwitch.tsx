import type { Conversation } from '@youwen/contract'
import { App, Button, Tooltip } from 'antd'
import { Bot } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { useCommands } from '../../platform/commands.ts'
import { describe } from '../../platform/failure.ts'
import { useMay, useMe } from '../../platform/me.ts'

/** In the head of a conversation: the robot answers in it, or does not (D2.7). */
export function CustodySwitch({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { agentId } = useMe()
  const mayServe = useMay('conversation.serve')
  const mayTransferAny = useMay('conversation.transfer_any')
  const [isBusy, setIsBusy] = useState(false)
  const { conversationId, isInCustody, status } = conversation
  const isOffered = mayServe && status === 'open' && (conversation.agentId === agentId || mayTransferAny || isInCustody)

  async function toggle() {
    setIsBusy(true)
    try {
      await api.robot.setCustody({ conversationId, isOn: !isInCustody })
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }
  const title = t(isInCustody ? 'robot.custodyEnd' : 'robot.custodyBegin')
  useCommands(isOffered ? [{ id: 'custody', title, keys: 'Alt+R', run: () => void toggle() }] : [])
  if (!isOffered) return null
  return (
    <Tooltip title={title} mouseEnterDelay={0.4}>
      <Button
        type="text"
        icon={<Bot size={18} />}
        aria-label={t('robot.custody')}
        aria-pressed={isInCustody}
        color={isInCustody ? 'primary' : 'default'}
        variant={isInCustody ? 'filled' : 'text'}
        loading={isBusy}
        onClick={() => void toggle()}
      />
    </Tooltip>
  )
}
