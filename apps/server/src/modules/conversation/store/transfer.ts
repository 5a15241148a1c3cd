import type { PendingTransfer, TransferOutcome } from '@youwen/contract'
import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

export interface TransferRecord extends PendingTransfer {
  readonly conversationId: string
  /** Null while it waits for an answer. */
  readonly outcome: TransferOutcome | null
  readonly endedBy: string | null
  /** Whether the time for an answer is up, whoever has noticed so far. */
  readonly isLate: boolean
}

interface TransferRow {
  transfer_id: string
  conversation_id: string
  by_agent_id: string
  to_agent_id: string | null
  to_group_id: string | null
  note: string
  asked_at: Date
  expires_at: Date
  outcome: TransferOutcome | null
  ended_by: string | null
  is_late: boolean
}

// The clock, not the moment when the transaction began: it may have waited for the conversation.
const columns = sql`t.transfer_id, t.conversation_id, t.by_agent_id, t.to_agent_id, t.to_group_id, t.note, t.asked_at,
  t.expires_at, t.outcome, t.ended_by, t.expires_at <= clock_timestamp() as is_late`

const toRecord = (row: TransferRow): TransferRecord => ({
  transferId: row.transfer_id,
  conversationId: row.conversation_id,
  byAgentId: row.by_agent_id,
  toAgentId: row.to_agent_id,
  toGroupId: row.to_group_id,
  note: row.note,
  askedAt: row.asked_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  outcome: row.outcome,
  endedBy: row.ended_by,
  isLate: row.is_late,
})

/** The pending one of the conversation `c`, as JSON of the contract. */
export const pendingTransfer = sql`(select jsonb_build_object('transferId', t.transfer_id, 'byAgentId', t.by_agent_id,
    'toAgentId', t.to_agent_id, 'toGroupId', t.to_group_id, 'note', t.note,
    'askedAt', to_char(t.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'expiresAt', to_char(t.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from conversation_transfer t
  where t.company_id = c.company_id and t.conversation_id = c.conversation_id and t.outcome is null)`

export async function insertTransfer(
  tx: Tx,
  companyId: string,
  {
    transferId,
    conversationId,
    byAgentId,
    toAgentId,
    toGroupId,
    note,
    withinSeconds,
  }: Pick<TransferRecord, 'transferId' | 'conversationId' | 'byAgentId' | 'toAgentId' | 'toGroupId' | 'note'> & {
    readonly withinSeconds: number
  },
  askedIds: readonly string[],
): Promise<{ expiresAt: Date }> {
  const { rows } = await sql<{ expires_at: Date }>`
    with moment as (select clock_timestamp() as now)
    insert into conversation_transfer (company_id, transfer_id, conversation_id, by_agent_id, to_agent_id, to_group_id, note,
      asked_at, expires_at)
    select ${companyId}, ${transferId}, ${conversationId}, ${byAgentId}, ${toAgentId}, ${toGroupId}, ${note},
      moment.now, moment.now + make_interval(secs => ${withinSeconds})
    from moment returning expires_at`.execute(tx.q)
  await sql`insert into conversation_transfer_asked (company_id, transfer_id, agent_id)
    select ${companyId}, ${transferId}, id from unnest(${uuidArray(askedIds)}::uuid[]) as asked (id)`.execute(tx.q)
  const [written] = rows
  if (!written) throw new Error('A transfer was not written.')
  return { expiresAt: written.expires_at }
}

export async function findTransfer(tx: Tx, companyId: string, transferId: string): Promise<TransferRecord | undefined> {
  const { rows } = await sql<TransferRow>`
    select ${columns} from conversation_transfer t
    where t.company_id = ${companyId} and t.transfer_id = ${transferId}`.execute(tx.q)
  return rows[0] && toRecord(rows[0])
}

/** The last one that was asked for, if that is not long ago. */
export async function latestTransfer(
  tx: Tx,
  companyId: string,
  conversationId: string,
): Promise<TransferRecord | undefined> {
  const { rows } = await sql<TransferRow>`
    select ${columns} from conversation_transfer t
    where t.company_id = ${companyId} and t.conversation_id = ${conversationId}
      and (t.outcome is null or t.ended_at > now() - interval '1 minute')
    order by t.asked_at desc limit 1`.execute(tx.q)
  return rows[0] && toRecord(rows[0])
}

/** Answers whether it was still waiting: of several who end it at once, one does. */
export async function endTransfer(
  tx: Tx,
  companyId: string,
  transferId: string,
  outcome: TransferOutcome,
  endedBy: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    update conversation_transfer set outcome = ${outcome}, ended_by = ${endedBy}, ended_at = clock_timestamp()
    where company_id = ${companyId} and transfer_id = ${transferId} and outcome is null
    returning transfer_id`.execute(tx.q)
  return rows.length === 1
}

export interface Asked {
  readonly agentId: string
  readonly hasDeclined: boolean
}

export async function askedOf(tx: Tx, companyId: string, transferId: string): Promise<Asked[]> {
  const { rows } = await sql<{ agent_id: string; has_declined: boolean }>`
    select agent_id, declined_at is not null as has_declined from conversation_transfer_asked
    where company_id = ${companyId} and transfer_id = ${transferId} order by agent_id`.execute(tx.q)
  return rows.map((row) => ({ agentId: row.agent_id, hasDeclined: row.has_declined }))
}

export async function decline(tx: Tx, companyId: string, transferId: string, agentId: string, reason: string) {
  await sql`update conversation_transfer_asked set declined_at = clock_timestamp(), reason = ${reason}
    where company_id = ${companyId} and transfer_id = ${transferId} and agent_id = ${agentId}`.execute(tx.q)
}

/** What an agent is asked and has not answered, longest waiting first. */
export async function transfersTo(tx: Tx, companyId: string, agentId: string): Promise<TransferRecord[]> {
  const { rows } = await sql<TransferRow>`
    select ${columns} from conversation_transfer_asked a
    join conversation_transfer t on t.company_id = a.company_id and t.transfer_id = a.transfer_id
    where a.company_id = ${companyId} and a.agent_id = ${agentId} and a.declined_at is null
      and t.outcome is null and t.expires_at > clock_timestamp()
    order by t.asked_at, t.transfer_id`.execute(tx.q)
  return rows.map(toRecord)
}

export async function findAcceptWithin(tx: Tx, companyId: string): Promise<number | undefined> {
  const found = await tx.q
    .selectFrom('conversation_transfer_rule')
    .select('accept_within_seconds')
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  return found?.accept_within_seconds
}

export async function putAcceptWithin(tx: Tx, companyId: string, seconds: number): Promise<void> {
  await sql`insert into conversation_transfer_rule (company_id, accept_within_seconds) values (${companyId}, ${seconds})
    on conflict (company_id) do update set accept_within_seconds = excluded.accept_within_seconds`.execute(tx.q)
}
