import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NoticeKind } from '@youwen/contract'
import { App } from 'antd'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'

/** What is unread, the latest, and what stands above every screen; kept fresh by `NoticeNews`. */
export const useNoticeSummary = () => useQuery(queries.notice.summary.queryOptions({ staleTime: 60_000 }))

export function useRead() {
  const cache = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (which: { noticeIds?: string[]; kind?: NoticeKind }) => api.notice.read(which),
    onSuccess: (summary) => {
      cache.setQueryData(queries.notice.summary.queryKey(), summary)
      void cache.invalidateQueries({ queryKey: ['paged', 'notice'] })
    },
    onError: (error) => void message.error(describe(error)),
  })
}
