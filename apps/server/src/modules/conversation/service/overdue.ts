import type { ConversationEvent, MessageBody } from '@youwen/contract'
import type { ConversationChange } from '../events.ts'
import { lockConversation } from '../store/conversation.ts'
import { setCustody, setPersonSeq, takeOverdue } from '../store/custody.ts'
import { summarize } from '../store/summary.ts'
import type { Context } from './context.ts'
import { appendAll, eventRow, robotRow } from './event-row.ts'

/** What somebody is told who has waited too long, and whether the robot answers him until it is his turn. */
export interface Comfort {
  readonly body: MessageBody
  readonly isAnswering: boolean
}

/**
 * Says it if he still waits and has not been told, whatever node tries. His place in the queue he keeps: whoever becomes
 * free is given the conversation, and the robot is silent from then on.
 */
export async function comfort(
  { db, newId }: Pick<Context, 'db' | 'newId'>,
  companyId: string,
  conversationId: string,
  now: Date,
  { body, isAnswering }: Comfort,
): Promise<void> {
  await db.company(companyId, async (tx) => {
    const conversation = await lockConversation(tx, companyId, conversationId)
    if (!conversation || !(await takeOverdue(tx, companyId, conversationId, now))) return
    const began: ConversationEvent = { type: 'event', event: 'custody_began', agentId: null }
    const messages = await appendAll(tx, [
      robotRow(companyId, conversationId, newId(), body),
      ...(isAnswering ? [eventRow(companyId, conversationId, newId(), began)] : []),
    ])
    const [said] = messages
    if (!said) throw new Error('Nothing was said.')
    await setPersonSeq(tx, companyId, conversationId, said.seq)
    // What was asked before is for people to answer.
    if (isAnswering) await setCustody(tx, companyId, conversationId, said.seq)
    await summarize(tx, [{ companyId, conversationId }])
    const event: ConversationChange = {
      type: isAnswering ? 'conversation.custody_changed' : 'conversation.noted',
      companyId,
      conversationId,
      visitorId: conversation.visitorId,
      agentId: null,
      previousAgentId: null,
      messages,
    }
    tx.announce(event)
  })
}
