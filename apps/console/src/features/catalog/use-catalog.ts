import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CatalogTrouble, FoundOrders } from '@youwen/contract'
import { useEffect, useState } from 'react'
import { api, queries } from '../../platform/api.ts'
import { useClient } from '../../platform/live.ts'

/** The server remembers what the company's system said; here it is only not asked at every glance. */
const staleTime = 20_000

/** Everything beside the chat: what he looked at, his orders, what can be given to him. */
export function useCatalog(conversationId: string, lastPage: string | undefined) {
  const cache = useQueryClient()
  const [isRetrying, setIsRetrying] = useState(false)
  const viewedKey = ['catalog', 'viewed', conversationId, lastPage]
  const viewed = useQuery({
    queryKey: viewedKey,
    queryFn: () => queries.catalog.viewed.call({ conversationId }),
    staleTime,
    // While he goes to another page, what is known stays on the screen.
    placeholderData: (before) => before,
  })
  const ordersKey = ['catalog', 'orders', conversationId]
  const orders = useInfiniteQuery({
    queryKey: ordersKey,
    queryFn: ({ pageParam }) =>
      queries.catalog.orders.call({ conversationId, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: FoundOrders) => next,
    // Who is not known yet may be known the next moment, by a word on his card.
    staleTime: ({ state }) => (state.data?.pages[0]?.isIdentified ? staleTime : 0),
  })
  const couponsKey = ['catalog', 'coupons']
  const coupons = useQuery({
    queryKey: couponsKey,
    queryFn: () => queries.catalog.coupons.call({ words: '' }),
    staleTime,
  })

  const client = useClient()
  // His card says who he is: by another phone he has other orders.
  useEffect(
    () =>
      client.on('card', (changed) => {
        if (changed.conversationId !== conversationId) return
        void cache.invalidateQueries({ queryKey: ['catalog', 'orders', conversationId] })
      }),
    [client, cache, conversationId],
  )

  /** Past everything that is remembered, on both sides. */
  async function retry() {
    setIsRetrying(true)
    const fresh = 'yes' as const
    try {
      await Promise.all([
        api.catalog.viewed({ conversationId, fresh }).then((found) => cache.setQueryData(viewedKey, found)),
        api.catalog
          .orders({ conversationId, fresh })
          .then((found) => cache.setQueryData(ordersKey, { pages: [found], pageParams: [null] })),
        api.catalog.coupons({ words: '', fresh }).then((found) => cache.setQueryData(couponsKey, found)),
      ])
    } finally {
      setIsRetrying(false)
    }
  }

  const answers = [viewed.data, orders.data?.pages[0], coupons.data]
  return { viewed, orders, coupons, retry, isRetrying, trouble: worstOf(answers) }
}

interface Known {
  readonly state: 'current' | 'stale' | 'failed'
  readonly asOf: string | null
  readonly trouble: CatalogTrouble | null
}

/** One line says how the company's system is, whichever question it failed. */
function worstOf(answers: readonly (Known | undefined)[]): Known | undefined {
  const bad = answers.filter((answer) => answer !== undefined && answer.state !== 'current')
  return bad.find((answer) => answer?.state === 'stale') ?? bad[0]
}
