import type { CatalogKind } from '@youwen/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface StoredItem {
  readonly itemId: string
  readonly position: number
  readonly content: object
  readonly words: string
  readonly page: string | null
  readonly phone: string | null
  readonly customerId: string | null
}

interface Cursor {
  readonly position: number
  readonly itemId: string
}

export interface ItemPage {
  readonly after?: Cursor | undefined
  readonly limit: number
}

type Found = Pick<StoredItem, 'itemId' | 'position' | 'content'>

async function pageOfItems(
  tx: Tx,
  companyId: string,
  kind: CatalogKind,
  rest: RawBuilder<unknown>,
  { after, limit }: ItemPage,
): Promise<Found[]> {
  const from = after ? sql`and (position, item_id) > (${after.position}, ${after.itemId})` : sql``
  const { rows } = await sql<Found>`
    select item_id as "itemId", position, content from catalog_item
    where company_id = ${companyId} and kind = ${kind} and ${rest} ${from}
    order by position, item_id limit ${limit}`.execute(tx.q)
  return rows
}

/** Those in which every word stands. */
export function findByWords(
  tx: Tx,
  companyId: string,
  { kind, words, ...page }: ItemPage & { readonly kind: CatalogKind; readonly words: readonly string[] },
): Promise<Found[]> {
  const all = words.map((word) => sql`position(${word} in words) > 0`)
  const rest = all.length > 0 ? sql.join(all, sql` and `) : sql`true`
  return pageOfItems(tx, companyId, kind, rest, page)
}

export const findByIds = (tx: Tx, companyId: string, kind: CatalogKind, itemIds: readonly string[]) =>
  pageOfItems(tx, companyId, kind, sql`item_id = any(${[...itemIds]}::text[])`, { limit: itemIds.length })

export const findOfCustomer = (
  tx: Tx,
  companyId: string,
  {
    phones,
    customerId,
    ...page
  }: ItemPage & { readonly phones: readonly string[]; readonly customerId: string | null },
): Promise<Found[]> =>
  pageOfItems(
    tx,
    companyId,
    'order',
    sql`(phone = any(${[...phones]}::text[]) or customer_id = ${customerId}::text)`,
    page,
  )

/** Products by their pages. */
export async function findOnPages(
  tx: Tx,
  companyId: string,
  pages: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ page: string; itemId: string }>`
    select distinct on (page) page, item_id as "itemId" from catalog_item
    where company_id = ${companyId} and kind = 'product' and page = any(${[...pages]}::text[])
    order by page, position, item_id`.execute(tx.q)
  return new Map(rows.map(({ page, itemId }) => [page, itemId]))
}

export async function countItems(tx: Tx, companyId: string): Promise<Record<CatalogKind, number>> {
  const { rows } = await sql<{ kind: CatalogKind; count: number }>`
    select kind, count(*)::integer as count from catalog_item where company_id = ${companyId} group by kind`.execute(
    tx.q,
  )
  return { product: 0, order: 0, coupon: 0, ...Object.fromEntries(rows.map(({ kind, count }) => [kind, count])) }
}

/** Everything of one kind, for a comparison. */
export async function findAll(tx: Tx, companyId: string, kind: CatalogKind): Promise<StoredItem[]> {
  const { rows } = await sql<StoredItem>`
    select item_id as "itemId", position, content, words, page, phone, customer_id as "customerId"
    from catalog_item where company_id = ${companyId} and kind = ${kind} order by position, item_id`.execute(tx.q)
  return rows
}

/** Nobody else changes this kind until the transaction ends. */
export async function lockKind(tx: Tx, companyId: string, kind: CatalogKind): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalog ${companyId} ${kind}`}, 0))`.execute(tx.q)
}

/** New ones and changed ones alike. */
export async function putItems(
  tx: Tx,
  companyId: string,
  kind: CatalogKind,
  items: readonly StoredItem[],
): Promise<void> {
  if (items.length === 0) return
  const column = <T>(of: (item: StoredItem) => T) => items.map(of)
  await sql`
    insert into catalog_item (company_id, kind, item_id, position, content, words, page, phone, customer_id)
    select ${companyId}, ${kind}, given.* from unnest(
      ${column(({ itemId }) => itemId)}::text[], ${column(({ position }) => position)}::integer[],
      ${column(({ content }) => JSON.stringify(content))}::text[]::jsonb[], ${column(({ words }) => words)}::text[],
      ${column(({ page }) => page)}::text[], ${column(({ phone }) => phone)}::text[],
      ${column(({ customerId }) => customerId)}::text[]
    ) as given
    on conflict (company_id, kind, item_id) do update set position = excluded.position, content = excluded.content,
      words = excluded.words, page = excluded.page, phone = excluded.phone,
      customer_id = excluded.customer_id`.execute(tx.q)
}

export async function removeItems(
  tx: Tx,
  companyId: string,
  kind: CatalogKind,
  itemIds: readonly string[],
): Promise<void> {
  await sql`
    delete from catalog_item
    where company_id = ${companyId} and kind = ${kind} and item_id = any(${[...itemIds]}::text[])`.execute(tx.q)
}
