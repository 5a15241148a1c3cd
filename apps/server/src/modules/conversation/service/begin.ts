import type { ConversationEvent, Message } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import type { ActiveConversation } from '../active.ts'
import { type ConversationChange, robotAsked } from '../events.ts'
import type { AppendRow } from '../store/append.ts'
import { addParticipant, insertConversation, loadConversation, loadOfVisitor } from '../store/conversation.ts'
import { summarize } from '../store/summary.ts'
import type { Context } from './context.ts'
import { appendAll, eventRow } from './event-row.ts'

export interface Opener {
  readonly companyId: string
  readonly visitorId: string
  readonly visitId: string | null
  readonly siteId: string
  readonly styleId: string | null
}

/** Who gets it: an agent, the queue (null), or the robot, for the agent or alone. */
export interface Reception {
  readonly agentId: string | null
  readonly isInCustody?: boolean
}

export type Begun =
  | { readonly kind: 'begun'; readonly conversation: ActiveConversation; readonly messages: readonly Message[] }
  | { readonly kind: 'in_progress'; readonly conversation: ActiveConversation }

/**
 * Makes a conversation with its first messages, given to an agent or queued, in the caller's transaction: none of it is
 * ever seen without the rest. `rows` puts what is said beside the events that tell to whom it was given.
 */
export async function begin(
  tx: Tx,
  { newId, collaborators }: Pick<Context, 'newId' | 'collaborators'>,
  opener: Opener,
  { agentId, isInCustody = false }: Reception,
  rows: (conversation: { readonly conversationId: string }, reception: readonly AppendRow[]) => readonly AppendRow[],
): Promise<Begun> {
  const { companyId, visitorId, visitId } = opener
  const conversationId = newId()
  const facts = visitId === null ? undefined : await collaborators.visit(tx, companyId, visitId)
  const card = await collaborators.cardFacts(tx, companyId, visitorId)
  const waitLimitMs = await collaborators.robot.waitLimitMs(companyId)
  const opening = { ...opener, conversationId, groupId: null, agentId, isInCustody, waitLimitMs, facts, card }
  if (!(await insertConversation(tx, opening))) {
    // Another tab was faster; its conversation is committed, since the insert waited for it.
    const faster = await loadOfVisitor(tx, companyId, visitorId, { orLast: false })
    if (!faster) throw new Error('A conversation in progress vanished.')
    return { kind: 'in_progress', conversation: faster }
  }
  if (agentId) await addParticipant(tx, companyId, conversationId, agentId)
  const happened: ConversationEvent[] = []
  if (agentId) happened.push({ type: 'event', event: 'assigned', agentId })
  else if (!isInCustody) happened.push({ type: 'event', event: 'queued' })
  if (isInCustody) happened.push({ type: 'event', event: 'custody_began', agentId })
  const reception = happened.map((body) => eventRow(companyId, conversationId, newId(), body))
  const messages = await appendAll(tx, rows({ conversationId }, reception))
  await summarize(tx, [{ companyId, conversationId }])
  const conversation = await loadConversation(tx, companyId, conversationId)
  if (!conversation) throw new Error('A conversation just made is not there.')
  const event: ConversationChange = {
    type: 'conversation.opened',
    companyId,
    conversationId,
    visitorId,
    agentId,
    previousAgentId: null,
    messages,
  }
  tx.announce(event)
  if (isInCustody) tx.announce(robotAsked(companyId, conversationId))
  return { kind: 'begun', conversation, messages }
}
