import { useEffect, useMemo, useState } from 'react'
import type { TextualPhrase } from './body.ts'
import { type PhraseState, usePhraseStore, usePhrases } from './phrase-store.ts'
import type { SearchResult } from './search/phrase-index.ts'

export interface Found {
  readonly phrases: readonly TextualPhrase[]
  readonly total: number
  readonly isComplete: boolean
}

/** Undefined until there is a first answer, and while nothing is searched for. Holds the last answer while typing on. */
export function usePhraseSearch(words: string): Found | undefined {
  const store = usePhraseStore()
  const state = usePhrases()
  const [result, setResult] = useState<SearchResult>()
  const wanted = words.trim()
  const { shared, own } = state

  // Asked again when a tree has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the trees are what is searched
  useEffect(() => {
    if (wanted === '') {
      setResult(undefined)
      return
    }
    return store.search(wanted, setResult)
  }, [store, wanted, shared, own])

  return useMemo(() => {
    if (wanted === '' || !result) return undefined
    const phrases = result.ids.flatMap((id) => phraseOf({ shared, own }, id) ?? [])
    return { phrases, total: result.total, isComplete: result.isComplete }
  }, [wanted, result, shared, own])
}

export function phraseOf({ shared, own }: Pick<PhraseState, 'shared' | 'own'>, id: string): TextualPhrase | undefined {
  const phrase = own.byId.get(id) ?? shared.byId.get(id)
  return phrase?.kind === 'phrase' ? phrase : undefined
}

/** This agent's most used, most frequent first. */
export function useMostUsed(limit: number): readonly TextualPhrase[] {
  const { counts, shared, own } = usePhrases()
  return useMemo(
    () =>
      [...counts]
        .sort(([, a], [, b]) => b - a)
        .flatMap(([id]) => phraseOf({ shared, own }, id) ?? [])
        .slice(0, limit),
    [counts, shared, own, limit],
  )
}
