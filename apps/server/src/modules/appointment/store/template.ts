import type { AppointmentTemplate, SaveAppointmentTemplate } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const columns = sql`template_id as "templateId", name, style, title, place, address, telephone, notice, fields,
  removed_at is not null as "isRemoved"`

/** Others who change the templates of the company wait for this transaction. */
export async function lockTemplates(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('appointment template ' || ${companyId}, 0))`.execute(tx.q)
}

/** In their order; removed ones last. */
export async function findTemplates(tx: Tx, companyId: string): Promise<AppointmentTemplate[]> {
  const { rows } = await sql<AppointmentTemplate>`
    select ${columns} from appointment_template where company_id = ${companyId}
    order by removed_at is not null, position, created_at, template_id`.execute(tx.q)
  return rows
}

export async function findTemplate(
  tx: Tx,
  companyId: string,
  templateId: string,
): Promise<AppointmentTemplate | undefined> {
  const { rows } = await sql<AppointmentTemplate>`
    select ${columns} from appointment_template
    where company_id = ${companyId} and template_id = ${templateId}`.execute(tx.q)
  return rows[0]
}

export async function insertTemplate(
  tx: Tx,
  companyId: string,
  template: SaveAppointmentTemplate & { readonly templateId: string },
) {
  const { templateId, name, style, title, place, address, telephone, notice, fields } = template
  await sql`
    insert into appointment_template (company_id, template_id, name, style, title, place, address, telephone, notice,
      fields, position)
    values (${companyId}, ${templateId}, ${name}, ${style}, ${title}, ${place}, ${address}, ${telephone}, ${notice},
      ${JSON.stringify(fields)}::jsonb,
      (select coalesce(max(position) + 1, 0) from appointment_template where company_id = ${companyId}))`.execute(tx.q)
}

export async function updateTemplate(
  tx: Tx,
  companyId: string,
  template: SaveAppointmentTemplate & { readonly templateId: string },
) {
  const { templateId, name, style, title, place, address, telephone, notice, fields } = template
  await sql`
    update appointment_template set name = ${name}, style = ${style}, title = ${title}, place = ${place},
      address = ${address}, telephone = ${telephone}, notice = ${notice}, fields = ${JSON.stringify(fields)}::jsonb
    where company_id = ${companyId} and template_id = ${templateId}`.execute(tx.q)
}

export async function removeTemplate(tx: Tx, companyId: string, templateId: string) {
  await sql`
    update appointment_template set removed_at = now()
    where company_id = ${companyId} and template_id = ${templateId} and removed_at is null`.execute(tx.q)
}

export async function orderTemplates(tx: Tx, companyId: string, templateIds: readonly string[]) {
  await sql`
    update appointment_template t set position = wanted.place
    from unnest(${[...templateIds]}::uuid[]) with ordinality as wanted (template_id, place)
    where t.company_id = ${companyId} and t.template_id = wanted.template_id`.execute(tx.q)
}
