import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

interface PageOf<T> {
  items: T[]
  next: string | null
}

/** A list that the server hands out page by page. */
export function usePaged<T>(load: (page: { cursor?: string }) => Promise<PageOf<T>>, key: readonly unknown[]) {
  const query = useInfiniteQuery({
    queryKey: ['paged', ...key],
    queryFn: ({ pageParam }) => load(pageParam === undefined ? {} : { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    isPending: query.isPending,
    isError: query.isError,
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  }
}

export function MoreButton({ of }: { of: { hasMore: boolean; isLoadingMore: boolean; loadMore: () => void } }) {
  const { t } = useTranslation()
  if (!of.hasMore) return null
  return (
    <div style={{ padding: 16, textAlign: 'center' }}>
      <Button onClick={of.loadMore} loading={of.isLoadingMore}>
        {t('app.more')}
      </Button>
    </div>
  )
}
