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
const answerWeight = 0.7

interface Phrasing {
  readonly entry: Askable
  readonly text: string
  readonly terms: Terms
  weight: Weight
}

/** What all that a text says weighs together; what is rare weighs more. */
interface Weight {
  readonly words: number
  readonly letters: number
}
const weightless: Weight = { words: 0, letters: 0 }

/** The surest first. */
export type Finder = (asked: Terms, limit: number) => Candidate[]

/** How many entries are compared phrasing by phrasing. */
const compared = 40
/**
 * How much of the question the entry explains, by words and by characters; how much of the nearest phrasing the question
 * explains, by both; and how near the second phrasing is. Fitted to `tests/fixtures/robot/tuned.txt` and to the demo
 * company's knowledge, each way to ask it looked for among all others.
 */
const shares = { words: 0.3, letters: 0.21, known: 0.165, alike: 0.16, second: 0.165 }
/** Of an entry that is asked in one way only, a second one would be about so near. */
const unwritten = 0.6
/** What is left where something else is asked of the same thing. */
const otherwise = 0.8
const pairMark = '\0'
const pairWeight = 0.3

/** Thousands of entries take a while, and messages do not wait for them. */
export const breathe = () => new Promise((resolve) => setImmediate(resolve))

/**
 * Finds what is meant. The words and pairs of characters that an entry shares with the question choose whom to look at; how
 * sure that is says a comparison of both sides, rare words weighing more: a ranking alone never says "nothing of this".
 */
export async function createFinder(entries: readonly Askable[]): Promise<Finder> {
  const postings = new Map<string, { readonly index: number; readonly counts: number }[]>()
  const known = new Map<string, number>()
  const letterKnown = new Map<string, number>()
  const wholes = new Map<Askable, Whole>()
  const phrasingsOf = new Map<Askable, Phrasing[]>()
  const byPlain = new Map<string, Phrasing>()
  for (const [index, entry] of entries.entries()) {
    if (index % 50 === 49) await breathe()
    const whole = wholeOf(entry)
    const phrasings = entry.phrasings.map(({ text, terms }) => ({ entry, text, terms, weight: weightless }))
    wholes.set(entry, whole)
    phrasingsOf.set(entry, phrasings)
    for (const phrasing of phrasings) {
      if (!byPlain.has(phrasing.terms.plain)) byPlain.set(phrasing.terms.plain, phrasing)
    }
    for (const word of new Set(entry.phrasings.flatMap(({ terms }) => [...terms.words.keys()]))) count(known, word)
    for (const letter of whole.letters) count(letterKnown, letter)
    const pairs = new Set(entry.phrasings.flatMap(({ terms }) => [...terms.pairs]))
    for (const [term, counts] of [
      ...whole.words,
      ...[...pairs].map((pair) => [pairMark + pair, pairWeight] as const),
    ]) {
      const list = postings.get(term)
      if (list) list.push({ index, counts })
      else postings.set(term, [{ index, counts }])
    }
  }
  /** In how few entries something stands. What stands in none says most: it is not what is known here. */
  const rarityIn = (counts: ReadonlyMap<string, number>) => (what: string) =>
    Math.log(2 + entries.length / ((counts.get(what) ?? 0) + 1))
  const rarity = rarityIn(known)
  const letterRarity = rarityIn(letterKnown)
  /** A text of hardly any weight is not explained by a word that everybody says. */
  const least = rarity('') * 0.8
  const weigh = ({ words, letters }: Terms): Weight => ({
    words: Math.max(
      sumOf(words, ([word, counts]) => counts * rarity(word)),
      least,
    ),
    letters: Math.max(sumOf(letters, letterRarity), 1e-9),
  })
  for (const phrasing of [...phrasingsOf.values()].flat()) phrasing.weight = weigh(phrasing.terms)

  function rank({ words, pairs }: Terms): Askable[] {
    const scores = new Float64Array(entries.length)
    const found: number[] = []
    const gather = (term: string, counts: number) => {
      const list = postings.get(term) ?? []
      const rare = Math.log(1 + entries.length / (list.length + 1))
      for (const { index, counts: there } of list) {
        if (scores[index] === 0) found.push(index)
        scores[index] = (scores[index] ?? 0) + rare * Math.min(counts, there)
      }
    }
    for (const [word, counts] of words) gather(word, counts)
    for (const pair of pairs) gather(pairMark + pair, 1)
    // Of thousands that share something only the first few are put in order.
    const least = found.length > compared ? (scores.toSorted().at(-compared) ?? 0) : 0
    return found
      .filter((index) => (scores[index] ?? 0) >= least)
      .sort((a, c) => (scores[c] ?? 0) - (scores[a] ?? 0))
      .slice(0, compared)
      .flatMap((index) => entries[index] ?? [])
  }

  /** How near one way to ask is, from both sides. */
  function compare(asked: Terms, weight: Weight, phrasing: Phrasing) {
    const { words, letters } = phrasing.terms
    const shared = sumOf(asked.words, ([word, counts]) => Math.min(counts, words.get(word) ?? 0) * rarity(word))
    const same = sumOf(asked.letters, (letter) => (letters.has(letter) ? letterRarity(letter) : 0))
    const known = shared / phrasing.weight.words
    const alike = (2 * same) / (weight.letters + phrasing.weight.letters)
    return { phrasing, known, alike, near: (shared / weight.words + known + alike) / 3 }
  }

  function sureness(asked: Terms, weight: Weight, entry: Askable): Candidate | undefined {
    const { words, letters, asks } = wholes.get(entry) ?? wholeOf(entry)
    const [best, second] = (phrasingsOf.get(entry) ?? [])
      .map((phrasing) => compare(asked, weight, phrasing))
      .sort((a, c) => c.near - a.near)
    if (!best) return undefined
    const explained = sumOf(asked.words, ([word, counts]) => Math.min(counts, words.get(word) ?? 0) * rarity(word))
    const spelled = sumOf(asked.letters, (letter) => (letters.has(letter) ? letterRarity(letter) : 0))
    const score =
      (shares.words * explained) / weight.words +
      (shares.letters * spelled) / weight.letters +
      shares.known * best.known +
      shares.alike * best.alike +
      shares.second * (second?.near ?? best.near * unwritten)
    const isOther = asks.size > 0 && asked.asks.size > 0 && ![...asked.asks].some((what) => asks.has(what))
    const { entryId, title } = entry
    return { entryId, title, phrasing: best.phrasing.text, score: Math.min(0.99, isOther ? score * otherwise : score) }
  }

  return (asked: Terms, limit: number): Candidate[] => {
    const same = byPlain.get(asked.plain)
    const weight = weigh(asked)
    return [...new Set([...(same ? [same.entry] : []), ...rank(asked)])]
      .flatMap((entry) => {
        const candidate = sureness(asked, weight, entry)
        if (!candidate) return []
        return [same?.entry === entry ? { ...candidate, phrasing: same.text, score: 1 } : candidate]
      })
      .sort((a, c) => c.score - a.score)
      .slice(0, limit)
  }
}

const sumOf = <T>(things: Iterable<T>, of: (thing: T) => number): number => {
  let sum = 0
  for (const thing of things) sum += of(thing)
  return sum
}

const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)

/** All that an entry says, however it is asked, and what its answer adds. */
interface Whole {
  readonly words: ReadonlyMap<string, number>
  readonly letters: ReadonlySet<string>
  readonly asks: ReadonlySet<string>
}
function wholeOf({ phrasings, answer }: Askable): Whole {
  const words = new Map<string, number>()
  const add = (terms: Terms, share: number) => {
    for (const [word, counts] of terms.words) words.set(word, Math.max(words.get(word) ?? 0, counts * share))
  }
  for (const { terms } of phrasings) add(terms, 1)
  add(answer, answerWeight)
  const all = (of: (terms: Terms) => Iterable<string>) => new Set(phrasings.flatMap(({ terms }) => [...of(terms)]))
  return { words, letters: all(({ letters }) => letters), asks: all(({ asks }) => asks) }
}
