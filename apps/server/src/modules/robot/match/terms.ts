import { normalize, type WordCutter } from '../../../platform/words/index.ts'
import { asked, askingWords, fillers } from './language.ts'
import { commonSynonyms } from './synonyms.ts'

/** What a text says, as far as finding an answer goes. */
export interface Terms {
  /** Letters and digits alone, in one form: two texts that differ only around them are the same. */
  readonly plain: string
  /** Words that count, with how much they say apart from how rare they are. */
  readonly words: ReadonlyMap<string, number>
  /** Characters that may say something, whatever words they were cut into: 收不收 is near to 回收. */
  readonly letters: ReadonlySet<string>
  /** What is asked of the thing, where a word says so: its price, its size. */
  readonly asks: ReadonlySet<string>
  /** Pairs of neighbouring characters. */
  readonly pairs: ReadonlySet<string>
}

export interface Language {
  readonly synonyms: readonly (readonly string[])[]
  readonly stopWords: readonly string[]
}

const askingWeight = 0.3
/** 多长 may be a time or a length. */
const doubtfulWeight = 0.7
/** A part of a longer word says less than the word. */
const partWeight = 0.6

export const plainOf = (text: string): string => normalize(text).replace(/[^\p{L}\p{N}]/gu, '')

function pairsOf(text: string): Set<string> {
  const letters = [...text]
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < letters.length; at++) pairs.add(`${letters[at]}${letters[at + 1]}`)
  return pairs
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Reads texts of one company: its synonyms are one word, its stop words are none. */
export function createReader(cutter: WordCutter, { synonyms, stopWords }: Language): (text: string) => Terms {
  const standsFor = new Map<string, readonly string[]>()
  for (const group of commonSynonyms) {
    const [head = '', ...others] = group.map(normalize)
    for (const word of [head, ...others]) standsFor.set(word, [...(standsFor.get(word) ?? []), head])
  }
  // What the company says goes before what is said everywhere.
  for (const group of synonyms) {
    const [first = '', ...others] = group.map(normalize)
    const heads = standsFor.get(first) ?? [first]
    for (const word of [first, ...others]) standsFor.set(word, heads)
  }
  // Neither is a word of any dictionary, as a shop's name is none.
  const long = [...standsFor.keys(), ...stopWords.map(normalize)]
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length)
  const phrases = new RegExp(`(${long.map(escaped).join('|')})`, 'u')
  const stops = new Set([...fillers, ...stopWords.map(normalize)])

  return (text) => {
    const words = new Map<string, number>()
    const add = (word: string, weight: number) => {
      if (stops.has(word)) return
      const heads = standsFor.get(word) ?? [word]
      const counts = askingWords.has(word) ? askingWeight : heads.length > 1 ? doubtfulWeight : weight
      for (const head of heads) words.set(head, Math.max(words.get(head) ?? 0, counts))
    }
    for (const piece of normalize(text).split(phrases)) {
      if (piece.length > 1 && (standsFor.has(piece) || stops.has(piece))) {
        add(piece, 1)
        continue
      }
      const whole = new Set(cutter.words(piece))
      for (const word of whole) add(word, 1)
      for (const word of cutter.searchWords(piece)) if (!whole.has(word)) add(word, partWeight)
    }
    const plain = plainOf(text)
    const letters = new Set([...plain].filter((letter) => !stops.has(letter) && !askingWords.has(letter)))
    const asks = new Set([...words.keys()].filter((word) => asked.has(word)))
    return { plain, words, letters, asks, pairs: pairsOf(plain) }
  }
}
