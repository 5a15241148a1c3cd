import { agentOf, os } from '../../platform/http/index.ts'
import type { Desk } from './desk.ts'

export function createConversationRoutes({ desk }: { desk: Desk }) {
  const { conversation } = os
  return conversation.router({
    list: conversation.list.handler(({ context, input }) => desk.list(agentOf(context), input)),
    get: conversation.get.handler(({ context, input }) => desk.get(agentOf(context), input.conversationId)),
    messages: conversation.messages.handler(({ context, input: { conversationId, ...range } }) =>
      desk.messages(agentOf(context), conversationId, range),
    ),
    history: conversation.history.handler(({ context, input }) =>
      desk.history(agentOf(context), input.visitorId, input.before, input.limit),
    ),
    accept: conversation.accept.handler(({ context, input }) => desk.accept(agentOf(context), input.conversationId)),
    transfer: conversation.transfer.handler(({ context, input }) =>
      desk.transfer(agentOf(context), input.conversationId, input.to, input.note),
    ),
    close: conversation.close.handler(({ context, input }) => desk.close(agentOf(context), input.conversationId)),
    join: conversation.join.handler(({ context, input }) => desk.join(agentOf(context), input.conversationId)),
    leave: conversation.leave.handler(({ context, input }) => desk.leave(agentOf(context), input.conversationId)),
    recall: conversation.recall.handler(({ context, input }) =>
      desk.recall(agentOf(context), input.conversationId, input.messageId),
    ),
    original: conversation.original.handler(({ context, input }) =>
      desk.original(agentOf(context), input.conversationId, input.messageId),
    ),
    search: conversation.search.handler(({ context, input }) => desk.search(agentOf(context), input)),
  })
}
