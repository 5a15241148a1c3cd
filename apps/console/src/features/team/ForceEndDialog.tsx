import type { Agent } from '@youwen/contract'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'

/** Ends every session of an agent at once. The reason is what the agent is told. */
export function ForceEndDialog({ agent, onClose }: { agent: Pick<Agent, 'agentId' | 'name'>; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [isBusy, setIsBusy] = useState(false)

  async function end() {
    setIsBusy(true)
    try {
      await api.security.forceEnd({ agentId: agent.agentId, reason: reason.trim() })
      void message.success(t('team.forceEndDone', { name: agent.name }))
      onClose()
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Modal
      open
      centered
      title={t('team.forceEndTitle', { name: agent.name })}
      okText={t('team.forceEnd')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: isBusy }}
      onOk={end}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 12 }}>{t('team.forceEndHint')}</p>
      <Input.TextArea
        autoFocus
        rows={2}
        maxLength={200}
        showCount
        placeholder={t('team.forceEndReason')}
        aria-label={t('team.forceEndReason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  )
}
