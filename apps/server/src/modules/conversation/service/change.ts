import type { ConversationEvent } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { conversationOver } from '../append.ts'
import type { ConversationChange } from '../events.ts'
import { loadConversation, lockConversation } from '../store/conversation.ts'
import { summarize } from '../store/summary.ts'
import type { Context } from './context.ts'
import { appendAll, eventRow } from './event-row.ts'

export async function lockInProgress(tx: Tx, companyId: string, conversationId: string): Promise<ActiveConversation> {
  const conversation = await lockConversation(tx, companyId, conversationId)
  if (!conversation) throw notFound('conversation')
  if (conversation.status === 'closed') throw conversationOver()
  return conversation
}

/** Writes the event into the stream, the change into the row, and tells who is concerned after the commit. */
export async function change(
  { newId }: Pick<Context, 'newId'>,
  tx: Tx,
  conversation: ActiveConversation,
  type: ConversationChange['type'],
  body: ConversationEvent,
  write: () => Promise<void>,
): Promise<ActiveConversation> {
  const { companyId, conversationId, visitorId } = conversation
  const messages = await appendAll(tx, [eventRow(companyId, conversationId, newId(), body)])
  await write()
  await summarize(tx, [{ companyId, conversationId }])
  const changed = await loadConversation(tx, companyId, conversationId)
  if (!changed) throw new Error('A locked conversation vanished.')
  const event: ConversationChange = {
    type,
    companyId,
    conversationId,
    visitorId,
    agentId: changed.status === 'closed' ? null : changed.agentId,
    previousAgentId: conversation.agentId,
    messages,
  }
  tx.announce(event)
  return changed
}
