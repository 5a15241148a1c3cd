import type { AgentClient, AgentClientState } from '@youwen/sdk/agent'
import { createContext, useContext, useSyncExternalStore } from 'react'

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
