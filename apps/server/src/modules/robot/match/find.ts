import type { Terms } from './terms.ts'

/** A question that can be answered, in all the ways it may be asked: the title first. */
export interface Askable {
  readonly entryId: string
  readonly title: string
  readonly phrasings: readonly { readonly text: string; readonly terms: Terms }[]
  /** What the answer says: it may explain a word that no way of asking has. */
  readonly answer: Terms
}

export interface Candidate {
  readonly entryId: string
  readonly title: string
  readonly phrasing: string
  /** How sure it is that this is meant: 0 to 1. */
  readonly score: number
}

/** An answer speaks of more than what is asked. */
const answerWeight = 0.5
const elsewhereWeight = 0.85

interface Phrasing {
  readonly entry: Askable
  readonly text: string
  readonly terms: Terms
  /** What its words weigh together. */
  weight: number
}

/** The surest first. */
export type Finder = (asked: Terms, limit: number) => Candidate[]

/** BM25's usual figures. */
const k1 = 1.2
const b = 0.75
/** How many phrasings are compared word by word. */
const looked = 40
/** What the words of the question explain, what the words of the phrasing explain, and how alike they look. */
const shares = { asked: 0.38, known: 0.27, together: 0.15, single: 0.2 }
const pairMark = '\0'

/** Thousands of entries take a while, and messages do not wait for them. */
export const breathe = () => new Promise((resolve) => setImmediate(resolve))

/**
 * Finds what is meant. BM25 over titles and variants chooses whom to look at; how sure that is says a comparison of both
 * sides, rare words weighing more: a ranking alone never says "nothing of this".
 */
export async function createFinder(entries: readonly Askable[]): Promise<Finder> {
  const phrasings: Phrasing[] = entries.flatMap((entry) =>
    entry.phrasings.map(({ text, terms }) => ({ entry, text, terms, weight: 0 })),
  )
  const postings = new Map<string, number[]>()
  const known = new Map<string, number>()
  const byPlain = new Map<string, Phrasing>()
  let length = 0
  for (const [index, phrasing] of phrasings.entries()) {
    if (index % 100 === 99) await breathe()
    const { words, pairs, plain } = phrasing.terms
    length += words.size
    if (!byPlain.has(plain)) byPlain.set(plain, phrasing)
    for (const term of [...words.keys(), ...[...pairs].map((pair) => pairMark + pair)]) {
      const list = postings.get(term)
      if (list) list.push(index)
      else postings.set(term, [index])
    }
  }
  /** Of each entry, all its words: those of other phrasings and of the answer count for less. */
  const wordsOf = new Map<Askable, Map<string, number>>()
  for (const [index, entry] of entries.entries()) {
    if (index % 50 === 49) await breathe()
    const words = new Map<string, number>()
    const add = (terms: Terms, share: number) => {
      for (const [word, counts] of terms.words) words.set(word, Math.max(words.get(word) ?? 0, counts * share))
    }
    for (const { terms } of entry.phrasings) add(terms, elsewhereWeight)
    for (const word of words.keys()) known.set(word, (known.get(word) ?? 0) + 1)
    add(entry.answer, answerWeight)
    wordsOf.set(entry, words)
  }
  const meanLength = length / Math.max(1, phrasings.length) || 1
  /** In how few entries a word stands. One that stands in none says most: it is not what is known here. */
  const rarity = (word: string) => Math.log(2 + entries.length / ((known.get(word) ?? 0) + 1))
  const letterKnown = new Map<string, number>()
  for (const { phrasings } of entries) {
    const letters = new Set(phrasings.flatMap(({ terms }) => [...terms.letters]))
    for (const letter of letters) letterKnown.set(letter, (letterKnown.get(letter) ?? 0) + 1)
  }
  const letterRarity = (letter: string) => Math.log(2 + entries.length / ((letterKnown.get(letter) ?? 0) + 1))
  const letterWeight = ({ letters }: Terms) => {
    let sum = 0
    for (const letter of letters) sum += letterRarity(letter)
    return sum
  }
  const weigh = (words: ReadonlyMap<string, number>) => {
    let sum = 0
    for (const [word, counts] of words) sum += counts * rarity(word)
    return sum
  }
  /** A text of hardly any weight is not explained by a word that everybody says. */
  const least = rarity('') * 0.8
  for (const phrasing of phrasings) phrasing.weight = weigh(phrasing.terms.words)

  function rank(asked: Terms): Phrasing[] {
    const scores = new Map<number, number>()
    const count = (term: string, weight: number) => {
      const list = postings.get(term) ?? []
      const idf = Math.log(1 + (phrasings.length - list.length + 0.5) / (list.length + 0.5)) * weight
      for (const index of list) {
        const size = phrasings[index]?.terms.words.size ?? 0
        const gain = (k1 + 1) / (1 + k1 * (1 - b + (b * size) / meanLength))
        scores.set(index, (scores.get(index) ?? 0) + idf * gain)
      }
    }
    for (const [word, counts] of asked.words) count(word, counts)
    for (const pair of asked.pairs) count(pairMark + pair, 0.3)
    return [...scores]
      .sort(([, a], [, c]) => c - a)
      .slice(0, looked)
      .flatMap(([index]) => phrasings[index] ?? [])
  }

  function sureness(asked: Terms, askedWeight: number, { entry, terms, weight }: Phrasing): number {
    let shared = 0
    let explained = 0
    for (const [word, counts] of asked.words) {
      const there = terms.words.get(word) ?? 0
      const anywhere = wordsOf.get(entry)?.get(word) ?? 0
      shared += Math.min(counts, there) * rarity(word)
      explained += Math.min(counts, Math.max(there, anywhere)) * rarity(word)
    }
    let pairs = 0
    for (const pair of asked.pairs) if (terms.pairs.has(pair)) pairs++
    const together = (2 * pairs) / Math.max(1, asked.pairs.size + terms.pairs.size)
    let letters = 0
    for (const letter of asked.letters) if (terms.letters.has(letter)) letters += letterRarity(letter)
    const single = (2 * letters) / Math.max(1, letterWeight(asked) + letterWeight(terms))
    const score =
      (shares.asked * explained) / Math.max(askedWeight, least) +
      (shares.known * shared) / Math.max(weight, least) +
      shares.together * Math.min(1, together * 1.4) +
      shares.single * single
    return Math.min(0.99, score)
  }

  return (asked: Terms, limit: number): Candidate[] => {
    const best = new Map<string, Candidate>()
    const take = ({ entry: { entryId, title }, text }: Phrasing, score: number) => {
      if (score > (best.get(entryId)?.score ?? 0)) best.set(entryId, { entryId, title, phrasing: text, score })
    }
    const same = byPlain.get(asked.plain)
    if (same) take(same, 1)
    const askedWeight = weigh(asked.words)
    for (const phrasing of rank(asked)) take(phrasing, sureness(asked, askedWeight, phrasing))
    return [...best.values()].sort((a, c) => c.score - a.score).slice(0, limit)
  }
}
