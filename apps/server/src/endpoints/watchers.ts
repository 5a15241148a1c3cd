import type { Feed } from '@youwen/contract/realtime'
import type { AgentCaller } from '../platform/http/index.ts'
import type { Connection } from '../platform/realtime/index.ts'

/** Which of this node's connections follow which feed. */
export function createWatchers<About>() {
  const byCompany = new Map<string, Map<Connection, About>>()
  return {
    add(companyId: string, connection: Connection, about: About) {
      const those = byCompany.get(companyId) ?? new Map<Connection, About>()
      those.set(connection, about)
      byCompany.set(companyId, those)
    },
    remove(companyId: string, connection: Connection) {
      const those = byCompany.get(companyId)
      those?.delete(connection)
      if (those?.size === 0) byCompany.delete(companyId)
    },
    of: (companyId: string): ReadonlyMap<Connection, About> => byCompany.get(companyId) ?? new Map(),
    isEmpty: (companyId: string) => !byCompany.has(companyId),
  }
}

/** A feed that agents' screens follow while they are open. Who watches is told all that happens from then on. */
export interface WatchedFeed {
  watch(connection: Connection, agent: AgentCaller): Promise<void>
  unwatch(connection: Connection, companyId: string): void
}
export type Feeds = Readonly<Record<Feed, WatchedFeed>>
