import type { ActiveConversation } from '../active.ts'
import { setJoined } from '../store/conversation.ts'
import { change, lockInProgress } from './change.ts'
import type { Context } from './context.ts'

type Deps = Pick<Context, 'db' | 'active' | 'newId'>

/** A colleague takes part, or no longer; the visitor sees who speaks to him. Whose conversation it is does not change. */
export async function joinOrLeave(
  deps: Deps,
  companyId: string,
  conversationId: string,
  agentId: string,
  what: 'joined' | 'left',
): Promise<ActiveConversation> {
  const changed = await deps.db.company(companyId, async (tx) => {
    const conversation = await lockInProgress(tx, companyId, conversationId)
    const isIn = conversation.joinedAgentIds.includes(agentId)
    if (conversation.agentId === agentId || isIn === (what === 'joined')) return conversation
    return change(deps, tx, conversation, `conversation.${what}`, { type: 'event', event: what, agentId }, () =>
      setJoined(tx, companyId, conversationId, agentId, what === 'joined'),
    )
  })
  return deps.active.remember(changed)
}
