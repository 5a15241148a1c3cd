import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

/**
 * Until the transaction ends nobody else routes for this company, on any node: two arrivals must not both see the same
 * last free place.
 */
export async function lockRouting(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`routing:${companyId}`}, 0))`.execute(tx.q)
}
