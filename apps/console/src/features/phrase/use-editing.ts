import type { Phrase, PhrasePlace, PhraseTree, SavePhrase } from '@youwen/contract'
import { api } from '../../platform/api.ts'
import { useMay } from '../../platform/me.ts'
import { usePhraseStore } from './phrase-store.ts'

/** The routes of a tree: both are edited alike. */
export const routesOf = (tree: PhraseTree) =>
  tree === 'shared'
    ? {
        add: api.phrase.addShared,
        save: api.phrase.saveShared,
        move: api.phrase.moveShared,
        remove: api.phrase.removeShared,
        export: api.phrase.exportShared,
        previewImport: api.phrase.previewImportShared,
        import: api.phrase.importShared,
      }
    : {
        add: api.phrase.addOwn,
        save: api.phrase.saveOwn,
        move: api.phrase.moveOwn,
        remove: api.phrase.removeOwn,
        export: api.phrase.exportOwn,
        previewImport: api.phrase.previewImportOwn,
        import: api.phrase.importOwn,
      }

export function useMayEdit(tree: PhraseTree): boolean {
  const mayManage = useMay('phrase.manage')
  return tree === 'own' || mayManage
}

/** Changes a tree, and shows what the server made of it at once. */
export function useEditing(tree: PhraseTree) {
  const store = usePhraseStore()
  const routes = routesOf(tree)
  const shown = (phrase: Phrase) => {
    store.saved(tree, phrase)
    return phrase
  }
  return {
    add: async (phrase: SavePhrase, place: PhrasePlace) => shown(await routes.add({ phrase, place })),
    save: async (phraseId: string, phrase: SavePhrase) => shown(await routes.save({ phraseId, phrase })),
    move: async (phraseId: string, place: PhrasePlace) => shown(await routes.move({ phraseId, place })),
    async remove(phraseId: string) {
      await routes.remove({ phraseId })
      store.removed(tree, phraseId)
    },
  }
}
