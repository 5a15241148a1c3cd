import { agentOf, os } from '../../../platform/http/index.ts'
import type { Sensitive } from './sensitive.ts'

export function createSensitiveRoutes({ words, exchange, hits }: Sensitive) {
  const { sensitive } = os
  return sensitive.router({
    words: sensitive.words.handler(({ context, input }) => words.list(agentOf(context).companyId, input)),
    add: sensitive.add.handler(({ context, input }) => words.add(agentOf(context).companyId, input)),
    change: sensitive.change.handler(({ context, input }) => words.change(agentOf(context).companyId, input)),
    remove: sensitive.remove.handler(({ context, input }) => words.remove(agentOf(context).companyId, input.wordIds)),
    try: sensitive.try.handler(({ context, input }) => words.try(agentOf(context).companyId, input)),
    export: sensitive.export.handler(({ context, input }) => exchange.export(agentOf(context), input.format)),
    previewImport: sensitive.previewImport.handler(({ context, input }) =>
      exchange.preview(agentOf(context), input.sheetFileId),
    ),
    import: sensitive.import.handler(({ context, input }) => exchange.import(agentOf(context), input.sheetFileId)),
    notice: sensitive.notice.handler(({ context }) => words.notice(agentOf(context).companyId)),
    saveNotice: sensitive.saveNotice.handler(({ context, input }) =>
      words.saveNotice(agentOf(context).companyId, input),
    ),
    hits: sensitive.hits.handler(({ context, input }) => hits.list(agentOf(context), input)),
    unseen: sensitive.unseen.handler(({ context }) => hits.unseen(agentOf(context))),
    seen: sensitive.seen.handler(({ context }) => hits.seen(agentOf(context))),
  })
}
