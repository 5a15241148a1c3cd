import type { Message } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import type { Events } from '../../platform/events/index.ts'
import type { AppointmentDue } from '../appointment/index.ts'
import type { ConversationChange, MessagesAppended, TransferOffered } from '../conversation/index.ts'
import type { SessionsEnded } from '../security/index.ts'
import type { WebpushCollaborators } from './collaborators.ts'
import type { News, Notifier } from './notifier.ts'

export interface TriggerParts {
  readonly events: Pick<Events, 'on'>
  readonly tell: Notifier['tell']
  readonly remindSoon: (due: AppointmentDue) => Promise<void>
  readonly conversation: WebpushCollaborators['conversation']
  readonly pendingOffer: WebpushCollaborators['pendingOffer']
  readonly sessionsEnded: (companyId: string, sessionIds: readonly string[]) => Promise<void>
}

/** What happens elsewhere and an absent agent would want to know. Heard after it is durable and told: nothing waits. */
export function listenForNews(parts: TriggerParts): void {
  const { events, tell, conversation, pendingOffer } = parts
  const newlyHis = (kind: 'received' | 'transfer') => (change: ConversationChange) => {
    const { companyId, conversationId, agentId, previousAgentId } = change
    if (agentId === null || agentId === previousAgentId) return undefined
    return tell({ companyId, conversationId, agentId, kind, seq: null, transferId: null, byAgentId: null, text: '' })
  }
  events.on<ConversationChange>('conversation.opened', newlyHis('received'))
  events.on<ConversationChange>('conversation.assigned', newlyHis('received'))
  events.on<ConversationChange>('conversation.transferred', newlyHis('transfer'))

  events.on<ConversationChange>('conversation.custody_changed', (change) => {
    const isHandedOver = change.messages.some(
      ({ body }) => body.type === 'event' && body.event === 'custody_ended' && body.why !== 'agent',
    )
    return isHandedOver ? newlyHis('received')({ ...change, previousAgentId: null }) : undefined
  })

  events.on<TransferOffered>('transfer.offered', async ({ companyId, transferId }) => {
    const pending = await pendingOffer(companyId, transferId)
    if (!pending) return
    const { conversationId, byAgentId } = pending.offer
    for (const agentId of pending.agentIds) {
      await tell({ companyId, conversationId, agentId, kind: 'transfer', seq: null, transferId, byAgentId, text: '' })
    }
  })

  async function said(companyId: string, message: Message) {
    const { conversationId, seq, from, senderId, body } = message
    const news = (agentId: string, kind: News['kind']) =>
      tell({ companyId, conversationId, agentId, kind, seq, transferId: null, byAgentId: senderId, text: textOf(body) })
    if (body.type === 'note') {
      for (const agentId of body.mentions) if (agentId !== senderId) await news(agentId, 'mention')
      return
    }
    if (from !== 'visitor') return
    const { agentId, joinedAgentIds, custodySeq } = await conversation(companyId, conversationId)
    // Where the robot answers nobody has to come running.
    if (custodySeq !== null) return
    for (const concerned of new Set(agentId ? [agentId, ...joinedAgentIds] : joinedAgentIds)) {
      await news(concerned, 'message')
    }
  }
  events.on<MessagesAppended>('conversation.messages_appended', async ({ companyId, messages }) => {
    for (const message of messages) await said(companyId, message)
  })

  events.on<AppointmentDue>('appointment.due', parts.remindSoon)
  events.on<SessionsEnded>('session.ended', ({ companyId, sessionIds }) => parts.sessionsEnded(companyId, sessionIds))
}
