import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Tables, Tx } from '../../../platform/db/index.ts'

export type SessionRow = Omit<Selectable<Tables['security_session']>, 'token_hash'>

const shown = [
  'company_id',
  'session_id',
  'agent_id',
  'created_at',
  'last_used_at',
  'expires_at',
  'ended_at',
  'end_reason',
  'ip',
  'region',
  'user_agent',
] as const

/** A session also ends when nothing was heard of it for this long. */
const idleHours = 72

const live = (tx: Tx, companyId: string) =>
  tx.q
    .selectFrom('security_session')
    .select(shown)
    .where('company_id', '=', companyId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('last_used_at', '>', sql<Date>`now() - ${idleHours} * interval '1 hour'`)

export interface NewSession {
  readonly sessionId: string
  readonly agentId: string
  readonly tokenHash: Buffer
  readonly lifetimeSeconds: number
  readonly ip: string
  readonly region: string
  readonly userAgent: string
}

export async function insertSession(tx: Tx, companyId: string, session: NewSession): Promise<void> {
  await tx.q
    .insertInto('security_session')
    .values({
      company_id: companyId,
      session_id: session.sessionId,
      agent_id: session.agentId,
      token_hash: session.tokenHash,
      expires_at: sql<Date>`now() + ${session.lifetimeSeconds} * interval '1 second'`,
      ip: session.ip,
      region: session.region,
      user_agent: session.userAgent,
    })
    .execute()
}

export const findByTokenHash = (tx: Tx, companyId: string, tokenHash: Buffer): Promise<SessionRow | undefined> =>
  live(tx, companyId).where('token_hash', '=', tokenHash).executeTakeFirst()

export const findLive = (tx: Tx, companyId: string, sessionId: string): Promise<SessionRow | undefined> =>
  live(tx, companyId).where('session_id', '=', sessionId).executeTakeFirst()

export const findLiveOf = (tx: Tx, companyId: string, agentId: string): Promise<SessionRow[]> =>
  live(tx, companyId).where('agent_id', '=', agentId).orderBy('created_at', 'desc').execute()

/** The latest live one of each of these agents, or of all. */
export const findLatest = (tx: Tx, companyId: string, agentIds?: readonly string[]): Promise<SessionRow[]> =>
  live(tx, companyId)
    .distinctOn('agent_id')
    .$if(agentIds !== undefined, (q) => q.where('agent_id', '=', sql<string>`any(${[...(agentIds ?? [])]}::uuid[])`))
    .orderBy('agent_id')
    .orderBy('created_at', 'desc')
    .execute()

/** Written now and then, not at every request. */
export async function touch(tx: Tx, companyId: string, sessionId: string): Promise<void> {
  await tx.q
    .updateTable('security_session')
    .set({ last_used_at: sql<Date>`now()` })
    .where('company_id', '=', companyId)
    .where('session_id', '=', sessionId)
    .execute()
}

export interface WhichSessions {
  readonly agentIds: readonly string[]
  /** Only this one. */
  readonly onlyId?: string
  /** All but this one. */
  readonly exceptId?: string
}

export async function endSessions(
  tx: Tx,
  companyId: string,
  { agentIds, onlyId, exceptId }: WhichSessions,
  reason: string,
): Promise<{ sessionId: string; agentId: string }[]> {
  return tx.q
    .updateTable('security_session')
    .set({ ended_at: sql<Date>`now()`, end_reason: reason })
    .where('company_id', '=', companyId)
    .where('agent_id', '=', sql<string>`any(${[...agentIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .$if(onlyId !== undefined, (q) => q.where('session_id', '=', onlyId ?? ''))
    .$if(exceptId !== undefined, (q) => q.where('session_id', '!=', exceptId ?? ''))
    .returning(['session_id as sessionId', 'agent_id as agentId'])
    .execute()
}

/** Whether this agent logged in from this address before, not too long ago. */
export async function hasUsedAddress(tx: Tx, companyId: string, agentId: string, ip: string): Promise<boolean> {
  const row = await tx.q
    .selectFrom('security_session')
    .select('session_id')
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .where('ip', '=', ip)
    .where('created_at', '>', sql<Date>`now() - interval '90 days'`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
