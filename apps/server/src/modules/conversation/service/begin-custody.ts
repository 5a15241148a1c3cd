import type { Tx } from '../../../platform/db/index.ts'
import type { ActiveConversation } from '../active.ts'
import { robotAsked } from '../events.ts'
import { answeredUpTo, setCustody } from '../store/custody.ts'
import { change } from './change.ts'
import type { Context } from './context.ts'

/** The robot answers from now on, beginning with what the visitor asked last and nobody has answered. */
export async function beginCustody(
  deps: Pick<Context, 'newId'>,
  tx: Tx,
  conversation: ActiveConversation,
): Promise<ActiveConversation> {
  const { companyId, conversationId, agentId } = conversation
  const seq = await answeredUpTo(tx, companyId, conversationId)
  const begun = await change(
    deps,
    tx,
    conversation,
    'conversation.custody_changed',
    { type: 'event', event: 'custody_began', agentId },
    () => setCustody(tx, companyId, conversationId, seq),
  )
  tx.announce(robotAsked(companyId, conversationId))
  return begun
}

/** For a conversation that was just given to an agent: the robot answers where it stands in for him. */
export async function standIn(
  deps: Pick<Context, 'newId' | 'collaborators'>,
  tx: Tx,
  conversation: ActiveConversation,
): Promise<ActiveConversation> {
  const { companyId, agentId } = conversation
  if (agentId === null || !(await deps.collaborators.robot.standsInFor(tx, companyId, agentId))) return conversation
  return beginCustody(deps, tx, conversation)
}
