import type { MessageBody, SenderKind, TransferOffer } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const shownLength = 160

/** The last things said, oldest first: what a conversation is about, for who has not seen it. */
export async function lastLines(
  tx: Tx,
  companyId: string,
  conversationId: string,
  limit: number,
): Promise<TransferOffer['lines']> {
  const { rows } = await sql<{ sender: SenderKind; body: Exclude<MessageBody, { type: 'event' }>; sent_at: Date }>`
    select sender, body, sent_at from conversation_message
    where company_id = ${companyId} and conversation_id = ${conversationId} and sender <> 'system'
      and body ->> 'type' <> 'recalled'
    order by seq desc limit ${limit}`.execute(tx.q)
  return rows.reverse().map(({ sender, body, sent_at: at }) => ({
    from: sender,
    type: body.type,
    text: textOf(body).slice(0, shownLength).toWellFormed(),
    at: at.toISOString(),
  }))
}
