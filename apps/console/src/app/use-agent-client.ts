import { type AgentClient, createAgentClient } from '@youwen/sdk/agent'
import { useEffect, useState } from 'react'
import { serverUrl } from '../platform/api.ts'

/** One realtime connection for as long as somebody is logged in. */
export function useAgentClient(): AgentClient {
  const [client] = useState(() => createAgentClient({ url: serverUrl }))
  useEffect(() => () => client.close(), [client])
  useEffect(() => {
    const tell = () => client.looking(document.visibilityState === 'visible')
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [client])
  return client
}
