import type { Tx } from '../../platform/db/index.ts'
import { type Candidate, leastBusy } from './rule.ts'
import { lockRouting } from './store.ts'

export type { Candidate } from './rule.ts'

/** What a conversation asks for. */
export interface Demand {
  readonly companyId: string
  readonly siteId: string
  /** Only agents of this group; null: whoever serves the site. */
  readonly groupId: string | null
}

export interface RoutingSources {
  /** Agents who are online, enabled, and serve this site and group. */
  candidates(tx: Tx, demand: Demand): Promise<readonly Candidate[]>
  /** Open conversations by agent. */
  loads(tx: Tx, companyId: string): Promise<ReadonlyMap<string, number>>
  /** Remembers whose turn it was. */
  assigned(tx: Tx, companyId: string, agentId: string): Promise<void>
}

export function createRouting({ candidates, loads, assigned }: RoutingSources) {
  return {
    /** Serialises routing for the company until the transaction ends. Take it before `choose`. */
    lock: lockRouting,

    /** Who gets it, or null when nobody is free. The caller assigns in the same transaction. */
    async choose(tx: Tx, demand: Demand): Promise<string | null> {
      const there = await candidates(tx, demand)
      if (there.length === 0) return null
      const chosen = leastBusy(there, await loads(tx, demand.companyId))
      if (chosen) await assigned(tx, demand.companyId, chosen)
      return chosen
    },

    /** Who could be asked, whatever he has to do already. */
    async there(tx: Tx, demand: Demand): Promise<string[]> {
      return (await candidates(tx, demand)).map(({ agentId }) => agentId)
    },

    /** Whether this agent may take one more; for the ways past `choose`, such as taking one from the queue by hand. */
    async hasRoom(tx: Tx, companyId: string, agentId: string, capacity: number): Promise<boolean> {
      return ((await loads(tx, companyId)).get(agentId) ?? 0) < capacity
    },
  }
}
export type Routing = ReturnType<typeof createRouting>
