import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

export interface VisitorFacts {
  readonly visitorId: string
  /** Whether an agent has ever saved the card: then its name is one too. */
  readonly isSaved: boolean
  readonly hasValues: boolean
  readonly hasPhone: boolean
}

/** Visitors without a card are left out. */
export async function factsOfVisitors(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
): Promise<VisitorFacts[]> {
  const { rows } = await sql<{ visitor_id: string; is_saved: boolean; has_values: boolean; has_phone: boolean }>`
    select v.visitor_id, c.saved_at is not null as is_saved, c.field_values <> '{}' as has_values,
      exists (select from card_key k
        where k.company_id = c.company_id and k.card_id = c.card_id and k.kind = 'phone') as has_phone
    from card_visitor v join card c on c.company_id = v.company_id and c.card_id = v.card_id
    where v.company_id = ${companyId} and v.visitor_id = any(${uuidArray(visitorIds)}::uuid[])`.execute(tx.q)
  return rows.map((row) => ({
    visitorId: row.visitor_id,
    isSaved: row.is_saved,
    hasValues: row.has_values,
    hasPhone: row.has_phone,
  }))
}

/** Whose card has something in this field. */
export async function visitorsWith(tx: Tx, companyId: string, fieldId: string): Promise<string[]> {
  const { rows } = await sql<{ visitor_id: string }>`
    select v.visitor_id from card c join card_visitor v on v.company_id = c.company_id and v.card_id = c.card_id
    where c.company_id = ${companyId} and c.field_values ? ${fieldId}::text`.execute(tx.q)
  return rows.map((row) => row.visitor_id)
}
