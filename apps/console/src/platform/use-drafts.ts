import { useMemo } from 'react'
import { type DraftKind, type Drafts, draftsOf } from './drafts.ts'
import { useMe } from './me.ts'

/** Those of whoever is logged in. */
export function useDrafts<T>(kind: DraftKind): Drafts<T> {
  const { agentId } = useMe()
  return useMemo(() => draftsOf<T>(agentId, kind), [agentId, kind])
}
