import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import type { AgentClient } from '@youwen/sdk/agent'
import { useEffect, useRef } from 'react'
import { useClient, useLive } from './live.ts'

/** Things of which a client is told by id alone that they changed (RT27, RT43). Kept outside the component: it is compared by identity. */
export interface Told {
  readonly listen: (client: AgentClient, hears: (id: string) => void) => () => void
  /** Whatever shows several of them. */
  readonly lists: () => readonly QueryKey[]
  readonly one: (id: string) => QueryKey
  /** Everything that is known of them. */
  readonly all: () => readonly QueryKey[]
}

/** Many changes of one moment are one question. */
const calmMs = 1_000

/** Keeps what is shown of them fresh, also over a line that was down: what changed meanwhile is not told again. */
export function useFreshness(told: Told): void {
  const client = useClient()
  const cache = useQueryClient()
  const connection = useLive((state) => state.connection.status)

  useEffect(() => {
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      for (const queryKey of [...told.lists(), ...[...changed].map(told.one)]) {
        void cache.invalidateQueries({ queryKey })
      }
      changed.clear()
    }
    const stop = told.listen(client, (id) => {
      changed.add(id)
      timer ??= setTimeout(refresh, calmMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, cache, told])

  const wasOpen = useRef(false)
  useEffect(() => {
    if (connection !== 'open') return
    if (wasOpen.current) for (const queryKey of told.all()) void cache.invalidateQueries({ queryKey })
    wasOpen.current = true
  }, [connection, cache, told])
}
