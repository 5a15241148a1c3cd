import { applyAgents, type WatchedAgents } from '@youwen/contract/feeds'
import type { AgentClient } from './agent.ts'
import type { Api } from './api.ts'
import { type Followed, follow } from './follow.ts'

/** What colleagues do today, live, for as long as somebody looks. */
export const followAgents = (client: Pick<AgentClient, 'follow'>, api: Api): Followed<WatchedAgents> =>
  follow({
    client,
    feed: 'agents',
    empty: new Map() as WatchedAgents,
    fetch: async () => new Map((await api.monitor.agents()).map((agent) => [agent.agentId, agent])),
    apply: applyAgents,
  })
