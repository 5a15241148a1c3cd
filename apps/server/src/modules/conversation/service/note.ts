import type { ConversationEvent } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { lockConversation, wasAnswered } from '../store/conversation.ts'
import { change } from './change.ts'
import type { Context } from './context.ts'

/** A conversation as who adds to its stream sees it, held until the end of the transaction. */
export interface Noted extends Pick<ActiveConversation, 'visitorId' | 'siteId' | 'agentId' | 'status'> {
  /** Whether somebody of us has spoken in it. */
  readonly wasAnswered: boolean
}

/**
 * Puts an event into the stream of a conversation, whether it is over or not. `decide` does in the same transaction what
 * the event tells of, and answers it; undefined: nothing happened, so that nothing is told.
 */
export async function noteInStream(
  deps: Pick<Context, 'db' | 'newId'>,
  companyId: string,
  conversationId: string,
  decide: (tx: Tx, conversation: Noted) => Promise<ConversationEvent | undefined>,
): Promise<void> {
  await deps.db.company(companyId, async (tx) => {
    const conversation = await lockConversation(tx, companyId, conversationId)
    if (!conversation) throw notFound('conversation')
    const answered = await wasAnswered(tx, companyId, conversationId)
    const event = await decide(tx, { ...conversation, wasAnswered: answered })
    if (event) await change(deps, tx, conversation, 'conversation.noted', event, async () => {})
  })
}
