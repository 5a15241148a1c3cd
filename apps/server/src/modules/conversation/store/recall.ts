import type { MessageBody, SenderKind } from '@youwen/contract'
import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

export interface Recallable {
  readonly seq: number
  readonly from: SenderKind
  readonly senderId: string | null
  readonly body: MessageBody
  readonly ageMs: number
}

export async function findRecallable(
  tx: Tx,
  companyId: string,
  conversationId: string,
  messageId: string,
): Promise<Recallable | undefined> {
  const { rows } = await sql<{
    seq: number
    sender: string
    sender_id: string | null
    body: MessageBody
    age_ms: number
  }>`
    select seq, sender, sender_id, body, (extract(epoch from clock_timestamp() - sent_at) * 1000)::float8 as age_ms
    from conversation_message
    where company_id = ${companyId} and conversation_id = ${conversationId} and message_id = ${messageId}`.execute(tx.q)
  const row = rows[0]
  return (
    row && {
      seq: row.seq,
      from: row.sender as SenderKind,
      senderId: row.sender_id,
      body: row.body,
      ageMs: row.age_ms,
    }
  )
}

/**
 * Blanks a message wherever it can be read, and keeps what it said apart. The caller holds the conversation's row, which
 * the index and whoever quotes it wait for too.
 */
export async function blank(tx: Tx, companyId: string, conversationId: string, messageId: string, seq: number) {
  await sql`insert into conversation_recall (company_id, conversation_id, seq, message_id, body)
    select company_id, conversation_id, seq, message_id, body from conversation_message
    where company_id = ${companyId} and conversation_id = ${conversationId} and seq = ${seq}`.execute(tx.q)
  await sql`update conversation_message set body = '{"type":"recalled"}'::jsonb
    where company_id = ${companyId} and conversation_id = ${conversationId} and seq = ${seq}`.execute(tx.q)
  // Only what was said after it can quote it, and only here: a message of a conversation that is over cannot be recalled.
  await sql`update conversation_message
    set body = jsonb_set(jsonb_set(body, '{quote,text}', '""'), '{quote,type}', '"recalled"')
    where company_id = ${companyId} and conversation_id = ${conversationId} and seq > ${seq}
      and body -> 'quote' ->> 'messageId' = ${messageId}`.execute(tx.q)
  // A message that was itself recalled may have quoted it: what is kept for the logs stays as it was said.
  await sql`delete from conversation_search
    where company_id = ${companyId} and conversation_id = ${conversationId} and seq = ${seq}`.execute(tx.q)
}

export async function findOriginal(
  tx: Tx,
  companyId: string,
  conversationId: string,
  messageId: string,
): Promise<{ body: MessageBody; recalledAt: Date } | undefined> {
  const { rows } = await sql<{ body: MessageBody; recalled_at: Date }>`
    select body, recalled_at from conversation_recall
    where company_id = ${companyId} and conversation_id = ${conversationId} and message_id = ${messageId}`.execute(tx.q)
  return rows[0] && { body: rows[0].body, recalledAt: rows[0].recalled_at }
}

/** Of these files those that no message to or by this visitor carries: the same one may have been sent to him twice. */
export async function withoutThoseStillSaid(
  tx: Tx,
  companyId: string,
  visitorId: string,
  fileIds: readonly string[],
): Promise<string[]> {
  if (fileIds.length === 0) return []
  const { rows } = await sql<{ file_id: string }>`
    select id::text as file_id from unnest(${uuidArray(fileIds)}::uuid[]) as asked (id)
    where not exists (
      select from conversation c
      join conversation_message m on m.company_id = c.company_id and m.conversation_id = c.conversation_id
      where c.company_id = ${companyId} and c.visitor_id = ${visitorId}
        and id::text in (m.body ->> 'fileId', m.body -> 'image' ->> 'fileId'))`.execute(tx.q)
  return rows.map((row) => row.file_id)
}
