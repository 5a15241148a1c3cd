import { notFound, Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { assign } from '../store/conversation.ts'
import { standIn } from './begin-custody.ts'
import { change, lockInProgress } from './change.ts'
import type { Context } from './context.ts'
import { taken } from './lifecycle.ts'

type Deps = Pick<Context, 'db' | 'routing' | 'collaborators' | 'active' | 'newId'>

export interface Handover {
  readonly byAgentId: string
  readonly to: { readonly agentId: string } | { readonly groupId: string }
  readonly note: string
  /** Whether he may hand over what is a colleague's. */
  readonly mayTake: boolean
}

export const receiverOffline = () =>
  new Refusal('conflict', 'conversation.receiver_offline', 'This colleague is not there any more.')

/**
 * Hands a conversation over: to a colleague who is there, whatever his load, since people decide that; or to a group,
 * where routing chooses, or the queue waits for one of its agents.
 */
export async function transferConversation(
  deps: Deps,
  companyId: string,
  conversationId: string,
  { byAgentId, to, note, mayTake }: Handover,
): Promise<ActiveConversation> {
  const transferred = await deps.db.company(companyId, async (tx) => {
    await deps.routing.lock(tx, companyId)
    const conversation = await lockInProgress(tx, companyId, conversationId)
    if (conversation.agentId !== null && conversation.agentId !== byAgentId && !mayTake) throw taken()
    let agentId: string | null
    let groupId: string | null = null
    if ('agentId' in to) {
      const receiver = await deps.collaborators.receiver(tx, companyId, to.agentId)
      if (!receiver) throw notFound('agent')
      if (!receiver.isOnline) throw receiverOffline()
      if (conversation.agentId === to.agentId) return conversation
      agentId = to.agentId
    } else {
      if (!(await deps.collaborators.groupExists(tx, companyId, to.groupId))) throw notFound('group')
      groupId = to.groupId
      agentId = await deps.routing.choose(tx, { companyId, siteId: conversation.siteId, groupId })
    }
    const waitLimitMs = await deps.collaborators.robot.waitLimitMs(companyId)
    const given = await change(
      deps,
      tx,
      conversation,
      agentId ? 'conversation.transferred' : 'conversation.requeued',
      {
        type: 'event',
        event: 'transferred',
        fromAgentId: conversation.agentId,
        toAgentId: agentId,
        toGroupId: groupId,
        ...(note === '' ? {} : { note }),
      },
      () => assign(tx, companyId, conversationId, { agentId, groupId, waitLimitMs }),
    )
    return standIn(deps, tx, given)
  })
  return deps.active.remember(transferred)
}
