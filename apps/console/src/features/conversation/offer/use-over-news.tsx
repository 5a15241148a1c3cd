import { App, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../platform/live.ts'
import { useMe } from '../../../platform/me.ts'
import { useAgentName } from '../names.ts'

/** Says what became of an offer: to who asked, and to who was asked and was not the one to decide. */
export function useOverNews(onOpen: (conversationId: string) => void) {
  const { t } = useTranslation()
  const { message, notification } = App.useApp()
  const client = useClient()
  const { agentId: me } = useMe()
  const nameOf = useAgentName()
  useEffect(() =>
    client.on('transferOver', ({ transferId, conversationId, byAgentId, outcome, agentId, reason }) => {
      const name = agentId ? nameOf(agentId) : ''
      if (agentId === me) return
      if (byAgentId !== me) {
        if (outcome === 'accepted') void message.info(t('transfer.over.takenBy', { name }))
        if (outcome === 'cancelled') void message.info(t('transfer.over.cancelled', { name }))
        return
      }
      if (outcome === 'accepted') void message.success(t('transfer.over.accepted', { name }))
      if (outcome !== 'declined' && outcome !== 'expired') return
      // Somebody has to do something now: it stays until it is seen.
      notification.warning({
        key: transferId,
        title: t(`transfer.over.${outcome}`, { name }),
        description: reason || t(`transfer.over.${outcome}Note`),
        placement: 'bottomRight',
        duration: 15,
        actions: (
          <Button
            size="small"
            onClick={() => {
              notification.destroy(transferId)
              onOpen(conversationId)
            }}
          >
            {t('transfer.over.look')}
          </Button>
        ),
      })
    }),
  )
}
