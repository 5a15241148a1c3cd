import { notFound } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import type { ConversationChange } from '../events.ts'
import { addParticipant, insertConversation, loadConversation, loadOfVisitor } from '../store/conversation.ts'
import { summarize } from '../store/summary.ts'
import type { Context } from './context.ts'
import { appendAll, eventRow } from './event-row.ts'
import { acceptConversation, taken } from './lifecycle.ts'

/**
 * An agent turns to a visitor again after a conversation is over: a new one, his at once whatever his load, since he
 * decides that. Whatever he says is there when the visitor comes back. One that goes on already is answered instead, if it
 * is his or nobody's.
 */
export async function contactAgain(
  deps: Context,
  companyId: string,
  conversationId: string,
  agentId: string,
): Promise<ActiveConversation> {
  const { db, collaborators, active, newId } = deps
  const conversation = await db.company(companyId, async (tx) => {
    const earlier = await loadConversation(tx, companyId, conversationId)
    if (!earlier) throw notFound('conversation')
    const { visitorId, siteId, styleId } = earlier
    const current = await loadOfVisitor(tx, companyId, visitorId, { orLast: false })
    if (current) return current
    const visit = await collaborators.latestVisit(tx, companyId, visitorId)
    const id = newId()
    const opening = { companyId, conversationId: id, visitorId, siteId, styleId, visitId: visit?.visitId ?? null }
    const card = await collaborators.cardFacts(tx, companyId, visitorId)
    if (!(await insertConversation(tx, { ...opening, groupId: null, agentId, facts: visit, card }))) {
      // He began to speak at this very moment.
      const faster = await loadOfVisitor(tx, companyId, visitorId, { orLast: false })
      if (!faster) throw new Error('A conversation in progress vanished.')
      return faster
    }
    await addParticipant(tx, companyId, id, agentId)
    const messages = await appendAll(tx, [
      eventRow(companyId, id, newId(), { type: 'event', event: 'assigned', agentId }),
    ])
    await summarize(tx, [{ companyId, conversationId: id }])
    const opened = await loadConversation(tx, companyId, id)
    if (!opened) throw new Error('A conversation just made is not there.')
    const event: ConversationChange = {
      type: 'conversation.opened',
      companyId,
      conversationId: id,
      visitorId,
      agentId,
      previousAgentId: null,
      messages,
    }
    tx.announce(event)
    return opened
  })
  if (conversation.agentId === null) {
    return acceptConversation(deps, companyId, conversation.conversationId, agentId)
  }
  if (conversation.agentId !== agentId) throw taken()
  return active.remember(conversation)
}
