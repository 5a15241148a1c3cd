import type { ConversationEvent, Message, MessageBody } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { type AppendRow, appendInTransaction } from '../store/append.ts'

/** Something that happened, as a row of the conversation's own stream. */
export const eventRow = (
  companyId: string,
  conversationId: string,
  id: string,
  body: ConversationEvent,
): AppendRow => ({
  companyId,
  conversationId,
  id,
  from: 'system',
  senderId: null,
  body,
  bodyJson: JSON.stringify(body),
})

/** Something that the robot says. */
export const robotRow = (companyId: string, conversationId: string, id: string, body: MessageBody): AppendRow => ({
  companyId,
  conversationId,
  id,
  from: 'robot',
  senderId: null,
  body,
  bodyJson: JSON.stringify(body),
})

/** Appends rows that cannot be refused, because the caller holds the conversation and made their ids. */
export async function appendAll(tx: Tx, rows: readonly AppendRow[]): Promise<Message[]> {
  const { outcomes } = await appendInTransaction(tx, rows)
  return rows.map((row) => {
    const outcome = outcomes.get(row)
    if (outcome?.kind !== 'written') throw new Error(`An event could not be appended: ${outcome?.kind}.`)
    return {
      id: row.id,
      conversationId: row.conversationId,
      seq: outcome.seq,
      from: row.from,
      senderId: row.senderId,
      body: row.body,
      at: outcome.at.toISOString(),
    }
  })
}
