import { agentOf, os } from '../../platform/http/index.ts'
import type { Cards } from './card.ts'

export const createCardRoutes = ({ fields, cards, merges, suggestions }: Cards) =>
  os.card.router({
    fields: os.card.fields.handler(({ context }) => fields.list(agentOf(context).companyId)),
    addField: os.card.addField.handler(({ context, input }) => fields.add(agentOf(context).companyId, input)),
    saveField: os.card.saveField.handler(({ context, input }) => fields.save(agentOf(context).companyId, input)),
    removeField: os.card.removeField.handler(({ context, input }) =>
      fields.remove(agentOf(context).companyId, input.fieldId),
    ),
    orderFields: os.card.orderFields.handler(({ context, input }) =>
      fields.order(agentOf(context).companyId, input.fieldIds),
    ),
    form: os.card.form.handler(({ context }) => fields.seenBy(agentOf(context))),
    get: os.card.get.handler(({ context, input }) => cards.get(agentOf(context), input.visitorId)),
    save: os.card.save.handler(({ context, input }) => cards.save(agentOf(context), input.visitorId, input.changes)),
    suggestions: os.card.suggestions.handler(({ context, input }) => suggestions.of(agentOf(context), input.visitorId)),
    duplicates: os.card.duplicates.handler(({ context, input }) =>
      merges.duplicates(agentOf(context), input.visitorId),
    ),
    merge: os.card.merge.handler(({ context, input }) =>
      merges.merge(agentOf(context), input.visitorId, input.otherVisitorId, input.take),
    ),
    undoMerge: os.card.undoMerge.handler(({ context, input }) =>
      merges.undo(agentOf(context), input.visitorId, input.mergeId),
    ),
  })
