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
import { endOffer } from './offer-end.ts'

/** After these it is no longer where whoever offered it had it. */
const overtakesOffer = new Set<ConversationChange['type']>([
  'conversation.assigned',
  'conversation.transferred',
  'conversation.requeued',
  'conversation.closed',
])

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
  const { transfer } = conversation
  // An offer that was just accepted is over by now, and stays accepted.
  if (transfer && overtakesOffer.has(type)) {
    await endOffer(tx, companyId, { ...transfer, conversationId }, 'overtaken', null)
  }
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
