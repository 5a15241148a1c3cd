import type { AppointmentState } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** An appointment as it is kept. */
export interface AppointmentRecord {
  readonly appointmentId: string
  readonly number: string
  readonly templateId: string
  readonly state: AppointmentState
  readonly name: string
  readonly phone: string
  readonly at: Date
  readonly values: Readonly<Record<string, string>>
  readonly note: string
  readonly visitorId: string | null
  readonly conversationId: string | null
  readonly agentId: string
  readonly sentAt: Date | null
  readonly toldPhone: string
  readonly remindAt: Date | null
  readonly revision: number
  readonly createdAt: Date
  readonly changedAt: Date
}

export const columns = sql`a.appointment_id as "appointmentId", a.number, a.template_id as "templateId", a.state, a.name,
  a.phone, a.at, a.field_values as "values", a.note, a.visitor_id as "visitorId", a.conversation_id as "conversationId",
  a.agent_id as "agentId", a.sent_at as "sentAt", a.told_phone as "toldPhone", a.remind_at as "remindAt", a.revision,
  a.created_at as "createdAt", a.changed_at as "changedAt"`

export async function findAppointment(
  tx: Tx,
  companyId: string,
  appointmentId: string,
  { toChange = false } = {},
): Promise<AppointmentRecord | undefined> {
  const { rows } = await sql<AppointmentRecord>`
    select ${columns} from appointment a
    where a.company_id = ${companyId} and a.appointment_id = ${appointmentId}
    ${toChange ? sql`for no key update` : sql``}`.execute(tx.q)
  return rows[0]
}

/** Of whatever company. */
export async function findByToken(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ companyId: string; appointmentId: string } | undefined> {
  const { rows } = await sql<{ companyId: string; appointmentId: string }>`
    select company_id as "companyId", appointment_id as "appointmentId" from appointment
    where token_hash = ${tokenHash}`.execute(tx.q)
  return rows[0]
}

/** False: its id or its number is another's. */
export async function insertAppointment(
  tx: Tx,
  companyId: string,
  appointment: AppointmentRecord,
  { words, tokenHash }: { readonly words: readonly string[]; readonly tokenHash: Buffer },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into appointment (company_id, appointment_id, number, template_id, state, name, phone, at, field_values, note,
      words, visitor_id, conversation_id, agent_id, token_hash, remind_at, created_at, changed_at)
    values (${companyId}, ${appointment.appointmentId}, ${appointment.number}, ${appointment.templateId},
      ${appointment.state}, ${appointment.name}, ${appointment.phone}, ${appointment.at},
      ${JSON.stringify(appointment.values)}::jsonb, ${appointment.note}, array_to_tsvector(${[...words]}::text[]),
      ${appointment.visitorId}, ${appointment.conversationId}, ${appointment.agentId}, ${tokenHash},
      ${appointment.remindAt}, ${appointment.createdAt}, ${appointment.changedAt})
    on conflict do nothing`.execute(tx.q)
  return numAffectedRows === 1n
}

/** Of a row that this transaction holds; what it was made for stays. */
export async function updateAppointment(
  tx: Tx,
  companyId: string,
  appointment: AppointmentRecord,
  words: readonly string[],
): Promise<void> {
  await sql`
    update appointment set state = ${appointment.state}, name = ${appointment.name}, phone = ${appointment.phone},
      at = ${appointment.at}, field_values = ${JSON.stringify(appointment.values)}::jsonb, note = ${appointment.note},
      words = array_to_tsvector(${[...words]}::text[]), remind_at = ${appointment.remindAt},
      revision = ${appointment.revision}, changed_at = ${appointment.changedAt}
    where company_id = ${companyId} and appointment_id = ${appointment.appointmentId}`.execute(tx.q)
}

/** That its card was sent is no change of the appointment. */
export async function markSent(tx: Tx, companyId: string, appointmentId: string, at: Date) {
  await sql`
    update appointment set sent_at = greatest(sent_at, ${at})
    where company_id = ${companyId} and appointment_id = ${appointmentId}`.execute(tx.q)
}

export async function markTold(tx: Tx, companyId: string, appointmentId: string, phone: string) {
  await sql`
    update appointment set told_phone = ${phone}
    where company_id = ${companyId} and appointment_id = ${appointmentId}`.execute(tx.q)
}
