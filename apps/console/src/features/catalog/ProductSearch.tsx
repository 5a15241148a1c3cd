import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FoundProducts } from '@youwen/contract'
import { Button } from 'antd'
import { PackageSearch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useMay } from '../../platform/me.ts'
import { useSettled } from '../../platform/settled.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './CatalogTab.module.css'
import { ProductRow } from './ProductRow.tsx'
import { StateBar } from './StateBar.tsx'
import type { Send } from './use-send.ts'

interface Props {
  readonly words: string
  readonly send: Send
  readonly onSent?: () => void
}

/** Products by what was typed; without words, all of them. */
export function ProductSearch({ words, send, onSent }: Props) {
  const { t } = useTranslation()
  const mayManage = useMay('catalog.manage')
  const typed = useSettled(words.trim(), 250)
  const cache = useQueryClient()
  const key = ['catalog', 'products', typed]
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      queries.catalog.products.call({ words: typed, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: FoundProducts) => next,
    staleTime: 20_000,
    placeholderData: (before) => before,
  })
  const retry = useMutation({
    mutationFn: () => queries.catalog.products.call({ words: typed, fresh: 'yes' }),
    onSuccess: (found) => cache.setQueryData(key, { pages: [found], pageParams: [null] }),
  })
  if (list.isPending) return <Skeleton rows={4} />
  if (list.isError) return <FailureState error={list.error} onRetry={() => void list.refetch()} />
  const [first] = list.data.pages
  const products = list.data.pages.flatMap(({ items }) => items)
  const isWell = first?.state === 'current'
  return (
    <>
      {first && !isWell && (
        <StateBar
          asOf={first.asOf}
          trouble={first.trouble}
          isRetrying={retry.isPending}
          onRetry={() => retry.mutate()}
        />
      )}
      {products.length === 0 && isWell && (
        <EmptyState
          icon={<PackageSearch size={24} />}
          title={typed === '' ? t('catalog.none') : t('catalog.noneFound', { words: typed })}
          hint={typed === '' ? t(mayManage ? 'catalog.noneHint' : 'catalog.ask') : undefined}
        />
      )}
      <section className={styles.list} aria-label={t('catalog.tab')}>
        {products.map((product) => (
          <ProductRow key={product.productId} product={product} send={send} {...(onSent && { onSent })} />
        ))}
      </section>
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('app.more')}
          </Button>
        </div>
      )}
    </>
  )
}
