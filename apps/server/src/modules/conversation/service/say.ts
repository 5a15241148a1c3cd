import type { MessageBody, Quote, SenderKind } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { type Appended, conversationOver, idReused } from '../append.ts'
import { type AppendRow, appendInTransaction, findByMessageId } from '../store/append.ts'
import { lockConversation } from '../store/conversation.ts'
import { findQuotable } from '../store/quote.ts'
import type { Context } from './context.ts'

/** The message that is quoted, and with whom it was said. */
export interface Quoting {
  readonly messageId: string
  readonly visitorIds: readonly string[]
}

export interface Saying {
  readonly id: string
  readonly from: SenderKind
  readonly senderId: string
  readonly body: MessageBody
  readonly quote: Quoting | undefined
  readonly origin?: unknown
}

/** The body with what it quotes. A repeat gets the quote that was stored, whatever became of the quoted one since. */
export async function withQuote(
  tx: Tx,
  { companyId, conversationId }: { readonly companyId: string; readonly conversationId: string | null },
  { id, from, body, quote }: Pick<Saying, 'id' | 'from' | 'body' | 'quote'>,
): Promise<MessageBody> {
  if (quote === undefined) return body
  const [stored] = await findByMessageId(tx, companyId, [id])
  const known = stored && quoteIn(stored.body)
  const request = { companyId, conversationId, ...quote, isForColleagues: from === 'colleague' }
  const found = known?.messageId === quote.messageId ? known : await findQuotable(tx, request)
  if (!found) throw new Refusal('not_found', 'message.quote_unknown', 'There is no such message to quote.')
  return { ...body, quote: found } as MessageBody
}

const quoteIn = (body: MessageBody): Quote | undefined => ('quote' in body ? body.quote : undefined)

/**
 * Says what has to be true together with something else, while holding the conversation: what it quotes is not recalled
 * meanwhile, whom it mentions may see it. Plain words take the append pipeline instead.
 */
export async function sayInTransaction(
  { db, committed }: Pick<Context, 'db' | 'committed'>,
  conversation: ActiveConversation,
  saying: Saying,
  also?: (tx: Tx, seq: number) => Promise<unknown>,
): Promise<Appended> {
  const { companyId, conversationId } = conversation
  const { row, outcome, lastSeq } = await db.company(companyId, async (tx) => {
    await lockConversation(tx, companyId, conversationId)
    const body = await withQuote(tx, conversation, saying)
    const { id, from, senderId } = saying
    const row: AppendRow = { companyId, conversationId, id, from, senderId, body, bodyJson: JSON.stringify(body) }
    const { outcomes, lastSeqs } = await appendInTransaction(tx, [row])
    const outcome = outcomes.get(row)
    if (outcome?.kind === 'written') await also?.(tx, outcome.seq)
    return { row, outcome, lastSeq: lastSeqs.get(conversationId) ?? 0 }
  })
  conversation.lastSeq = Math.max(conversation.lastSeq, lastSeq)
  switch (outcome?.kind) {
    case 'written':
      committed([{ ...row, seq: outcome.seq, at: outcome.at, conversation, origin: saying.origin }])
      return { ...outcome, isRepeat: false }
    case 'repeated':
      return { ...outcome, isRepeat: true }
    case 'closed':
      conversation.status = 'closed'
      throw conversationOver()
    case 'reused':
      throw idReused()
    default:
      throw notFound('conversation')
  }
}
