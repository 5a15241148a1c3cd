import type { MessageBody } from '@youwen/contract'
import { recallWithinMs } from '@youwen/contract/limits'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import { blank, findRecallable, type Recallable, withoutThoseStillSaid } from '../store/recall.ts'
import { change, lockInProgress } from './change.ts'
import type { Context } from './context.ts'

type By = { readonly kind: 'agent' | 'visitor'; readonly id: string }

/** For what was on its way when the time was up. */
const graceMs = 5_000

/** Takes back what somebody said himself, a short time ago. Taking it back again changes nothing. */
export async function recallMessage(
  deps: Pick<Context, 'db' | 'collaborators' | 'active' | 'newId'>,
  companyId: string,
  conversationId: string,
  messageId: string,
  by: By,
): Promise<ActiveConversation> {
  const recalled = await deps.db.company(companyId, async (tx) => {
    const conversation = await lockInProgress(tx, companyId, conversationId)
    const { visitorId } = conversation
    const found = await findRecallable(tx, companyId, conversationId, messageId)
    if (!found || !isHis(found, by)) throw notFound('message')
    if (found.body.type === 'recalled') return conversation
    if (found.ageMs > recallWithinMs + graceMs) {
      throw new Refusal('conflict', 'message.recall_too_late', 'Only what was said within two minutes can be recalled.')
    }
    return change(
      deps,
      tx,
      conversation,
      'conversation.recalled',
      {
        type: 'event',
        event: 'recalled',
        messageId,
        by: by.kind,
        agentId: by.kind === 'agent' ? by.id : null,
        isNote: found.from === 'colleague',
      },
      async () => {
        await blank(tx, companyId, conversationId, messageId, found.seq)
        const fileIds = await withoutThoseStillSaid(tx, companyId, visitorId, filesIn(found.body))
        await deps.collaborators.withdraw(tx, companyId, visitorId, fileIds)
      },
    )
  })
  return deps.active.remember(recalled)
}

const isHis = ({ from, senderId }: Recallable, { kind, id }: By) =>
  senderId === id && (kind === 'visitor' ? from === 'visitor' : from === 'agent' || from === 'colleague')

function filesIn(body: MessageBody): string[] {
  if ('fileId' in body) return [body.fileId]
  return body.type === 'card' && body.image ? [body.image.fileId] : []
}
