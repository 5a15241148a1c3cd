import type { LiveVisitor } from '@youwen/contract'
import { applyVisitors, type LiveVisitors } from '@youwen/contract/feeds'
import { liveLimits } from '@youwen/contract/limits'
import type { AgentClient } from './agent.ts'
import type { Api } from './api.ts'
import { type Followed, follow } from './follow.ts'

/** Who is on the sites and who left today, live, for as long as somebody looks. */
export const followVisitors = (client: Pick<AgentClient, 'follow'>, api: Api): Followed<LiveVisitors> =>
  follow({
    client,
    feed: 'visitors',
    empty: new Map() as LiveVisitors,
    async fetch(show) {
      const all = new Map<string, LiveVisitor>()
      for (const where of ['here', 'left'] as const) {
        const most = all.size + liveLimits[where]
        let cursor: string | undefined
        do {
          const page = await api.visitor.present({ where, ...(cursor && { cursor }) })
          for (const visitor of page.visitors) all.set(visitor.visitId, visitor)
          show(new Map(all))
          cursor = page.next ?? undefined
        } while (cursor && all.size < most)
      }
      return all
    },
    apply: applyVisitors,
  })
