import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queries } from '../../platform/api.ts'
import { useClient } from '../../platform/live.ts'

/** Not every console of a company asks in the same instant (RT37). */
const calmMs = 1_000

/** Keeps the message centre fresh. Draws nothing. */
export function NoticeNews() {
  const client = useClient()
  const cache = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = client.on('notices', () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void cache.invalidateQueries({ queryKey: queries.notice.summary.key() })
        void cache.invalidateQueries({ queryKey: ['paged', 'notice'] })
      }, Math.random() * calmMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, cache])
  return null
}
