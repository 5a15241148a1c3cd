import type { ActiveConversation } from '../active.ts'
import { loadOfVisitor } from '../store/conversation.ts'
import { begin, type Opener } from './begin.ts'
import type { Context } from './context.ts'

/**
 * Begins a conversation in which an agent has the first word. It is his, whatever his load, since people decide that; if
 * he has gone meanwhile, routing finds another, and if there is none it waits. One that goes on is left as it is.
 */
export async function beginByAgent(
  { db, routing, active, collaborators, newId }: Pick<Context, 'db' | 'routing' | 'active' | 'collaborators' | 'newId'>,
  opener: Opener,
  first: { readonly agentId: string; readonly text: string },
): Promise<ActiveConversation> {
  const { companyId, visitorId } = opener
  const { conversation } = await db.company(companyId, async (tx) => {
    const inProgress = await loadOfVisitor(tx, companyId, visitorId, { orLast: false })
    if (inProgress) return { conversation: inProgress }
    await routing.lock(tx, companyId)
    const speaker = await collaborators.receiver(tx, companyId, first.agentId)
    const agentId = speaker?.isPresent
      ? first.agentId
      : await routing.chooseForNewcomer(tx, { companyId, siteId: opener.siteId, groupId: null })
    return begin(tx, { newId, collaborators }, opener, { agentId }, ({ conversationId }, reception) => {
      const body = { type: 'text', text: first.text } as const
      const said = {
        companyId,
        conversationId,
        id: newId(),
        from: 'agent',
        senderId: first.agentId,
        body,
        bodyJson: JSON.stringify(body),
      } as const
      return [...reception, said]
    })
  })
  return active.remember(conversation)
}
