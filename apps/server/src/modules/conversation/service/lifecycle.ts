import { notFound, Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { lacksClass } from '../store/class.ts'
import { assign, lockConversation, markClosed, queueOf } from '../store/conversation.ts'
import { dropMarks } from '../store/mark.ts'
import { standIn } from './begin-custody.ts'
import { change, lockInProgress } from './change.ts'
import type { Context } from './context.ts'

type Deps = Pick<Context, 'db' | 'routing' | 'collaborators' | 'active' | 'newId'>

export const taken = () => new Refusal('conflict', 'conversation.taken', 'A colleague has this conversation already.')

export const atCapacity = () =>
  new Refusal('conflict', 'conversation.at_capacity', 'You have as many conversations as you may have at once.')

/** Ends a conversation; ending one that is over changes nothing. */
export async function closeConversation(
  deps: Deps,
  companyId: string,
  conversationId: string,
  by: { readonly kind: 'agent'; readonly agentId: string } | { readonly kind: 'visitor' | 'system' },
): Promise<ActiveConversation> {
  const closed = await deps.db.company(companyId, async (tx) => {
    const conversation = await lockConversation(tx, companyId, conversationId)
    if (!conversation) throw notFound('conversation')
    if (conversation.status === 'closed') return conversation
    const agentId = by.kind === 'agent' ? by.agentId : null
    if (by.kind === 'agent' && (await lacksClass(tx, companyId, conversationId))) {
      throw new Refusal('conflict', 'conversation.unclassified', 'Classify the conversation before you end it.')
    }
    await dropMarks(tx, companyId, conversationId)
    return change(
      deps,
      tx,
      conversation,
      'conversation.closed',
      { type: 'event', event: 'closed', by: by.kind, agentId },
      async () => {
        await markClosed(tx, companyId, conversationId, by.kind)
        await deps.collaborators.closing(tx, companyId, conversationId)
      },
    )
  })
  return deps.active.remember(closed)
}

/** An agent takes one from the queue, or from the robot, by hand. Of many who try at once one succeeds, and nobody exceeds his capacity. */
export async function acceptConversation(
  deps: Deps,
  companyId: string,
  conversationId: string,
  agentId: string,
): Promise<ActiveConversation> {
  const accepted = await deps.db.company(companyId, async (tx) => {
    await deps.routing.lock(tx, companyId)
    const conversation = await lockInProgress(tx, companyId, conversationId)
    if (conversation.agentId === agentId) return conversation
    if (conversation.agentId !== null) throw taken()
    const receiver = await deps.collaborators.receiver(tx, companyId, agentId)
    if (!receiver) throw notFound('agent')
    if (!(await deps.routing.hasRoom(tx, companyId, agentId, receiver.capacity))) {
      throw atCapacity()
    }
    return change(deps, tx, conversation, 'conversation.assigned', { type: 'event', event: 'assigned', agentId }, () =>
      assign(tx, companyId, conversationId, { agentId, groupId: conversation.groupId }),
    )
  })
  return deps.active.remember(accepted)
}

/**
 * Gives waiting conversations to whoever has become free, longest waiting first, one transaction each. One that nobody can
 * take (its group is away) does not hold up those behind it.
 */
export async function drainQueue(deps: Deps, companyId: string): Promise<number> {
  let given = 0
  /** What nobody was free for: asking again for the next one that wants the same would answer the same. */
  const unmet = new Set<string>()
  for (;;) {
    const next = await deps.db.company(companyId, async (tx) => {
      await deps.routing.lock(tx, companyId)
      for (const queued of await queueOf(tx, companyId, 500)) {
        const demand = `${queued.siteId} ${queued.groupId}`
        if (unmet.has(demand)) continue
        const agentId = await deps.routing.choose(tx, { companyId, siteId: queued.siteId, groupId: queued.groupId })
        if (!agentId) {
          unmet.add(demand)
          continue
        }
        const conversation = await lockConversation(tx, companyId, queued.conversationId)
        if (conversation?.status !== 'queued') continue
        const given = await change(
          deps,
          tx,
          conversation,
          'conversation.assigned',
          { type: 'event', event: 'assigned', agentId },
          () => assign(tx, companyId, conversation.conversationId, { agentId, groupId: conversation.groupId }),
        )
        return standIn(deps, tx, given)
      }
      return undefined
    })
    if (!next) return given
    deps.active.remember(next)
    given++
  }
}
