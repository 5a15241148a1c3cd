import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Counts one more on this day; false when the day has had so many. Two who count at once wait for each other. */
export async function countIn(tx: Tx, companyId: string, day: string, limit: number): Promise<boolean> {
  if (limit < 1) return false
  const { rows } = await sql`
    insert into sms_day as d (company_id, day, sent) values (${companyId}, ${day}, 1)
    on conflict (company_id, day) do update set sent = d.sent + 1 where d.sent < ${limit}
    returning sent`.execute(tx.q)
  return rows.length > 0
}

/** The provider did not take it, so it costs nothing. */
export async function takeBack(tx: Tx, companyId: string, day: string): Promise<void> {
  await sql`
    update sms_day set sent = sent - 1 where company_id = ${companyId} and day = ${day} and sent > 0`.execute(tx.q)
}

export async function findCount(tx: Tx, companyId: string, day: string): Promise<number> {
  const { rows } = await sql<{ sent: number }>`
    select sent from sms_day where company_id = ${companyId} and day = ${day}`.execute(tx.q)
  return rows[0]?.sent ?? 0
}
