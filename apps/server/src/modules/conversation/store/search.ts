import { sql } from 'kysely'
import { int4Array, timestamptzArray, uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

interface Unindexed {
  readonly companyId: string
  readonly conversationId: string
  readonly seq: number
  readonly from: string
  readonly senderId: string | null
  readonly sentAt: Date
  readonly text: string
}

/** Texts that no search finds yet, oldest first within their conversation. */
export async function unindexedOf(
  tx: Tx,
  companyId: string,
  conversationId: string,
  limit: number,
): Promise<Unindexed[]> {
  const { rows } = await sql<{
    seq: number
    sender: string
    sender_id: string | null
    sent_at: Date
    text: string | null
  }>`
    select m.seq, m.sender, m.sender_id, m.sent_at, 
      concat_ws(' ', m.body ->> 'title', m.body ->> 'text', m.body ->> 'name', m.body ->> 'place', m.body ->> 'number') as text
    from conversation c join conversation_message m
      on m.company_id = c.company_id and m.conversation_id = c.conversation_id and m.seq > c.indexed_seq
    where c.company_id = ${companyId} and c.conversation_id = ${conversationId}
    order by m.seq limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({
    companyId,
    conversationId,
    seq: row.seq,
    from: row.sender,
    senderId: row.sender_id,
    sentAt: row.sent_at,
    text: row.text ?? '',
  }))
}

export type Indexed = Unindexed & { readonly words: readonly string[] }

/**
 * Records what was found in them, and that everything up to the last of them has been looked at. A message that was
 * recalled since it was read is left out: the conversation's row, which is taken first, is what a recall holds too.
 */
export async function index(tx: Tx, companyId: string, conversationId: string, rows: readonly Indexed[]) {
  const last = rows.at(-1)
  if (last)
    await sql`update conversation set indexed_seq = greatest(indexed_seq, ${last.seq})
      where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
  const found = rows.filter((row) => row.words.length > 0)
  if (found.length === 0) return
  await sql`
    insert into conversation_search (company_id, conversation_id, seq, sender, sender_id, sent_at, words)
    select ${companyId}, ${conversationId}, u.seq, u.sender, u.sender_id, u.sent_at,
      array_to_tsvector(array(select jsonb_array_elements_text(u.words)))
    from unnest(${int4Array(found.map((row) => row.seq))}::int4[], ${found.map((row) => row.from)}::text[],
      ${uuidArray(found.map((row) => row.senderId))}::uuid[],
      ${timestamptzArray(found.map((row) => row.sentAt))}::timestamptz[],
      ${found.map((row) => JSON.stringify(row.words))}::jsonb[]) as u (seq, sender, sender_id, sent_at, words)
    join conversation_message m on m.company_id = ${companyId} and m.conversation_id = ${conversationId}
      and m.seq = u.seq and m.body ->> 'type' <> 'recalled'
    on conflict do nothing`.execute(tx.q)
}

/** Conversations that a crash left with unindexed messages: those of the last days are looked at. */
export async function conversationsToIndex(tx: Tx): Promise<{ companyId: string; conversationId: string }[]> {
  const { rows } = await sql<{ company_id: string; conversation_id: string }>`
    select company_id, conversation_id from conversation
    where indexed_seq < last_seq and (status <> 'closed' or closed_at > now() - interval '3 days')`.execute(tx.q)
  return rows.map((row) => ({ companyId: row.company_id, conversationId: row.conversation_id }))
}
