import type { AgentClient, AgentClientState } from '@youwen/sdk/agent'
import type { Followed, FollowedState } from '@youwen/sdk/follow'
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'

const LiveContext = createContext<AgentClient | null>(null)

/** Everything below it shares one realtime connection. */
export const LiveProvider = LiveContext.Provider

export function useClient(): AgentClient {
  const client = useContext(LiveContext)
  if (!client) throw new Error('Outside of LiveProvider there is no realtime client')
  return client
}

/** A part of what the realtime client knows; drawn again only when that part is another value. */
export function useLive<T>(select: (state: AgentClientState) => T): T {
  const client = useClient()
  return useSyncExternalStore(
    (listener) => client.subscribe(listener),
    () => select(client.state),
  )
}

/** Follows a feed for as long as the component is there; `begin` is looked at once. */
export function useFollowed<Model>(
  begin: (client: AgentClient) => Followed<Model>,
): FollowedState<Model> & { refresh(): void } {
  const client = useClient()
  const [followed, setFollowed] = useState<Followed<Model>>()
  const [state, setState] = useState<FollowedState<Model>>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is followed does not change while it is
  useEffect(() => {
    const mine = begin(client)
    setFollowed(mine)
    setState(mine.state)
    const stop = mine.subscribe(() => setState(mine.state))
    return () => {
      stop()
      mine.close()
    }
  }, [client])
  const shown = state ?? { model: undefined as Model, status: 'loading' as const }
  return { ...shown, refresh: () => followed?.refresh() }
}
