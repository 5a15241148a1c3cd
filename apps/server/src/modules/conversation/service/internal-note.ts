import type { Mention, MessageBody } from '@youwen/contract'
import type { ActiveConversation } from '../active.ts'
import type { Appended } from '../append.ts'
import { insertMentions } from '../store/mention.ts'
import type { Context } from './context.ts'
import { type Saying, sayInTransaction } from './say.ts'

type Note = Extract<MessageBody, { type: 'note' }>
type Deps = Pick<Context, 'db' | 'committed' | 'collaborators' | 'rows' | 'mentioned'>

/** A note among colleagues. Who is mentioned may see the conversation from then on, and is told. */
export async function sayNote(
  deps: Deps,
  conversation: ActiveConversation,
  saying: Saying & { readonly body: Note },
): Promise<Appended> {
  const { companyId, conversationId } = conversation
  const { mentions, text } = saying.body
  const appended = await sayInTransaction(deps, conversation, saying, (tx, seq) =>
    insertMentions(tx, { companyId, conversationId, seq, byAgentId: saying.senderId }, mentions),
  )
  if (mentions.length === 0 || appended.isRepeat) return appended
  const names = await deps.rows.visitorNames(companyId, [conversationId])
  const mention: Mention = {
    messageId: saying.id,
    conversationId,
    seq: appended.seq,
    visitorName: names.get(conversationId) ?? '',
    byAgentId: saying.senderId,
    text: text.slice(0, 120).toWellFormed(),
    at: appended.at.toISOString(),
  }
  deps.mentioned(mentions, mention)
  return appended
}
