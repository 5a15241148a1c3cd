import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, queries } from '../platform/api.ts'
import { useClient } from '../platform/live.ts'
import { appAt } from './app-entries.ts'

/** Not every console of a company asks in the same instant (RT37). */
const calmMs = 1_000

/** Keeps the list of apps fresh, and counts which of them are opened. Draws nothing. */
export function AppNews() {
  const client = useClient()
  const cache = useQueryClient()
  const app = appAt(useLocation().pathname)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = client.on('apps', () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void cache.invalidateQueries({ queryKey: queries.app.list.key() })
      }, Math.random() * calmMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, cache])

  useEffect(() => {
    // A use that is not counted is none worth a word.
    if (app) void api.app.use({ app }).catch(() => undefined)
  }, [app])

  return null
}
