import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useLive } from '../../platform/live.ts'
import { useMay } from '../../platform/me.ts'

/** What colleagues are called; who has left is still somebody. */
export function useAgentName() {
  const { t } = useTranslation()
  const colleagues = useLive((state) => state.colleagues)
  return (agentId: string) => colleagues.get(agentId)?.name ?? t('conversation.someAgent')
}

export function useGroupName(groupId: string | null): string {
  const { t } = useTranslation()
  const mayView = useMay('team.view')
  const groups = useQuery(
    queries.team.groups.queryOptions({ enabled: mayView && groupId !== null, staleTime: 300_000 }),
  )
  return groups.data?.find((group) => group.groupId === groupId)?.name ?? t('conversation.someGroup')
}
