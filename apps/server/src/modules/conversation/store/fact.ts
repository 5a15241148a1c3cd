import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { CardFacts } from '../active.ts'

/** The row says something else than before without a message having been written. */
export async function markRevised(tx: Tx, companyId: string, conversationId: string): Promise<void> {
  await sql`update conversation set revised_at = clock_timestamp()
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
}

/** Into every conversation of these visitors; answers those that go on and say something else now. */
export async function writeCardFacts(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  { hasCard, hasPhone }: CardFacts,
): Promise<{ conversationId: string; visitorId: string }[]> {
  // Locked in the order of everybody who changes several.
  const { rows } = await sql<{ conversation_id: string; visitor_id: string; status: string }>`
    with other as (
      select conversation_id from conversation
      where company_id = ${companyId} and visitor_id = any(${uuidArray(visitorIds)}::uuid[])
        and (has_card, has_phone) is distinct from (${hasCard}::boolean, ${hasPhone}::boolean)
      order by conversation_id for update)
    update conversation c set has_card = ${hasCard}, has_phone = ${hasPhone}, revised_at = clock_timestamp()
    from other where c.company_id = ${companyId} and c.conversation_id = other.conversation_id
    returning c.conversation_id, c.visitor_id, c.status`.execute(tx.q)
  return rows
    .filter(({ status }) => status !== 'closed')
    .map((row) => ({ conversationId: row.conversation_id, visitorId: row.visitor_id }))
}
