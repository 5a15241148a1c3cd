import { type Folded, fold, kindOf } from './fold.ts'

export interface Match<Entry> {
  readonly entry: Entry
  /** Where it stands in the text, as it was written. */
  readonly start: number
  readonly end: number
}

/** Finds all words of a list in a text in one pass, however many there are (Aho and Corasick). */
export interface Matcher<Entry> {
  /** Every place of every word, in the order of their ends. */
  matches(text: string): Match<Entry>[]
  /** Whether there is any. */
  finds(text: string): boolean
}

/** `entries`: what a word means, by how it is compared (`plainOf`). */
export function createMatcher<Entry>(entries: ReadonlyMap<string, Entry>): Matcher<Entry> {
  const { step, longest, shorter } = automatonOf([...entries.keys()])
  const words = [...entries].map(([plain, entry]) => ({ entry, length: [...plain].length }))

  function* found(text: string): Iterable<Match<Entry>> {
    const folded = fold(text)
    const { symbols, starts, ends, isJoined } = folded
    let state = 0
    for (let at = 0; at < symbols.length; at++) {
      state = step(isJoined[at] ? state : 0, symbols[at] ?? 0)
      for (let ending = longest[state] ?? 0; ending !== 0; ending = shorter[ending] ?? 0) {
        const word = words[ending - 1]
        if (!word) continue
        const first = at - word.length + 1
        if (!isWhole(folded, first, at)) continue
        yield { entry: word.entry, start: starts[first] ?? 0, end: ends[at] ?? 0 }
      }
    }
  }

  return {
    matches: (text) => [...found(text)],
    finds: (text) => !found(text)[Symbol.iterator]().next().done,
  }
}

/** Not a part of a longer word: `sb` is none of `usb`, and 400 none of 1400. */
function isWhole({ symbols, starts, ends }: Folded, first: number, last: number): boolean {
  const isOneWord = (before: number) => {
    const after = before + 1
    if (before < 0 || after >= symbols.length || (starts[after] ?? 0) > (ends[before] ?? 0)) return false
    const kind = kindOf(symbols[before] ?? 0)
    return kind !== 'free' && kind === kindOf(symbols[after] ?? 0)
  }
  return !isOneWord(first - 1) && !isOneWord(last)
}

/**
 * The tree of all words, with where to go on from what is no word. States are figures, 0 is the beginning; an ending is the
 * place of a word in the list, counted from 1, so that 0 is none.
 */
function automatonOf(plains: readonly string[]) {
  /** The symbols that occur in words: all others lead back to the beginning at once. */
  const alphabet = new Map<number, number>()
  const spelled = plains.map((plain) =>
    Array.from(plain, (character) => {
      const symbol = character.codePointAt(0) ?? 0
      const letter = alphabet.get(symbol) ?? alphabet.size
      alphabet.set(symbol, letter)
      return letter
    }),
  )
  const width = alphabet.size
  /** By state × width + letter. */
  const edges = new Map<number, number>()
  const parents = [0]
  const letters = [0]
  const depths = [0]
  const longest = [0]
  for (const [index, word] of spelled.entries()) {
    let state = 0
    for (const letter of word) {
      const key = state * width + letter
      let next = edges.get(key)
      if (next === undefined) {
        next = parents.push(state) - 1
        letters.push(letter)
        depths.push((depths[state] ?? 0) + 1)
        longest.push(0)
        edges.set(key, next)
      }
      state = next
    }
    longest[state] = index + 1
  }

  /** Of each state: the longest ending of it that begins a word too. */
  const fallback = new Int32Array(parents.length)
  const go = (from: number, letter: number): number => {
    for (let state = from; ; state = fallback[state] ?? 0) {
      const next = edges.get(state * width + letter)
      if (next !== undefined) return next
      if (state === 0) return 0
    }
  }
  /** Of each word: the next shorter one that ends where it ends. */
  const shorter = new Int32Array(plains.length + 1)
  const byDepth = parents.map((_, state) => state).sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0))
  for (const state of byDepth) {
    const parent = parents[state] ?? 0
    if (parent !== 0) fallback[state] = go(fallback[parent] ?? 0, letters[state] ?? 0)
    const inherited = state === 0 ? 0 : (longest[fallback[state] ?? 0] ?? 0)
    const own = longest[state] ?? 0
    if (own === 0) longest[state] = inherited
    else shorter[own] = inherited
  }

  return {
    step(state: number, symbol: number): number {
      const letter = alphabet.get(symbol)
      return letter === undefined ? 0 : go(state, letter)
    },
    longest,
    shorter,
  }
}
