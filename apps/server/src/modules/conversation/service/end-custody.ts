import { notFound } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { lockConversation } from '../store/conversation.ts'
import { setCustody } from '../store/custody.ts'
import { change } from './change.ts'
import type { Context } from './context.ts'

type Deps = Pick<Context, 'db' | 'active' | 'newId'>

/** The agent whose conversation it is answers himself from now on. Where the robot does not answer, nothing changes. */
export async function endCustody(deps: Deps, companyId: string, conversationId: string): Promise<ActiveConversation> {
  const ended = await deps.db.company(companyId, async (tx) => {
    const conversation = await lockConversation(tx, companyId, conversationId)
    if (!conversation) throw notFound('conversation')
    const { agentId, custodySeq } = conversation
    if (custodySeq === null || agentId === null) return conversation
    return change(
      deps,
      tx,
      conversation,
      'conversation.custody_changed',
      { type: 'event', event: 'custody_ended', why: 'agent', agentId },
      () => setCustody(tx, companyId, conversationId, null),
    )
  })
  return deps.active.remember(ended)
}
