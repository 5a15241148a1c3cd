import type { MessageBody, Quote, SaidType, SenderKind } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

const shownLength = 120

/** Something said with this visitor, as a quote shows it. Events and what was recalled cannot be quoted. */
export async function findQuotable(
  tx: Tx,
  { companyId, visitorIds, conversationId, messageId, isForColleagues }: QuoteRequest,
): Promise<Quote | undefined> {
  const { rows } = await sql<{
    conversation_id: string
    seq: number
    sender: string
    sender_id: string | null
    body: MessageBody
  }>`
    select m.conversation_id, m.seq, m.sender, m.sender_id, m.body
    from conversation_message m
    join conversation c on c.company_id = m.company_id and c.conversation_id = m.conversation_id
      and c.visitor_id = any(${uuidArray(visitorIds)}::uuid[])
      and (c.status = 'closed' or c.conversation_id = ${conversationId}::uuid)
    where m.company_id = ${companyId} and m.message_id = ${messageId} and m.sender <> 'system'
      and m.body ->> 'type' <> 'recalled' and (${isForColleagues} or m.sender <> 'colleague')`.execute(tx.q)
  const row = rows[0]
  return (
    row && {
      messageId,
      conversationId: row.conversation_id,
      seq: row.seq,
      from: row.sender as SenderKind,
      senderId: row.sender_id,
      type: row.body.type as SaidType,
      text: textOf(row.body).slice(0, shownLength).toWellFormed(),
    }
  )
}

export interface QuoteRequest {
  readonly companyId: string
  /** All that are the same person. */
  readonly visitorIds: readonly string[]
  /** Where it is quoted. Of other conversations only what can no longer be recalled: a recall looks for quotes here alone. */
  readonly conversationId: string | null
  readonly messageId: string
  /** Only a note may quote a note: its words would reach the visitor otherwise. */
  readonly isForColleagues: boolean
}
