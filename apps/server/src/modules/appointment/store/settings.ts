import type { AppointmentSettings } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export async function findSettings(tx: Tx, companyId: string): Promise<AppointmentSettings | undefined> {
  const { rows } = await sql<AppointmentSettings>`
    select pushes, reminders from appointment_settings where company_id = ${companyId}`.execute(tx.q)
  return rows[0]
}

export async function putSettings(tx: Tx, companyId: string, { pushes, reminders }: AppointmentSettings) {
  await sql`
    insert into appointment_settings (company_id, pushes, reminders)
    values (${companyId}, ${JSON.stringify(pushes)}::jsonb, ${reminders})
    on conflict (company_id) do update set pushes = excluded.pushes, reminders = excluded.reminders`.execute(tx.q)
}
