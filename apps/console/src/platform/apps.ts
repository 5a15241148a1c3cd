import { useQuery } from '@tanstack/react-query'
import type { AppName } from '@youwen/contract'
import { apps, type OptionalApp } from '@youwen/contract/app-list'
import { useCallback } from 'react'
import { queries } from './api.ts'
import { useMe } from './me.ts'

/** The company's apps and how much this agent uses each; asked again when one was switched. */
export const useApps = (staleTime = 5 * 60_000) => useQuery(queries.app.list.queryOptions({ staleTime }))

/** On until the opposite is known: most are. */
export function useIsAppOn(): (app: AppName) => boolean {
  const entries = useApps().data
  return useCallback((app) => entries?.find((entry) => entry.app === app)?.isOn ?? true, [entries])
}

/** Whether this agent may use an optional app, and his company does. Hides what the server would refuse anyway. */
export function useMayUse(app: OptionalApp): boolean {
  const { permissions } = useMe()
  const isOn = useIsAppOn()
  return apps[app].needs.some((needed) => permissions.includes(needed)) && isOn(app)
}
