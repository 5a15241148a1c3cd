import type { Message } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toMessage } from '../store/append.ts'
import { type ConversationScope, visibleTo } from './scope.ts'

export interface SearchRequest {
  readonly words: readonly { readonly word: string; readonly isPrefix: boolean }[]
  readonly agentId: string | undefined
  readonly from: Date | undefined
  readonly until: Date | undefined
  readonly before: { readonly sentAt: Date; readonly conversationId: string; readonly seq: number } | undefined
  readonly limit: number
}
export interface Found {
  readonly visitorId: string
  readonly message: Message
}

/** Within tsquery's quotes, quotes and backslashes are doubled. */
const lexeme = ({ word, isPrefix }: SearchRequest['words'][number]) =>
  `'${word.replace(/['\\]/g, (mark) => mark + mark)}'${isPrefix ? ':*' : ''}`

/** Latest first, only in conversations that the agent may see. */
export async function searchVisible(
  tx: Tx,
  companyId: string,
  scope: ConversationScope,
  request: SearchRequest,
): Promise<Found[]> {
  // Hits he may not see are left out afterwards: look through more of them than are wanted.
  const depth = scope.all ? request.limit : request.limit * 20
  const { rows } = await sql<Parameters<typeof toMessage>[0] & { visitor_id: string }>`
    select c.visitor_id, m.conversation_id, m.seq, m.message_id, m.sender, m.sender_id, m.body, m.sent_at
    from search_messages(${companyId}, ${request.words.map(lexeme).join(' & ')}::tsquery, ${request.agentId ?? null}::uuid,
      ${request.from ?? null}::timestamptz, ${request.until ?? null}::timestamptz,
      ${request.before?.sentAt ?? null}::timestamptz, ${request.before?.conversationId ?? null}::uuid,
      ${request.before?.seq ?? null}::int4, ${depth}::int4) hit
    join conversation c on c.company_id = ${companyId} and c.conversation_id = hit.conversation_id
    join conversation_message m on m.company_id = ${companyId} and m.conversation_id = hit.conversation_id
      and m.seq = hit.seq
    where ${visibleTo(scope)}
    order by hit.sent_at desc, hit.conversation_id desc, hit.seq desc
    limit ${request.limit}`.execute(tx.q)
  return rows.map((row) => ({ visitorId: row.visitor_id, message: toMessage(row) }))
}
