import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { type AppointmentRecord, columns } from './appointment.ts'

export interface DueAppointment {
  readonly companyId: string
  readonly appointmentId: string
}

/** Of every company, those of which somebody is to be reminded by now. */
export async function findDue(tx: Tx, now: Date, limit: number): Promise<DueAppointment[]> {
  const { rows } = await sql<DueAppointment>`
    select company_id as "companyId", appointment_id as "appointmentId" from appointment
    where remind_at <= ${now} order by remind_at limit ${limit}`.execute(tx.q)
  return rows
}

/** One of them, held; undefined when another node reminds of it just now, or there is nothing any more. */
export async function claimDue(
  tx: Tx,
  { companyId, appointmentId }: DueAppointment,
  now: Date,
): Promise<AppointmentRecord | undefined> {
  const { rows } = await sql<AppointmentRecord>`
    select ${columns} from appointment a
    where a.company_id = ${companyId} and a.appointment_id = ${appointmentId} and a.remind_at <= ${now}
    for no key update skip locked`.execute(tx.q)
  return rows[0]
}

/** When it is reminded of next is no change of the appointment. */
export async function setReminder(tx: Tx, { companyId, appointmentId }: DueAppointment, remindAt: Date | null) {
  await sql`
    update appointment set remind_at = ${remindAt}
    where company_id = ${companyId} and appointment_id = ${appointmentId}`.execute(tx.q)
}

/** The hours before the time are others: everybody who is still expected is reminded by them. */
export async function resetReminders(tx: Tx, companyId: string, hours: readonly number[], now: Date) {
  await sql`
    update appointment a set remind_at = (
      select min(a.at - h * interval '1 hour') from unnest(${[...hours]}::integer[]) h
      where a.at - h * interval '1 hour' > ${now})
    where a.company_id = ${companyId} and a.state = 'made' and a.at > ${now}`.execute(tx.q)
}
