import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface VisitorSubscriptionRecord {
  readonly webpushSubscriptionId: string
  readonly visitorId: string
  /** Sealed. */
  readonly target: string
  readonly locale: 'zh-CN' | 'en-US'
  readonly createdAt: Date
}

/** The latest first. */
export async function findOfVisitor(
  tx: Tx,
  companyId: string,
  visitorId: string,
): Promise<Pick<VisitorSubscriptionRecord, 'webpushSubscriptionId' | 'locale'>[]> {
  const { rows } = await sql<Pick<VisitorSubscriptionRecord, 'webpushSubscriptionId' | 'locale'>>`
    select webpush_subscription_id as "webpushSubscriptionId", locale from webpush_visitor_subscription
    where company_id = ${companyId} and visitor_id = ${visitorId} order by created_at desc`.execute(tx.q)
  return rows
}

/** Who has any, so many of them. */
export async function findSubscribed(tx: Tx, companyId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ visitor_id: string }>`
    select distinct visitor_id from webpush_visitor_subscription where company_id = ${companyId} limit ${limit}`.execute(
    tx.q,
  )
  return rows.map((row) => row.visitor_id)
}

export async function findTarget(
  tx: Tx,
  companyId: string,
  webpushSubscriptionId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ target: string }>`
    select target from webpush_visitor_subscription
    where company_id = ${companyId} and webpush_subscription_id = ${webpushSubscriptionId}`.execute(tx.q)
  return rows[0]?.target
}

/** This browser's of this visitor, in place of what it gave before; of his others as many stay as are allowed. */
export async function replace(
  tx: Tx,
  companyId: string,
  subscription: VisitorSubscriptionRecord,
  endpointHash: Buffer,
  maxKept: number,
): Promise<void> {
  const { webpushSubscriptionId, visitorId, target, locale, createdAt } = subscription
  await sql`
    delete from webpush_visitor_subscription where company_id = ${companyId} and visitor_id = ${visitorId}
      and (endpoint_hash = ${endpointHash} or webpush_subscription_id in (
        select webpush_subscription_id from webpush_visitor_subscription
        where company_id = ${companyId} and visitor_id = ${visitorId} and endpoint_hash <> ${endpointHash}
        order by created_at desc offset ${maxKept - 1}))`.execute(tx.q)
  await sql`
    insert into webpush_visitor_subscription (company_id, webpush_subscription_id, visitor_id, target, endpoint_hash,
      locale, created_at)
    values (${companyId}, ${webpushSubscriptionId}, ${visitorId}, ${target}, ${endpointHash}, ${locale},
      ${createdAt})`.execute(tx.q)
}

export async function remove(tx: Tx, companyId: string, webpushSubscriptionId: string): Promise<void> {
  await sql`
    delete from webpush_visitor_subscription
    where company_id = ${companyId} and webpush_subscription_id = ${webpushSubscriptionId}`.execute(tx.q)
}

export async function removeEndpoint(
  tx: Tx,
  companyId: string,
  visitorId: string,
  endpointHash: Buffer,
): Promise<void> {
  await sql`
    delete from webpush_visitor_subscription
    where company_id = ${companyId} and visitor_id = ${visitorId} and endpoint_hash = ${endpointHash}`.execute(tx.q)
}

export async function touch(tx: Tx, companyId: string, webpushSubscriptionId: string, at: Date): Promise<void> {
  await sql`
    update webpush_visitor_subscription set last_sent_at = ${at}
    where company_id = ${companyId} and webpush_subscription_id = ${webpushSubscriptionId}`.execute(tx.q)
}
