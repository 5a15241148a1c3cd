import type { IndexedPhrase, SearchResult } from './phrase-index.ts'

export type Asked =
  | { readonly ask: 'put'; readonly phrases: readonly IndexedPhrase[] }
  | { readonly ask: 'remove'; readonly ids: readonly string[] }
  | { readonly ask: 'rank'; readonly counts: ReadonlyMap<string, number> }
  | { readonly ask: 'search'; readonly number: number; readonly words: string; readonly limit: number }
export interface Told extends SearchResult {
  readonly number: number
}

const limit = 300

/**
 * The index, in a thread of its own: neither making the pinyin of twenty thousand phrases nor searching them ever holds
 * up a key that is typed.
 */
export function createPhraseSearch() {
  const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' })
  const listeners = new Map<number, (result: SearchResult) => void>()
  let numbers = 0
  const ask = (asked: Asked) => worker.postMessage(asked)

  worker.addEventListener('message', ({ data }: MessageEvent<Told>) => listeners.get(data.number)?.(data))

  return {
    put: (phrases: readonly IndexedPhrase[]) => phrases.length > 0 && ask({ ask: 'put', phrases }),
    remove: (ids: readonly string[]) => ids.length > 0 && ask({ ask: 'remove', ids }),
    rank: (counts: ReadonlyMap<string, number>) => ask({ ask: 'rank', counts }),
    /** Calls when there is a result, and again when more can be found. Answers how to stop listening. */
    search(words: string, found: (result: SearchResult) => void): () => void {
      numbers += 1
      const number = numbers
      listeners.set(number, found)
      ask({ ask: 'search', number, words, limit })
      return () => void listeners.delete(number)
    },
    close: () => worker.terminate(),
  }
}
export type PhraseSearch = ReturnType<typeof createPhraseSearch>
