import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMay } from '../../platform/me.ts'

/** Whether the robot answers for me in all my conversations (D2.7). */
export function useStandIn() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const mayServe = useMay('conversation.serve')
  const options = queries.robot.standIn.queryOptions()
  const isOn = useQuery({ ...options, enabled: mayServe, staleTime: 60_000 }).data?.isOn ?? false
  const change = useMutation({
    mutationFn: (next: boolean) => api.robot.setStandIn({ isOn: next }),
    onSuccess: (set) => {
      cache.setQueryData(options.queryKey, set)
      void message.success(t(set.isOn ? 'robot.standInBegan' : 'robot.standInEnded'))
    },
    onError: (error) => void message.error(describe(error)),
  })
  return { isOffered: mayServe, isOn, set: (next: boolean) => change.mutate(next) }
}
