import type { SensitiveAction, SensitiveSide } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/index.ts'

export interface StoredHit {
  readonly hitId: string
  readonly at: Date
  readonly side: SensitiveSide
  readonly action: SensitiveAction
  readonly words: readonly string[]
  /** Whether whoever reviews hits is told of it. */
  readonly isTold: boolean
  readonly agentId: string | null
  readonly visitorId: string
  readonly conversationId: string | null
  readonly messageId: string
  readonly seq: number | null
  readonly said: string | null
}

/** Answers false when this message left one already. */
export async function insertHit(tx: Tx, companyId: string, hit: Omit<StoredHit, 'at'>): Promise<boolean> {
  const { rows } = await sql`
    insert into shield_word_hit (company_id, hit_id, side, action, words, is_told, agent_id, visitor_id,
      conversation_id, message_id, seq, said)
    values (${companyId}, ${hit.hitId}, ${hit.side}, ${hit.action}, ${[...hit.words]}::text[], ${hit.isTold},
      ${hit.agentId}, ${hit.visitorId}, ${hit.conversationId}, ${hit.messageId}, ${hit.seq}, ${hit.said})
    on conflict (company_id, message_id) do nothing returning hit_id`.execute(tx.q)
  return rows.length > 0
}

const columns = sql`hit_id as "hitId", at, side, action, words, is_told as "isTold", agent_id as "agentId",
  visitor_id as "visitorId", conversation_id as "conversationId", message_id as "messageId", seq, said`

export interface HitsWanted {
  readonly side?: SensitiveSide | undefined
  readonly action?: SensitiveAction | undefined
  /** Behind this one. */
  readonly before?: string | undefined
  readonly limit: number
}

/** Latest first. */
export async function findHits(tx: Tx, companyId: string, wanted: HitsWanted): Promise<StoredHit[]> {
  const { side, action, before, limit } = wanted
  const { rows } = await sql<StoredHit>`
    select ${columns} from shield_word_hit
    where company_id = ${companyId}
      ${side ? sql`and side = ${side}` : sql``}
      ${action ? sql`and action = ${action}` : sql``}
      ${before ? sql`and hit_id < ${before}::uuid` : sql``}
    order by hit_id desc limit ${limit}`.execute(tx.q)
  return rows
}

/** Of which somebody is to be told, and that came since he last looked; latest first. */
export async function findUnseen(tx: Tx, companyId: string, agentId: string, limit: number): Promise<StoredHit[]> {
  const { rows } = await sql<StoredHit>`
    select ${columns} from shield_word_hit
    where company_id = ${companyId} and is_told and at > coalesce((
      select seen_at from shield_word_seen where company_id = ${companyId} and agent_id = ${agentId}), '-infinity')
    order by hit_id desc limit ${limit}`.execute(tx.q)
  return rows
}

export async function markSeen(tx: Tx, companyId: string, agentId: string): Promise<void> {
  await sql`insert into shield_word_seen (company_id, agent_id, seen_at) values (${companyId}, ${agentId}, now())
    on conflict (company_id, agent_id) do update set seen_at = excluded.seen_at`.execute(tx.q)
}

/** Of all companies. */
export async function forgetOld(tx: Tx, days: number): Promise<void> {
  await sql`delete from shield_word_hit where at < now() - ${days}::int4 * interval '1 day'`.execute(tx.q)
}
