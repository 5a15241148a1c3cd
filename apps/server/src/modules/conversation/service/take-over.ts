import type { ActiveConversation } from '../active.ts'
import { assign } from '../store/conversation.ts'
import { change, lockInProgress } from './change.ts'
import type { Context } from './context.ts'

type Deps = Pick<Context, 'db' | 'routing' | 'active' | 'newId'>

/** A supervisor takes a conversation that is a colleague's, or waits. Who has it already keeps it. */
export async function takeOverConversation(
  deps: Deps,
  companyId: string,
  conversationId: string,
  agentId: string,
): Promise<ActiveConversation> {
  const taken = await deps.db.company(companyId, async (tx) => {
    await deps.routing.lock(tx, companyId)
    const conversation = await lockInProgress(tx, companyId, conversationId)
    if (conversation.agentId === agentId) return conversation
    const { agentId: fromAgentId, groupId } = conversation
    return change(
      deps,
      tx,
      conversation,
      'conversation.transferred',
      { type: 'event', event: 'transferred', fromAgentId, toAgentId: agentId, toGroupId: null },
      () => assign(tx, companyId, conversationId, { agentId, groupId }),
    )
  })
  return deps.active.remember(taken)
}
