import type { Phrase, PhraseChanges } from '@youwen/contract'

/** A tree of phrases as far as it was fetched. Values are never changed: compare by identity. */
export interface PhraseTreeState {
  /** Where to go on fetching; empty before the first page. */
  readonly cursor: string
  readonly byId: ReadonlyMap<string, Phrase>
}

export const emptyPhraseTree: PhraseTreeState = { cursor: '', byId: new Map() }

/** What the tree is after a page of changes. A page may come twice. */
export function applyPhraseChanges(tree: PhraseTreeState, changes: PhraseChanges): PhraseTreeState {
  const { cursor, phrases, removedIds } = changes
  if (phrases.length === 0 && removedIds.length === 0) return cursor === tree.cursor ? tree : { ...tree, cursor }
  const byId = new Map(tree.byId)
  for (const phrase of phrases) byId.set(phrase.phraseId, phrase)
  for (const phraseId of removedIds) byId.delete(phraseId)
  return { cursor, byId }
}

/** Everything in a folder (null: at the top), in order, for each folder. */
export function phrasesByParent(tree: PhraseTreeState): ReadonlyMap<string | null, readonly Phrase[]> {
  const byParent = Map.groupBy(tree.byId.values(), ({ folderId }) => folderId)
  for (const siblings of byParent.values()) {
    siblings.sort((a, b) => a.position - b.position || (a.phraseId < b.phraseId ? -1 : 1))
  }
  return byParent
}
