import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { type ApiError, createApi } from '@youwen/sdk/api'

const ended = new Set<(error: ApiError) => void>()

/** Hears when the server says that nobody is logged in (any more). */
export function onUnauthenticated(listener: (error: ApiError) => void) {
  ended.add(listener)
  return () => void ended.delete(listener)
}

export const serverUrl = location.origin

export const api = createApi({
  url: serverUrl,
  onUnauthenticated: (error) => {
    for (const listener of ended) listener(error)
  },
})

/** Keys and options for TanStack Query, one for each route. */
export const queries = createTanstackQueryUtils(api)
