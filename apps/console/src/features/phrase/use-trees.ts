import type { PhraseTree } from '@youwen/contract'
import { type PhraseTreeState, phrasesByParent } from '@youwen/sdk/phrases'
import { useMemo } from 'react'
import { usePhrases } from './phrase-store.ts'
import type { ByParent } from './tree/lines.ts'

export interface TreeView extends PhraseTreeState {
  readonly byParent: ByParent
}

/** Sorting twenty thousand phrases takes some milliseconds: once for each change, wherever they are shown. */
const views = new WeakMap<PhraseTreeState, TreeView>()
function viewOf(state: PhraseTreeState): TreeView {
  let view = views.get(state)
  if (!view) {
    view = { ...state, byParent: phrasesByParent(state) }
    views.set(state, view)
  }
  return view
}

/** A tree with what lies in each of its folders. */
export function useTree(tree: PhraseTree): TreeView {
  const state = usePhrases()[tree]
  return useMemo(() => viewOf(state), [state])
}
