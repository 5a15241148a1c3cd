import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useLive } from '../../platform/live.ts'

/** Whom a ticket can be given to, and how everybody is called who stands in one, also after he has left. */
export function usePeople() {
  const { t } = useTranslation()
  const people = useQuery(queries.ticket.people.queryOptions({ staleTime: 60_000 })).data
  const colleagues = useLive((state) => state.colleagues)
  const agents = useMemo(() => people?.agents.map(({ agentId, name }) => ({ value: agentId, label: name })), [people])
  const groups = useMemo(() => people?.groups.map(({ groupId, name }) => ({ value: groupId, label: name })), [people])
  const nameOf = useCallback(
    (agentId: string) =>
      agents?.find(({ value }) => value === agentId)?.label ?? colleagues.get(agentId)?.name ?? t('ticket.someone'),
    [agents, colleagues, t],
  )
  return {
    agents: agents ?? [],
    groups: groups ?? [],
    nameOf,
    avatarOf: (agentId: string) => colleagues.get(agentId)?.avatarUrl ?? null,
    groupNameOf: (groupId: string) =>
      groups?.find(({ value }) => value === groupId)?.label ?? t('conversation.someGroup'),
  }
}
export type People = ReturnType<typeof usePeople>
