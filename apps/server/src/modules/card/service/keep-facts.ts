import type { Tx } from '../../../platform/db/index.ts'
import { createCardFacts } from '../facts.ts'
import type { Collaborators } from './collaborators.ts'

/** Tells those who keep what is on a card that it may be something else now, in the transaction that changed it. */
export const createKeepFacts = ({ names, factsChanged }: Pick<Collaborators, 'names' | 'factsChanged'>) => {
  const facts = createCardFacts({ names })
  return async (tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<void> => {
    const found = await facts.of(tx, companyId, visitorIds)
    const alike = Map.groupBy(found, ([, { hasCard, hasPhone }]) => `${hasCard} ${hasPhone}`)
    for (const group of alike.values()) {
      const [first] = group
      const ids = group.map(([visitorId]) => visitorId)
      if (first) await factsChanged(tx, companyId, ids, first[1])
    }
  }
}
export type KeepFacts = ReturnType<typeof createKeepFacts>
