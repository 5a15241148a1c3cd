import type { MessageBody } from '@youwen/contract'
import { Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import type { ConversationChange } from '../events.ts'
import { findByMessageId, isRepeat } from '../store/append.ts'
import { addParticipant, insertConversation, loadConversation, loadOfVisitor } from '../store/conversation.ts'
import { summarize } from '../store/summary.ts'
import type { Context } from './context.ts'
import { appendAll, eventRow } from './event-row.ts'
import { type Quoting, withQuote } from './say.ts'

export interface Opener {
  readonly companyId: string
  readonly visitorId: string
  readonly visitId: string | null
  readonly siteId: string
  readonly styleId: string | null
}

export type Opened =
  /** A new conversation that holds the message as its first. */
  | { readonly kind: 'opened'; readonly conversation: ActiveConversation; readonly seq: number; readonly at: Date }
  /** There is one in progress: append to that. */
  | { readonly kind: 'in_progress'; readonly conversation: ActiveConversation }
  /** The message was stored before, in a conversation that may be over by now. */
  | { readonly kind: 'repeated'; readonly conversationId: string; readonly seq: number; readonly at: Date }

/**
 * Begins a conversation with the visitor's first message: given to the least busy agent at once, or queued. The message,
 * the conversation and the assignment are one transaction, so that none of them is ever seen without the others.
 */
export function openWith(
  { db, routing, active, collaborators, newId }: Pick<Context, 'db' | 'routing' | 'active' | 'collaborators' | 'newId'>,
  opener: Opener,
  first: { readonly id: string; readonly body: MessageBody; readonly quote: Quoting | undefined },
): Promise<Opened> {
  const { companyId, visitorId } = opener
  return db
    .company(companyId, async (tx): Promise<Opened> => {
      const inProgress = await loadOfVisitor(tx, companyId, visitorId, { orLast: false })
      if (inProgress) return { kind: 'in_progress', conversation: inProgress }
      const body = await withQuote(tx, { companyId, conversationId: null }, { ...first, from: 'visitor' })
      const [stored] = await findByMessageId(tx, companyId, [first.id])
      if (stored) {
        if (!isRepeat(stored, { from: 'visitor', senderId: visitorId, body })) {
          throw new Refusal('conflict', 'message.id_reused', 'Another message has this id already.')
        }
        return { kind: 'repeated', conversationId: stored.conversation_id, seq: stored.seq, at: stored.sent_at }
      }
      const { visitId } = opener
      const facts = visitId === null ? undefined : await collaborators.visit(tx, companyId, visitId)
      const demand = { companyId, siteId: opener.siteId, groupId: null }
      await routing.lock(tx, companyId)
      const agentId = await routing.choose(tx, demand)
      const conversationId = newId()
      if (!(await insertConversation(tx, { ...opener, conversationId, groupId: null, agentId, facts }))) {
        // Another tab was faster; its conversation is committed, since the insert waited for it.
        const faster = await loadOfVisitor(tx, companyId, visitorId, { orLast: false })
        if (!faster) throw new Error('A conversation in progress vanished.')
        return { kind: 'in_progress', conversation: faster }
      }
      if (agentId) await addParticipant(tx, companyId, conversationId, agentId)
      const messages = await appendAll(tx, [
        {
          companyId,
          conversationId,
          id: first.id,
          from: 'visitor',
          senderId: visitorId,
          body,
          bodyJson: JSON.stringify(body),
        },
        eventRow(
          companyId,
          conversationId,
          newId(),
          agentId ? { type: 'event', event: 'assigned', agentId } : { type: 'event', event: 'queued' },
        ),
      ])
      await summarize(tx, [{ companyId, conversationId }])
      const conversation = await loadConversation(tx, companyId, conversationId)
      const said = messages[0]
      if (!conversation || !said) throw new Error('A conversation just made is not there.')
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
      return { kind: 'opened', conversation, seq: said.seq, at: new Date(said.at) }
    })
    .then((opened) =>
      opened.kind === 'repeated' ? opened : { ...opened, conversation: active.remember(opened.conversation) },
    )
}
