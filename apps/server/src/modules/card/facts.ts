import type { Tx } from '../../platform/db/index.ts'
import { factsOfVisitors } from './store/facts.ts'
import { lockVisitorsOfCards } from './store/visitors.ts'

/** What others keep of a card, to find people by. */
export interface CardFacts {
  /** Whether anything is on it. The name counts once an agent has saved the card: it is part of it. */
  readonly hasCard: boolean
  readonly hasPhone: boolean
}
const nothing: CardFacts = { hasCard: false, hasPhone: false }

interface Names {
  of(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

export function createCardFacts({ names }: { names: Names }) {
  async function of(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, CardFacts>> {
    const found = await factsOfVisitors(tx, companyId, visitorIds)
    const nameless = found.filter(({ isSaved, hasValues }) => isSaved && !hasValues).map(({ visitorId }) => visitorId)
    const called = nameless.length > 0 ? await names.of(tx, companyId, nameless) : new Map<string, string>()
    const facts = found.map(({ visitorId, hasValues, hasPhone }) => {
      const hasCard = hasValues || (called.get(visitorId) ?? '') !== ''
      return [visitorId, { hasCard, hasPhone }] as const
    })
    return new Map([...visitorIds.map((visitorId) => [visitorId, nothing] as const), ...facts])
  }

  return {
    of,
    /** Of one visitor; who changes his card waits until the transaction ends, and finds what it has made of this. */
    async held(tx: Tx, companyId: string, visitorId: string): Promise<CardFacts> {
      await lockVisitorsOfCards(tx, companyId, [visitorId])
      return (await of(tx, companyId, [visitorId])).get(visitorId) ?? nothing
    },
  }
}
