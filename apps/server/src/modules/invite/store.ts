import type { InviteKind } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

export interface InviteRow {
  readonly inviteId: string
  readonly companyId: string
  readonly visitorId: string
  readonly visitId: string
  readonly agentId: string
  readonly kind: InviteKind
  readonly text: string
  readonly sentAt: Date
  readonly expiresAt: Date
}
export type Outcome = 'accepted' | 'refused' | 'expired'

const columns = sql`invite_id as "inviteId", company_id as "companyId", visitor_id as "visitorId",
  visit_id as "visitId", agent_id as "agentId", kind, text, sent_at as "sentAt", expires_at as "expiresAt"`

/** Answers false when the visitor is being asked already. */
export async function insertInvite(tx: Tx, row: InviteRow): Promise<boolean> {
  const { rows } = await sql`
    insert into invite (company_id, invite_id, visitor_id, visit_id, agent_id, kind, text, sent_at, expires_at)
    values (${row.companyId}, ${row.inviteId}, ${row.visitorId}, ${row.visitId}, ${row.agentId}, ${row.kind},
      ${row.text}, ${row.sentAt}, ${row.expiresAt})
    on conflict (company_id, visitor_id) where outcome is null do nothing
    returning invite_id`.execute(tx.q)
  return rows.length === 1
}

/** How often somebody was asked during a visit, and when he last said no. */
export async function historyOf(
  tx: Tx,
  companyId: string,
  { visitorId, visitId }: { visitorId: string; visitId: string },
): Promise<{ sent: number; refusedAt: Date | null }> {
  const { rows } = await sql<{ sent: number; refusedAt: Date | null }>`
    select (select count(*)::int4 from invite where company_id = ${companyId} and visit_id = ${visitId}) as sent,
      (select max(ended_at) from invite
        where company_id = ${companyId} and visitor_id = ${visitorId} and outcome = 'refused') as "refusedAt"`.execute(
    tx.q,
  )
  return rows[0] ?? { sent: 0, refusedAt: null }
}

export async function waitingOf(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<InviteRow[]> {
  const { rows } = await sql<InviteRow>`
    select ${columns} from invite
    where company_id = ${companyId} and visitor_id = any(${visitorIds}::uuid[])
      and outcome is null and expires_at > now()`.execute(tx.q)
  return rows
}

/** It was drawn in front of its visitor. */
export async function markSeen(tx: Tx, companyId: string, visitorId: string, inviteId: string): Promise<void> {
  await sql`
    update invite set seen_at = now()
    where company_id = ${companyId} and invite_id = ${inviteId} and visitor_id = ${visitorId}
      and outcome is null and seen_at is null`.execute(tx.q)
}

/** Ends one that waits; undefined when there is none (any more). Who answers has seen it. */
export async function endInvite(
  tx: Tx,
  companyId: string,
  { visitorId, inviteId, outcome }: { visitorId: string; inviteId?: string; outcome: Exclude<Outcome, 'expired'> },
): Promise<InviteRow | undefined> {
  const { rows } = await sql<InviteRow>`
    update invite set outcome = ${outcome}, ended_at = now(), seen_at = coalesce(seen_at, now())
    where company_id = ${companyId} and visitor_id = ${visitorId} and outcome is null and expires_at > now()
      ${inviteId === undefined ? sql`` : sql`and invite_id = ${inviteId}`}
    returning ${columns}`.execute(tx.q)
  return rows[0]
}

/** Of every company; two nodes that do this at once never answer the same one. */
export async function expire(tx: Tx, limit: number): Promise<InviteRow[]> {
  const { rows } = await sql<InviteRow>`
    update invite set outcome = 'expired', ended_at = expires_at
    where (company_id, invite_id) in (
      select company_id, invite_id from invite where outcome is null and expires_at <= now()
      limit ${limit} for update skip locked)
    returning ${columns}`.execute(tx.q)
  return rows
}

/** What came of it. */
export async function putConversation(
  tx: Tx,
  companyId: string,
  inviteId: string,
  conversationId: string,
): Promise<void> {
  await sql`update invite set conversation_id = ${conversationId}
    where company_id = ${companyId} and invite_id = ${inviteId}`.execute(tx.q)
}
