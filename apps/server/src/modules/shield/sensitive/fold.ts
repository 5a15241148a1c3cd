/// <reference path="./opencc-js.d.ts" />
import simplifiedPairs from 'opencc-js/dict/TSCharacters'

/**
 * A text as it is compared: a list of symbols (letters and digits, in one spelling of each), and where each stood. What
 * people put between characters so that a word is not found (spaces, dots, hearts) leaves no symbol.
 */
export interface Folded {
  readonly symbols: readonly number[]
  /** Of each symbol: where the character begins and ends that it came from. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Of each symbol: whether a word may go on from the one before it. */
  readonly isJoined: readonly boolean[]
}

/** More than this between two characters, or a new line, and nobody reads them as one word. */
export const maxBetween = 5

/** Traditional characters by what they are in simplified writing; the first of several is the common one. */
const simplified = new Map(
  simplifiedPairs.split('|').map((pair) => {
    const [traditional = '', common = traditional] = pair.split(' ')
    return [traditional, common] as const
  }),
)

const isMark = /^[\p{M}\p{Cf}]$/u
const isSymbol = /^[\p{L}\p{N}]$/u
const isLineEnd = /^[\n\r\v\f\u0085\u2028\u2029]$/

/** What a character becomes; the figures mean nothing but here. */
const unknown = 0
const nothing = 1
const between = 2
const lineEnd = 3
/** From here on: the symbol, or a place among `several`. */
const firstSymbol = 4
const manyFrom = 0x20_0000

/** By code point, filled in as characters are met: pages of it that nobody touches take no memory. */
const known = new Uint32Array(0x11_0000)
const several: number[][] = []

function lookUp(codePoint: number): number {
  const character = String.fromCodePoint(codePoint)
  if (isLineEnd.test(character)) return lineEnd
  if (isMark.test(character)) return nothing
  const symbols = [...character.normalize('NFKD').toLowerCase().normalize('NFKD')]
    .map((part) => simplified.get(part) ?? part)
    .filter((part) => isSymbol.test(part))
    .map((part) => part.codePointAt(0) ?? 0)
  const [first] = symbols
  if (first === undefined) return between
  if (symbols.length === 1) return firstSymbol + first
  return manyFrom + several.push(symbols) - 1
}

export function fold(text: string): Folded {
  const symbols: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  const isJoined: boolean[] = []
  let gap = Number.POSITIVE_INFINITY
  const put = (symbol: number, start: number, end: number) => {
    symbols.push(symbol)
    starts.push(start)
    ends.push(end)
    isJoined.push(gap <= maxBetween)
    gap = 0
  }
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0
    const end = at + (codePoint > 0xffff ? 2 : 1)
    let meaning = known[codePoint] ?? unknown
    if (meaning === unknown) {
      meaning = lookUp(codePoint)
      known[codePoint] = meaning
    }
    if (meaning >= manyFrom) for (const symbol of several[meaning - manyFrom] ?? []) put(symbol, at, end)
    else if (meaning >= firstSymbol) put(meaning - firstSymbol, at, end)
    else if (meaning === between) gap++
    else if (meaning === lineEnd) gap = Number.POSITIVE_INFINITY
    // An accent, or what cannot be seen, belongs to the character before it.
    else if (ends.at(-1) === at) for (let last = ends.length - 1; ends[last] === at; last--) ends[last] = end
    at = end
  }
  return { symbols, starts, ends, isJoined }
}

/** Scripts that put no space between words: there a word ends wherever it ends. */
const isUnspaced =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u
const isDigit = /^\p{N}$/u

/** Two of one kind side by side belong to one word; `free` belongs to whatever word there is. */
export function kindOf(symbol: number): 'free' | 'digit' | 'letter' {
  const character = String.fromCodePoint(symbol)
  if (isDigit.test(character)) return 'digit'
  return isUnspaced.test(character) ? 'free' : 'letter'
}

/** A word as lists compare it. Undefined: there is too little of it, and everything would contain it. */
export function plainOf(word: string): string | undefined {
  const { symbols } = fold(word)
  const isEnough = symbols.length > 1 || (symbols.length === 1 && kindOf(symbols[0] ?? 0) === 'free')
  return isEnough ? String.fromCodePoint(...symbols) : undefined
}
