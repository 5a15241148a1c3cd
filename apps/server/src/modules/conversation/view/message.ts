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

interface Position {
  readonly conversationId: string
  readonly seq: number
}

/**
 * What was said with a person before a message, across conversations: newest last. Conversations follow each other by
 * the moment they started, but for the one that is said to come last: two that go on at once are one person's as soon as
 * their visitors are merged, and each is read from its own end.
 */
export async function historyOf(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  {
    before,
    lastConversationId: lastId,
    limit,
  }: {
    readonly before: Position | undefined
    readonly lastConversationId?: string | undefined
    readonly limit: number
  },
): Promise<{ messages: Message[]; hasEarlier: boolean }> {
  const wanted = limit + 1
  const isInLast = lastId !== undefined && (before === undefined || before.conversationId === lastId)
  const inLast = isInLast ? await messagesOf(tx, companyId, lastId, { before: before?.seq, limit: wanted }) : []
  const others =
    inLast.length < wanted
      ? await messagesAcross(tx, companyId, visitorIds, isInLast ? undefined : before, lastId, wanted - inLast.length)
      : []
  const messages = [...others, ...inLast]
  return { messages: messages.slice(-limit), hasEarlier: messages.length > limit }
}

/** Whether a conversation is one of this person's. */
export async function isHadWith(tx: Tx, companyId: string, visitorIds: readonly string[], conversationId: string) {
  const { rows } = await sql`select from conversation
    where company_id = ${companyId} and conversation_id = ${conversationId} and ${isOf('conversation', visitorIds)}`.execute(
    tx.q,
  )
  return rows.length > 0
}

/** Ascending. */
async function messagesAcross(
  tx: Tx,
  companyId: string,
  visitorIds: readonly string[],
  before: Position | undefined,
  exceptId: string | undefined,
  limit: number,
): Promise<Message[]> {
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
      where company_id = ${companyId} and ${isOf('conversation', visitorIds)}
        ${exceptId ? sql`and conversation_id <> ${exceptId}::uuid` : sql``}
      order by started_at desc) c
    cross join lateral (
      select * from conversation_message i where i.company_id = c.company_id and i.conversation_id = c.conversation_id
        ${before ? sql`and (i.conversation_id <> ${before.conversationId}::uuid or i.seq < ${before.seq})` : sql``}
      order by i.seq desc limit ${limit}) m
    where ${isBefore}
    order by c.started_at desc, c.conversation_id desc, m.seq desc limit ${limit}`.execute(tx.q)
  return rows.map(toMessage).reverse()
}
