import type { ConversationMark } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

type Change = { readonly isPinned?: boolean | undefined; readonly isUnread?: boolean | undefined }

/** What is left out stays as it is. */
export async function writeMark(
  tx: Tx,
  companyId: string,
  agentId: string,
  conversationId: string,
  { isPinned, isUnread }: Change,
): Promise<ConversationMark> {
  const { rows } = await sql<{ is_pinned: boolean; is_unread: boolean }>`
    insert into conversation_mark as m (company_id, agent_id, conversation_id, is_pinned, is_unread)
    values (${companyId}, ${agentId}, ${conversationId}, ${isPinned ?? false}, ${isUnread ?? false})
    on conflict (company_id, agent_id, conversation_id) do update set
      is_pinned = coalesce(${isPinned ?? null}::boolean, m.is_pinned),
      is_unread = coalesce(${isUnread ?? null}::boolean, m.is_unread)
    returning is_pinned, is_unread`.execute(tx.q)
  const [mark] = rows
  return { conversationId, isPinned: mark?.is_pinned ?? false, isUnread: mark?.is_unread ?? false }
}

export async function marksOf(tx: Tx, companyId: string, agentId: string): Promise<ConversationMark[]> {
  const { rows } = await sql<{ conversation_id: string; is_pinned: boolean; is_unread: boolean }>`
    select conversation_id, is_pinned, is_unread from conversation_mark
    where company_id = ${companyId} and agent_id = ${agentId} and (is_pinned or is_unread)
    order by conversation_id limit 2000`.execute(tx.q)
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    isPinned: row.is_pinned,
    isUnread: row.is_unread,
  }))
}

export async function dropMarks(tx: Tx, companyId: string, conversationId: string): Promise<void> {
  await sql`delete from conversation_mark where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(
    tx.q,
  )
}
