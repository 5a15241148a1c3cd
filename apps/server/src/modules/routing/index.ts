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
  /** What those in the queue ask for, each wish once. */
  waiting(tx: Tx, companyId: string): Promise<readonly Omit<Demand, 'companyId'>[]>
  /** Remembers whose turn it was. */
  assigned(tx: Tx, companyId: string, agentId: string): Promise<void>
}

export function createRouting({ candidates, loads, waiting, assigned }: RoutingSources) {
  async function find(tx: Tx, demand: Demand): Promise<string | null> {
    const there = await candidates(tx, demand)
    return there.length === 0 ? null : leastBusy(there, await loads(tx, demand.companyId))
  }

  async function isAwaited(tx: Tx, companyId: string, agentId: string): Promise<boolean> {
    for (const wish of await waiting(tx, companyId)) {
      const suited = await candidates(tx, { companyId, ...wish })
      if (suited.some((candidate) => candidate.agentId === agentId)) return true
    }
    return false
  }

  return {
    /** Serialises routing for the company until the transaction ends. Take it before `choose`. */
    lock: lockRouting,

    /** Who gets what is next in the queue, or null when nobody is free. The caller assigns in the same transaction. */
    async choose(tx: Tx, demand: Demand): Promise<string | null> {
      const chosen = await find(tx, demand)
      if (chosen) await assigned(tx, demand.companyId, chosen)
      return chosen
    },

    /**
     * The same for somebody who only just came: a place that became free a moment ago belongs to who waits for it, though
     * the queue has not been given out yet. Then the answer is null, and the newcomer waits as well.
     */
    async chooseForNewcomer(tx: Tx, demand: Demand): Promise<string | null> {
      const chosen = await find(tx, demand)
      if (!chosen || (await isAwaited(tx, demand.companyId, chosen))) return null
      await assigned(tx, demand.companyId, chosen)
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
