import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChangeSensitiveWords, SensitiveAction, SensitiveSide } from '@youwen/contract'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { useSettled } from '../../../platform/settled.ts'

/** What a list is narrowed to. */
export interface Wish {
  readonly action: SensitiveAction | undefined
  readonly find: string
}
export const noWish: Wish = { action: undefined, find: '' }

const key = 'sensitive-words'

/** The words of a list as far as they are shown, and what can be done with them. */
export function useWords(side: SensitiveSide, { action, find: typed }: Wish) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const find = useSettled(typed.trim(), 250)
  const query = useInfiniteQuery({
    queryKey: [key, side, action, find],
    queryFn: ({ pageParam }) =>
      api.sensitive.words({
        side,
        limit: 100,
        ...(action && { action }),
        ...(find !== '' && { find }),
        ...(pageParam !== undefined && { cursor: pageParam }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (previous) => previous,
  })
  const changed = () => void cache.invalidateQueries({ queryKey: [key] })
  const change = useMutation({
    mutationFn: (request: ChangeSensitiveWords) => api.sensitive.change(request),
    onSuccess: ({ changed: count }, { wordIds }) => {
      if (wordIds.length > 1) void message.success(t('sensitive.changed', { count }))
    },
    onError: (error) => void message.error(describe(error)),
    onSettled: changed,
  })
  const remove = useMutation({
    mutationFn: (wordIds: string[]) => api.sensitive.remove({ wordIds }),
    onSuccess: ({ removed: count }) => void message.success(t('sensitive.removed', { count })),
    onError: (error) => void message.error(describe(error)),
    onSettled: changed,
  })
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    counts: query.data?.pages[0]?.counts,
    isPending: query.isPending,
    isError: query.isError,
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    changed,
    change: change.mutate,
    remove: remove.mutateAsync,
  }
}
export type Words = ReturnType<typeof useWords>
