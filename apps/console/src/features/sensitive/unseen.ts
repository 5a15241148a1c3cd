import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, queries } from '../../platform/api.ts'

export const hitsKey = ['sensitive', 'hits'] as const

/** Says that all there is was looked at. */
export function useSeen(): () => void {
  const cache = useQueryClient()
  return useCallback(() => {
    // If that is not heard, he is told once more.
    void api.sensitive
      .seen()
      .then(() => cache.setQueryData(queries.sensitive.unseen.queryKey(), { count: 0, latest: null }))
      .catch(() => undefined)
  }, [cache])
}
