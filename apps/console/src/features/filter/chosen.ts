import type { Filter, FilterPlace } from '@youwen/contract'
import { useCallback, useState } from 'react'
import { useMe } from '../../platform/me.ts'

/** What a place is narrowed to, after a reload too; each person at this computer has his own. */
export function useChosenFilter(place: FilterPlace): [Filter | undefined, (filter: Filter | undefined) => void] {
  const { agentId } = useMe()
  const key = `youwen.console.filter.${place}.${agentId}`
  const [filter, setFilter] = useState(() => read(key))
  const choose = useCallback(
    (next: Filter | undefined) => {
      setFilter(next)
      try {
        if (next) localStorage.setItem(key, JSON.stringify(next))
        else localStorage.removeItem(key)
      } catch {
        // Remembered until the page closes, then.
      }
    },
    [key],
  )
  return [filter, choose]
}

function read(key: string): Filter | undefined {
  try {
    // What the server does not take any more it refuses, and the bar offers to take it off.
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as Filter | null) ?? undefined
  } catch {
    return undefined
  }
}
