import { agentOf, os } from '../../platform/http/index.ts'
import type { Desk } from './desk.ts'
import type { Offers } from './offers.ts'
import type { Classes } from './service/classes.ts'
import type { QualityService } from './service/quality.ts'

export function createConversationRoutes({ desk }: { desk: Desk }) {
  const { conversation } = os
  return conversation.router({
    list: conversation.list.handler(({ context, input }) => desk.list(agentOf(context), input)),
    find: conversation.find.handler(({ context, input }) => desk.find(agentOf(context), input)),
    recent: conversation.recent.handler(({ context, input }) => desk.recent(agentOf(context), input)),
    get: conversation.get.handler(({ context, input }) => desk.get(agentOf(context), input.conversationId)),
    messages: conversation.messages.handler(({ context, input: { conversationId, ...range } }) =>
      desk.messages(agentOf(context), conversationId, range),
    ),
    history: conversation.history.handler(({ context, input }) => desk.history(agentOf(context), input)),
    accept: conversation.accept.handler(({ context, input }) => desk.accept(agentOf(context), input.conversationId)),
    transfer: conversation.transfer.handler(({ context, input }) =>
      desk.transfer(agentOf(context), input.conversationId, input.to, input.note, input.asks),
    ),
    takeOver: conversation.takeOver.handler(({ context, input }) =>
      desk.takeOver(agentOf(context), input.conversationId),
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
    contact: conversation.contact.handler(({ context, input }) => desk.contact(agentOf(context), input.conversationId)),
    classify: conversation.classify.handler(({ context, input }) =>
      desk.classify(agentOf(context), input.conversationId, input.classIds),
    ),
    mark: conversation.mark.handler(({ context, input: { conversationId, ...change } }) =>
      desk.mark(agentOf(context), conversationId, change),
    ),
    search: conversation.search.handler(({ context, input }) => desk.search(agentOf(context), input)),
  })
}

export const createClassRoutes = ({ classes }: { classes: Classes }) => ({
  tree: os.class.tree.handler(({ context }) => classes.tree(agentOf(context).companyId)),
  add: os.class.add.handler(({ context, input }) => classes.add(agentOf(context).companyId, input)),
  save: os.class.save.handler(({ context, input }) => classes.save(agentOf(context).companyId, input)),
  move: os.class.move.handler(({ context, input }) => classes.move(agentOf(context).companyId, input)),
  remove: os.class.remove.handler(({ context, input }) => classes.remove(agentOf(context).companyId, input.classId)),
  require: os.class.require.handler(({ context, input }) =>
    classes.require(agentOf(context).companyId, input.isRequired),
  ),
})

export const createQualityRoutes = ({ quality }: { quality: QualityService }) => ({
  rules: os.quality.rules.handler(({ context }) => quality.rules(agentOf(context).companyId)),
  save: os.quality.save.handler(({ context, input }) => quality.save(agentOf(context).companyId, input)),
  preview: os.quality.preview.handler(({ context, input }) => quality.preview(agentOf(context).companyId, input)),
})

export const createTransferRoutes = ({ offers }: { offers: Offers }) => ({
  accept: os.transfer.accept.handler(({ context, input }) => offers.accept(agentOf(context), input.transferId)),
  decline: os.transfer.decline.handler(({ context, input }) =>
    offers.decline(agentOf(context), input.transferId, input.reason),
  ),
  cancel: os.transfer.cancel.handler(({ context, input }) => offers.cancel(agentOf(context), input.transferId)),
  rule: os.transfer.rule.handler(({ context }) => offers.rule(agentOf(context).companyId)),
  saveRule: os.transfer.saveRule.handler(({ context, input }) => offers.saveRule(agentOf(context).companyId, input)),
})
