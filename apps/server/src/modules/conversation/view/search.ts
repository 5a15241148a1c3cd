import type { Message } from '@youwen/contract'
import { type RawBuilder, sql } from 'kysely'
import { int4Array, uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { toMessage } from '../store/append.ts'
import { type ConversationScope, visibleTo } from './scope.ts'

export interface SearchRequest {
  readonly words: readonly { readonly word: string; readonly isPrefix: boolean }[]
  readonly agentId: string | undefined
  readonly from: Date | undefined
  readonly until: Date | undefined
  /** A condition on the conversation `c`. */
  readonly matches: RawBuilder<boolean> | undefined
  readonly before: Position | undefined
  readonly limit: number
}
export interface Position {
  readonly sentAt: Date
  readonly conversationId: string
  readonly seq: number
}
export interface Found {
  readonly visitorId: string
  readonly message: Message
}

/** How many messages with the words are looked at, one look after the other, where not all of them may be shown. */
const depths = [500, 2_000, 8_000]

/** Within tsquery's quotes, quotes and backslashes are doubled. */
const lexeme = ({ word, isPrefix }: SearchRequest['words'][number]) =>
  `'${word.replace(/['\\]/g, (mark) => mark + mark)}'${isPrefix ? ':*' : ''}`

/**
 * Latest first, only in conversations that the agent may see and that match. However few those are, it looks only so far
 * back: then `reached` says how far.
 */
export async function searchVisible(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  request: SearchRequest,
): Promise<{ found: Found[]; reached: Position | undefined }> {
  const seesAll = scope.all && !request.matches
  const found: Found[] = []
  let reached = request.before
  for (const depth of depths) {
    const limit = seesAll ? request.limit : depth
    const hits = await hitsOf(tx, companyId, request, reached, limit)
    found.push(...(await visibleAmong(tx, companyId, scope, request, hits)))
    reached = hits.length < limit ? undefined : hits.at(-1)
    if (seesAll || !reached || found.length >= request.limit) break
  }
  return { found: found.slice(0, request.limit), reached }
}

async function hitsOf(
  tx: Tx,
  companyId: string,
  { words, agentId, from, until }: SearchRequest,
  before: Position | undefined,
  limit: number,
): Promise<Position[]> {
  const { rows } = await sql<{ conversation_id: string; seq: number; sent_at: Date }>`
    select conversation_id, seq, sent_at
    from search_messages(${companyId}, ${words.map(lexeme).join(' & ')}::tsquery, ${agentId ?? null}::uuid,
      ${from ?? null}::timestamptz, ${until ?? null}::timestamptz,
      ${before?.sentAt ?? null}::timestamptz, ${before?.conversationId ?? null}::uuid, ${before?.seq ?? null}::int4,
      ${limit}::int4)
    order by sent_at desc, conversation_id desc, seq desc`.execute(tx.q)
  return rows.map((row) => ({ sentAt: row.sent_at, conversationId: row.conversation_id, seq: row.seq }))
}

async function visibleAmong(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  { matches, limit }: SearchRequest,
  hits: readonly Position[],
): Promise<Found[]> {
  if (hits.length === 0) return []
  const { rows } = await sql<Parameters<typeof toMessage>[0] & { visitor_id: string }>`
    with seen as materialized (
      select c.visitor_id, hit.conversation_id, hit.seq, hit.place
      from unnest(${uuidArray(hits.map(({ conversationId }) => conversationId))}::uuid[],
        ${int4Array(hits.map(({ seq }) => seq))}::int4[]) with ordinality hit (conversation_id, seq, place)
      join conversation c on c.company_id = ${companyId} and c.conversation_id = hit.conversation_id
      where ${visibleTo(scope)} ${matches ? sql`and ${matches}` : sql``}
      order by hit.place limit ${limit})
    select s.visitor_id, m.conversation_id, m.seq, m.message_id, m.sender, m.sender_id, m.body, m.sent_at
    from seen s join conversation_message m on m.company_id = ${companyId}
      and m.conversation_id = s.conversation_id and m.seq = s.seq
    order by s.place`.execute(tx.q)
  return rows.map((row) => ({ visitorId: row.visitor_id, message: toMessage(row) }))
}
