import { createCompanyMemory, type MemoryParts } from '../../../platform/company-memory/index.ts'
import type { Db, DomainEvent, Tx } from '../../../platform/db/index.ts'
import * as store from './store.ts'

/** A visitor wants to be told on one more browser. */
interface VisitorSubscribed extends DomainEvent {
  readonly type: 'webpush.visitor_subscribed'
}

export const announceSubscribed = (tx: Tx, companyId: string) =>
  tx.announce({ type: 'webpush.visitor_subscribed', companyId } satisfies VisitorSubscribed)

export interface SubscribedVisitors extends Disposable {
  /** False: he has no browser to be told on. True: he has one, or had one a moment ago, or nobody here knows. */
  mayBeTold(companyId: string, visitorId: string): Promise<boolean>
}

/**
 * Which visitors have asked to be told, in this node's memory: every answer of an agent asks, and nearly none of them has. Of a
 * company where very many have, nothing is remembered.
 */
export function createSubscribedVisitors({
  db,
  maxKnown = 10_000,
  ...parts
}: MemoryParts & { readonly db: Pick<Db, 'company'>; readonly maxKnown?: number }): SubscribedVisitors {
  const memory = createCompanyMemory<ReadonlySet<string> | null>({
    ...parts,
    changed: 'webpush.visitor_subscribed' satisfies VisitorSubscribed['type'],
    load: async (companyId) => {
      const found = await db.company(companyId, (tx) => store.findSubscribed(tx, companyId, maxKnown + 1))
      return found.length > maxKnown ? null : new Set(found)
    },
  })
  return {
    mayBeTold: async (companyId, visitorId) => (await memory.of(companyId))?.has(visitorId) ?? true,
    [Symbol.dispose]: () => memory[Symbol.dispose](),
  }
}
