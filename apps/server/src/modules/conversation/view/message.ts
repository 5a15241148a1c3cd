import type { Message } from '@youwen/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toMessage } from '../store/append.ts'
import { isOf } from './person.ts'

type Row = Parameters<typeof toMessage>[0]
const columns = sql`m.conversation_id, m.seq, m.message_id, m.sender, m.sender_id, m.body, m.sent_at`

export interface Range {
  /** Exclusive bounds. With `before` alone the nearest ones below it are meant, else the first ones after `after`. */
  readonly after?: number | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Ascending. */
export async function messagesOf(
  tx: Tx,
  companyId: string,
  conversationId: string,
  { after, before, limit }: Range,
): Promise<Message[]> {
  const isFromTheEnd = after === undefined
  const { rows } = await sql<Row>`
    select ${columns} from conversation_message m
    where m.company_id = ${companyId} and m.conversation_id = ${conversationId}
      and m.seq > ${after ?? 0} and m.seq < ${before ?? 2_147_483_647}
    order by m.seq ${isFromTheEnd ? sql`desc` : sql`asc`} limit ${limit}`.execute(tx.q)
  const messages = rows.map(toMessage)
  return isFromTheEnd ? messages.reverse() : messages
}

/**
 * What was said with a person before a message, across conversations: newest last. Conversations follow each other by
 * the moment they started.
 */
export async function historyOf(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  before: { conversationId: string; seq: number } | undefined,
  limit: number,
): Promise<{ messages: Message[]; hasEarlier: boolean }> {
  const isBefore: RawBuilder<unknown> = before
    ? sql`(c.started_at, c.conversation_id, m.seq) < (
        (select o.started_at from conversation o where o.company_id = ${companyId} and ${isOf('o', visitorIds)}
          and o.conversation_id = ${before.conversationId}::uuid),
        ${before.conversationId}::uuid, ${before.seq})`
    : sql`true`
  // One conversation after the other from the newest back, each by its own index range, until the page is full.
  const { rows } = await sql<Row>`
    select ${columns} from (
      select company_id, conversation_id, started_at from conversation
      where company_id = ${companyId} and ${isOf('conversation', visitorIds)} order by started_at desc) c
    cross join lateral (
      select * from conversation_message i where i.company_id = c.company_id and i.conversation_id = c.conversation_id
        ${before ? sql`and (i.conversation_id <> ${before.conversationId}::uuid or i.seq < ${before.seq})` : sql``}
      order by i.seq desc limit ${limit + 1}) m
    where ${isBefore}
    order by c.started_at desc, c.conversation_id desc, m.seq desc limit ${limit + 1}`.execute(tx.q)
  const messages = rows.slice(0, limit).map(toMessage).reverse()
  return { messages, hasEarlier: rows.length > limit }
}
