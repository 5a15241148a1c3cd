import type { MessageBody, RobotReceives } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { findByMessageId, isRepeat } from '../store/append.ts'
import { loadOfVisitor } from '../store/conversation.ts'
import { begin, type Opener, type Reception } from './begin.ts'
import type { Context } from './context.ts'
import { type Quoting, withQuote } from './say.ts'
import type { Keep } from './sensitive.ts'

export type { Opener } from './begin.ts'

export type Opened =
  /** A new conversation that holds the message as its first. */
  | { readonly kind: 'opened'; readonly conversation: ActiveConversation; readonly seq: number; readonly at: Date }
  /** There is one in progress: append to that. */
  | { readonly kind: 'in_progress'; readonly conversation: ActiveConversation }
  /** The message was stored before, in a conversation that may be over by now. */
  | { readonly kind: 'repeated'; readonly conversationId: string; readonly seq: number; readonly at: Date }

/** Who answers a visitor who begins: an agent, the robot for him or in the agents' place, or whoever is free first. */
async function receive(
  tx: Tx,
  { routing, collaborators: { robot } }: Pick<Context, 'routing' | 'collaborators'>,
  { companyId, siteId }: Opener,
  receives: RobotReceives,
): Promise<Reception> {
  await routing.lock(tx, companyId)
  if (receives === 'first') return { agentId: null, isInCustody: true }
  const agentId = await routing.chooseForNewcomer(tx, { companyId, siteId, groupId: null })
  if (agentId) return { agentId, isInCustody: await robot.standsInFor(tx, companyId, agentId) }
  return {
    agentId,
    isInCustody: receives === 'unattended' && !(await robot.isAttended(tx, companyId, siteId)),
  }
}

/**
 * Begins a conversation with the visitor's first message: given to the least busy agent at once, or queued, or the robot's. The message,
 * the conversation and the assignment are one transaction, so that none of them is ever seen without the others.
 */
export async function openWith(
  { db, routing, active, collaborators, newId }: Pick<Context, 'db' | 'routing' | 'active' | 'collaborators' | 'newId'>,
  opener: Opener,
  first: {
    readonly id: string
    readonly body: MessageBody
    readonly quote: Quoting | undefined
    /** What was found in it is kept with it. */
    readonly keep: Keep | undefined
  },
): Promise<Opened> {
  const { companyId, visitorId } = opener
  const receives = await collaborators.robot.receives(companyId, opener.siteId)
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
      const reception = await receive(tx, { routing, collaborators }, opener, receives)
      const begun = await begin(tx, { newId, collaborators }, opener, reception, ({ conversationId }, events) => [
        {
          companyId,
          conversationId,
          id: first.id,
          from: 'visitor',
          senderId: visitorId,
          body,
          bodyJson: JSON.stringify(body),
        },
        ...events,
      ])
      if (begun.kind === 'in_progress') return begun
      const { conversation, messages } = begun
      const said = messages[0]
      if (!said) throw new Error('A conversation just made has no message.')
      await first.keep?.(tx, conversation, said.seq)
      return { kind: 'opened', conversation, seq: said.seq, at: new Date(said.at) }
    })
    .then((opened) =>
      opened.kind === 'repeated' ? opened : { ...opened, conversation: active.remember(opened.conversation) },
    )
}
