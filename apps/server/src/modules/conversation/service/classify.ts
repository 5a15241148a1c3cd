import { notFound, Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import type { ConversationClassified } from '../events.ts'
import { loadClasses, writeClassified } from '../store/class.ts'
import { loadConversation, lockConversation } from '../store/conversation.ts'
import { markRevised } from '../store/fact.ts'
import type { Context } from './context.ts'

/** What a conversation was about, in the company's own words; also after it has ended. */
export async function classifyConversation(
  { db, active }: Pick<Context, 'db' | 'active'>,
  companyId: string,
  conversationId: string,
  agentId: string,
  classIds: readonly string[],
): Promise<ActiveConversation> {
  const changed = await db.company(companyId, async (tx) => {
    const conversation = await lockConversation(tx, companyId, conversationId)
    if (!conversation) throw notFound('conversation')
    const { classes } = await loadClasses(tx, companyId)
    // What it was classified as may be off the tree by now, and still be left on it.
    const allowed = new Set(conversation.classIds)
    for (const { classId, isRemoved } of classes) if (!isRemoved) allowed.add(classId)
    const unknown = classIds.findIndex((id) => !allowed.has(id))
    if (unknown !== -1) {
      throw new Refusal('invalid', 'class.not_found', 'There is no such class.', {
        fields: [{ path: `classIds.${unknown}`, code: 'class.not_found', title: 'There is no such class.' }],
      })
    }
    await writeClassified(tx, companyId, conversationId, agentId, classIds)
    await markRevised(tx, companyId, conversationId)
    const event: ConversationClassified = {
      type: 'conversation.classified',
      companyId,
      conversationId,
      visitorId: conversation.visitorId,
      classIds: [...new Set(classIds)],
    }
    tx.announce(event)
    const written = await loadConversation(tx, companyId, conversationId)
    if (!written) throw new Error('A locked conversation vanished.')
    return written
  })
  // As far as it goes, what is known already may be newer: only the classes are news.
  return Object.assign(active.remember(changed), { classIds: changed.classIds })
}
