import type { BuiltInCardField, CardField, CardFieldKind, SaveCardField } from '@youwen/contract'
import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '../../../platform/db/index.ts'

const ofCompany = (tx: Tx, companyId: string) =>
  tx.q.selectFrom('card_field').selectAll().where('company_id', '=', companyId)

export async function findFields(tx: Tx, companyId: string): Promise<CardField[]> {
  return (await ofCompany(tx, companyId).orderBy('position').orderBy('created_at').execute()).map(toField)
}

/** Nobody saves a value in it until the transaction ends, or changes it. */
export async function lockField(tx: Tx, companyId: string, fieldId: string): Promise<CardField | undefined> {
  const row = await ofCompany(tx, companyId).where('field_id', '=', fieldId).forUpdate().executeTakeFirst()
  return row && toField(row)
}

/** The fields as they are for the whole transaction: none changes its rules while a card is saved by them. */
export async function holdFields(tx: Tx, companyId: string): Promise<CardField[]> {
  return (await ofCompany(tx, companyId).orderBy('position').orderBy('created_at').forShare().execute()).map(toField)
}

export async function insertFields(
  tx: Tx,
  companyId: string,
  fields: readonly (Omit<CardField, 'position'> & { position?: number })[],
): Promise<void> {
  await tx.q
    .insertInto('card_field')
    .values(
      fields.map((field) => ({
        company_id: companyId,
        field_id: field.fieldId,
        built_in: field.builtIn,
        kind: field.kind,
        ...columnsOf(field),
        position:
          field.position ??
          sql<number>`(
          select coalesce(max(position), -1) + 1 from card_field where company_id = ${companyId})`,
      })),
    )
    .execute()
}

export async function updateField(tx: Tx, companyId: string, fieldId: string, field: SaveCardField): Promise<void> {
  await tx.q
    .updateTable('card_field')
    .set(columnsOf(field))
    .where('company_id', '=', companyId)
    .where('field_id', '=', fieldId)
    .execute()
}

export async function deleteField(tx: Tx, companyId: string, fieldId: string): Promise<void> {
  await tx.q.deleteFrom('card_field').where('company_id', '=', companyId).where('field_id', '=', fieldId).execute()
}

export async function orderFields(tx: Tx, companyId: string, fieldIds: readonly string[]): Promise<void> {
  await sql`
    update card_field f set position = o.place
    from (
      select field_id, row_number() over (
        order by array_position(${[...fieldIds]}::uuid[], field_id) nulls last, position, created_at) - 1 as place
      from card_field where company_id = ${companyId}) o
    where f.company_id = ${companyId} and f.field_id = o.field_id`.execute(tx.q)
}

const columnsOf = ({ name, options, isRequired, isUnique, roleIds, isEnabled }: SaveCardField) => ({
  name,
  options,
  is_required: isRequired,
  is_unique: isUnique,
  role_ids: roleIds,
  is_enabled: isEnabled,
})

const toField = (row: Selectable<Tables['card_field']>): CardField => ({
  fieldId: row.field_id,
  builtIn: row.built_in as BuiltInCardField | null,
  kind: row.kind as CardFieldKind,
  name: row.name,
  options: row.options,
  isRequired: row.is_required,
  isUnique: row.is_unique,
  roleIds: row.role_ids,
  isEnabled: row.is_enabled,
  position: row.position,
})
