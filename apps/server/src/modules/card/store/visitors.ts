import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Whoever changes the card of one of these waits until the transaction ends; also when there is no card yet. */
export async function lockVisitorsOfCards(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<void> {
  // In one order for everybody, so that two who merge the same two do not wait for each other.
  for (const visitorId of [...new Set(visitorIds)].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`card ${companyId} ${visitorId}`}, 0))`.execute(tx.q)
  }
}

export async function findCardId(tx: Tx, companyId: string, visitorId: string): Promise<string | undefined> {
  const row = await tx.q
    .selectFrom('card_visitor')
    .select('card_id')
    .where('company_id', '=', companyId)
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst()
  return row?.card_id
}

export async function visitorsOfCard(tx: Tx, companyId: string, cardId: string): Promise<string[]> {
  const rows = await tx.q
    .selectFrom('card_visitor')
    .select('visitor_id')
    .where('company_id', '=', companyId)
    .where('card_id', '=', cardId)
    .orderBy('visitor_id')
    .execute()
  return rows.map((row) => row.visitor_id)
}

/** All who share his card, himself first. */
export async function visitorsOfPerson(tx: Tx, companyId: string, visitorId: string): Promise<string[]> {
  const { rows } = await sql<{ visitor_id: string }>`
    select other.visitor_id from card_visitor mine
    join card_visitor other on other.company_id = mine.company_id and other.card_id = mine.card_id
    where mine.company_id = ${companyId} and mine.visitor_id = ${visitorId} and other.visitor_id <> mine.visitor_id
    order by other.visitor_id`.execute(tx.q)
  return [visitorId, ...rows.map((row) => row.visitor_id)]
}

/** By each of these: all who share his card, where there is anybody else. */
export async function visitorsOfPeople(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ visitorId: string; everybody: string[] }>`
    select mine.visitor_id as "visitorId", array_agg(other.visitor_id::text order by other.visitor_id) as everybody
    from card_visitor mine
    join card_visitor other on other.company_id = mine.company_id and other.card_id = mine.card_id
    where mine.company_id = ${companyId} and mine.visitor_id = any(${[...visitorIds]}::uuid[])
    group by mine.visitor_id having count(*) > 1`.execute(tx.q)
  return new Map(rows.map(({ visitorId, everybody }) => [visitorId, everybody]))
}

export async function giveCard(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  cardId: string,
): Promise<void> {
  await sql`
    insert into card_visitor (company_id, visitor_id, card_id)
    select ${companyId}, id, ${cardId} from unnest(${[...visitorIds]}::uuid[]) id
    on conflict (company_id, visitor_id) do update set card_id = excluded.card_id`.execute(tx.q)
}
