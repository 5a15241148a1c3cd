import type { WebpushKind } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

export interface SubscriptionRecord {
  readonly webpushSubscriptionId: string
  readonly agentId: string
  readonly sessionId: string
  /** Sealed. */
  readonly target: string
  readonly device: string
  readonly locale: 'zh-CN' | 'en-US'
  readonly kinds: WebpushKind[]
  readonly createdAt: Date
  readonly lastSentAt: Date | null
}

const shown = sql`webpush_subscription_id as "webpushSubscriptionId", agent_id as "agentId", session_id as "sessionId",
  target, device, locale, kinds, created_at as "createdAt", last_sent_at as "lastSentAt"`

export async function findOfAgent(tx: Tx, companyId: string, agentId: string): Promise<SubscriptionRecord[]> {
  const { rows } = await sql<SubscriptionRecord>`
    select ${shown} from webpush_subscription where company_id = ${companyId} and agent_id = ${agentId}
    order by created_at desc`.execute(tx.q)
  return rows
}

export async function findOne(
  tx: Tx,
  companyId: string,
  webpushSubscriptionId: string,
): Promise<SubscriptionRecord | undefined> {
  const { rows } = await sql<SubscriptionRecord>`
    select ${shown} from webpush_subscription
    where company_id = ${companyId} and webpush_subscription_id = ${webpushSubscriptionId}`.execute(tx.q)
  return rows[0]
}

/** Whether anything would be sent to this agent at all. */
export async function wants(tx: Tx, companyId: string, agentId: string, kind: WebpushKind): Promise<boolean> {
  const { rows } = await sql`
    select from webpush_subscription
    where company_id = ${companyId} and agent_id = ${agentId} and ${kind} = any(kinds) limit 1`.execute(tx.q)
  return rows.length > 0
}

/** The one of this login, and of this browser: whoever was notified there before is no longer. */
export async function replace(
  tx: Tx,
  companyId: string,
  subscription: Omit<SubscriptionRecord, 'lastSentAt'>,
  endpointHash: Buffer,
): Promise<void> {
  const { webpushSubscriptionId, agentId, sessionId, target, device, locale, kinds, createdAt } = subscription
  await sql`
    delete from webpush_subscription
    where company_id = ${companyId} and (session_id = ${sessionId} or endpoint_hash = ${endpointHash})`.execute(tx.q)
  await sql`
    insert into webpush_subscription (company_id, webpush_subscription_id, agent_id, session_id, target, endpoint_hash,
      device, locale, kinds, created_at)
    values (${companyId}, ${webpushSubscriptionId}, ${agentId}, ${sessionId}, ${target}, ${endpointHash}, ${device},
      ${locale}, ${[...kinds]}::text[], ${createdAt})`.execute(tx.q)
}

/** Answers whether there was one. With `agentId` only if it is his. */
export async function remove(
  tx: Tx,
  companyId: string,
  { webpushSubscriptionId, agentId }: { webpushSubscriptionId: string; agentId?: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from webpush_subscription
    where company_id = ${companyId} and webpush_subscription_id = ${webpushSubscriptionId}
      ${agentId ? sql`and agent_id = ${agentId}` : sql``}`.execute(tx.q)
  return Number(numAffectedRows ?? 0n) > 0
}

export async function removeOfSessions(tx: Tx, companyId: string, sessionIds: readonly string[]): Promise<void> {
  await sql`
    delete from webpush_subscription
    where company_id = ${companyId} and session_id = any(${[...sessionIds]}::uuid[])`.execute(tx.q)
}

export async function touch(tx: Tx, companyId: string, webpushSubscriptionId: string, at: Date): Promise<void> {
  await sql`
    update webpush_subscription set last_sent_at = ${at}
    where company_id = ${companyId} and webpush_subscription_id = ${webpushSubscriptionId}`.execute(tx.q)
}

export async function showsText(tx: Tx, companyId: string): Promise<boolean> {
  const { rows } = await sql<{ showsText: boolean }>`
    select shows_text as "showsText" from webpush_settings where company_id = ${companyId}`.execute(tx.q)
  return rows[0]?.showsText ?? false
}

export async function putSettings(tx: Tx, companyId: string, value: boolean): Promise<void> {
  await sql`
    insert into webpush_settings (company_id, shows_text) values (${companyId}, ${value})
    on conflict (company_id) do update set shows_text = excluded.shows_text`.execute(tx.q)
}
