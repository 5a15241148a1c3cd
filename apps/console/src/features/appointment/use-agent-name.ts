import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../platform/live.ts'

/** How a colleague is called; who has left is somebody. */
export function useAgentName(): (agentId: string) => string {
  const { t } = useTranslation()
  const colleagues = useLive((state) => state.colleagues)
  return useCallback((agentId) => colleagues.get(agentId)?.name ?? t('conversation.someAgent'), [colleagues, t])
}
