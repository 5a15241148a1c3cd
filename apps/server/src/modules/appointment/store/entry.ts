import type { AppointmentEntry, AppointmentPush } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

type Told = Extract<AppointmentEntry['body'], { type: 'push' }>
/** What became of a short message is known elsewhere. */
export type KeptBody =
  | Exclude<AppointmentEntry['body'], Told>
  | { readonly type: 'push'; readonly push: AppointmentPush }

export interface KeptEntry {
  readonly entryId: string
  readonly agentId: string | null
  readonly body: KeptBody
  readonly at: Date
}

/** False: there is an entry of this id already. */
export async function insertEntry(
  tx: Tx,
  companyId: string,
  appointmentId: string,
  { entryId, agentId, body, at }: KeptEntry,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into appointment_entry (company_id, entry_id, appointment_id, agent_id, body, at)
    values (${companyId}, ${entryId}, ${appointmentId}, ${agentId}, ${JSON.stringify(body)}::jsonb, ${at})
    on conflict do nothing`.execute(tx.q)
  return numAffectedRows === 1n
}

/** Oldest first; of an appointment with more than `limit` the latest. */
export async function entriesOf(tx: Tx, companyId: string, appointmentId: string, limit: number): Promise<KeptEntry[]> {
  const { rows } = await sql<KeptEntry>`
    select entry_id as "entryId", agent_id as "agentId", body, at from appointment_entry
    where company_id = ${companyId} and appointment_id = ${appointmentId}
    order by at desc, entry_id desc limit ${limit}`.execute(tx.q)
  return rows.reverse()
}
