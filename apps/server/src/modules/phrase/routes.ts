import type { PhraseTree } from '@youwen/contract'
import { agentOf, os, type RequestContext } from '../../platform/http/index.ts'
import { ownerOf } from './owner.ts'
import type { Phrases } from './phrases.ts'

export function createPhraseRoutes({ editing, exchange, uses }: Phrases) {
  const of = (context: RequestContext, tree: PhraseTree) => ownerOf(agentOf(context), tree)
  return {
    list: os.phrase.list.handler(({ context, input }) => editing.changes(of(context, input.tree), input.cursor)),
    mostUsed: os.phrase.mostUsed.handler(({ context }) => uses.mostUsed(agentOf(context))),
    use: os.phrase.use.handler(({ context, input }) => uses.count(agentOf(context), input.uses)),

    addShared: os.phrase.addShared.handler(({ context, input }) => editing.add(of(context, 'shared'), input)),
    saveShared: os.phrase.saveShared.handler(({ context, input }) => editing.save(of(context, 'shared'), input)),
    moveShared: os.phrase.moveShared.handler(({ context, input }) => editing.move(of(context, 'shared'), input)),
    removeShared: os.phrase.removeShared.handler(({ context, input }) =>
      editing.remove(of(context, 'shared'), input.phraseId),
    ),
    exportShared: os.phrase.exportShared.handler(({ context, input }) =>
      exchange.export(of(context, 'shared'), input.format),
    ),
    previewImportShared: os.phrase.previewImportShared.handler(({ context, input }) =>
      exchange.preview(of(context, 'shared'), input.sheetFileId),
    ),
    importShared: os.phrase.importShared.handler(({ context, input }) =>
      exchange.import(of(context, 'shared'), input.sheetFileId),
    ),

    addOwn: os.phrase.addOwn.handler(({ context, input }) => editing.add(of(context, 'own'), input)),
    saveOwn: os.phrase.saveOwn.handler(({ context, input }) => editing.save(of(context, 'own'), input)),
    moveOwn: os.phrase.moveOwn.handler(({ context, input }) => editing.move(of(context, 'own'), input)),
    removeOwn: os.phrase.removeOwn.handler(({ context, input }) => editing.remove(of(context, 'own'), input.phraseId)),
    exportOwn: os.phrase.exportOwn.handler(({ context, input }) => exchange.export(of(context, 'own'), input.format)),
    previewImportOwn: os.phrase.previewImportOwn.handler(({ context, input }) =>
      exchange.preview(of(context, 'own'), input.sheetFileId),
    ),
    importOwn: os.phrase.importOwn.handler(({ context, input }) =>
      exchange.import(of(context, 'own'), input.sheetFileId),
    ),
  }
}
