import type { Tx } from '../../../platform/db/index.ts'
import type { CardFacts } from '../active.ts'
import type { ConversationRevised } from '../events.ts'
import { writeCardFacts } from '../store/fact.ts'

/** What is on visitors' cards now, in the transaction that changes them: all of these have the same card. */
export async function cardChanged(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  facts: CardFacts,
): Promise<void> {
  for (const { conversationId, visitorId } of await writeCardFacts(tx, companyId, visitorIds, facts)) {
    const event: ConversationRevised = { type: 'conversation.revised', companyId, conversationId, visitorId }
    tx.announce(event)
  }
}
