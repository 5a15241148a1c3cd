import type { CardFieldKind } from '@youwen/contract'
import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '../../../platform/db/index.ts'
import type { Values } from '../values.ts'

export interface StoredCard {
  readonly cardId: string
  readonly values: Values
  readonly savedAt: Date | null
  readonly savedBy: string
}

/** How one value of a card is found again. */
export interface CardKey {
  readonly fieldId: string
  readonly kind: CardFieldKind
  readonly value: string
  readonly isUnique: boolean
}

const byId = (tx: Tx, companyId: string, cardId: string) =>
  tx.q.selectFrom('card').selectAll().where('company_id', '=', companyId).where('card_id', '=', cardId)

export async function findCard(tx: Tx, companyId: string, cardId: string): Promise<StoredCard | undefined> {
  const row = await byId(tx, companyId, cardId).executeTakeFirst()
  return row && toCard(row)
}

export async function lockCard(tx: Tx, companyId: string, cardId: string): Promise<StoredCard> {
  return toCard(await byId(tx, companyId, cardId).forUpdate().executeTakeFirstOrThrow())
}

export async function insertCard(tx: Tx, companyId: string, cardId: string): Promise<void> {
  await tx.q.insertInto('card').values({ company_id: companyId, card_id: cardId }).execute()
}

export async function updateCard(tx: Tx, companyId: string, card: StoredCard): Promise<void> {
  await tx.q
    .updateTable('card')
    .set({ field_values: JSON.stringify(card.values), saved_at: card.savedAt, saved_by: card.savedBy })
    .where('company_id', '=', companyId)
    .where('card_id', '=', card.cardId)
    .execute()
}

export async function replaceKeys(tx: Tx, companyId: string, cardId: string, keys: readonly CardKey[]): Promise<void> {
  await tx.q.deleteFrom('card_key').where('company_id', '=', companyId).where('card_id', '=', cardId).execute()
  if (keys.length === 0) return
  await tx.q
    .insertInto('card_key')
    .values(
      keys.map(({ fieldId, kind, value, isUnique }) => ({
        company_id: companyId,
        card_id: cardId,
        field_id: fieldId,
        kind,
        value,
        is_unique: isUnique,
      })),
    )
    .execute()
}

/** Fields among these whose value another card has already. */
export async function findTaken(
  tx: Tx,
  companyId: string,
  cardId: string,
  keys: readonly CardKey[],
): Promise<ReadonlySet<string>> {
  const wanted = keys.filter((key) => key.isUnique).map(({ fieldId, value }) => [fieldId, value])
  if (wanted.length === 0) return new Set()
  const { rows } = await sql<{ field_id: string }>`
    select k.field_id from card_key k
    join json_array_elements(${JSON.stringify(wanted)}::json) w
      on k.field_id = (w ->> 0)::uuid and k.value = w ->> 1
    where k.company_id = ${companyId} and k.card_id <> ${cardId}`.execute(tx.q)
  return new Set(rows.map((row) => row.field_id))
}

/** Whether a value stands in two cards; only then may the field not become unique. */
export async function hasRepeats(tx: Tx, companyId: string, fieldId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from card_key where company_id = ${companyId} and field_id = ${fieldId}
    group by value having count(*) > 1 limit 1`.execute(tx.q)
  return rows.length > 0
}

export async function setKeysUnique(tx: Tx, companyId: string, fieldId: string, isUnique: boolean): Promise<void> {
  await tx.q
    .updateTable('card_key')
    .set({ is_unique: isUnique })
    .where('company_id', '=', companyId)
    .where('field_id', '=', fieldId)
    .execute()
}

export async function forgetValues(tx: Tx, companyId: string, fieldId: string): Promise<void> {
  await sql`
    update card set field_values = field_values - ${fieldId}::text
    where company_id = ${companyId} and field_values ? ${fieldId}::text`.execute(tx.q)
}

export interface Match {
  readonly cardId: string
  readonly visitorIds: readonly string[]
  /** Fields of the card that was compared. */
  readonly fieldIds: readonly string[]
}

/** Other cards that share a value of these kinds, whichever of their fields holds it. */
export async function findMatches(
  tx: Tx,
  companyId: string,
  cardId: string,
  { fieldIds, limit }: { fieldIds: readonly string[]; limit: number },
): Promise<Match[]> {
  const { rows } = await sql<{ card_id: string; visitor_ids: string[]; field_ids: string[] }>`
    select theirs.card_id, array_agg(distinct mine.field_id) as field_ids,
      array(select v.visitor_id from card_visitor v
        where v.company_id = ${companyId} and v.card_id = theirs.card_id order by v.visitor_id) as visitor_ids
    from card_key mine
    join card_key theirs on theirs.company_id = mine.company_id and theirs.kind = mine.kind
      and theirs.value = mine.value and theirs.card_id <> mine.card_id
    where mine.company_id = ${companyId} and mine.card_id = ${cardId}
      and mine.field_id = any(${[...fieldIds]}::uuid[]) and theirs.field_id = any(${[...fieldIds]}::uuid[])
    group by theirs.card_id order by theirs.card_id desc limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({ cardId: row.card_id, visitorIds: row.visitor_ids, fieldIds: row.field_ids }))
}

const toCard = (row: Selectable<Tables['card']>): StoredCard => ({
  cardId: row.card_id,
  values: row.field_values as unknown as Values,
  savedAt: row.saved_at,
  savedBy: row.saved_by,
})
