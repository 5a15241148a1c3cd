import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { maxBetween, plainOf } from './fold.ts'
import { masked } from './mask.ts'
import { createMatcher } from './matcher.ts'

const matcherOf = (words: readonly string[]) =>
  createMatcher(new Map(words.flatMap((word) => (plainOf(word) === undefined ? [] : [[plainOf(word) ?? '', word]]))))
const shown = (words: readonly string[], text: string) => masked(text, matcherOf(words).matches(text))

describe('A11 a word', () => {
  test.each([
    ['as it stands in the list', ['退款'], '我要退款', '我要**'],
    ['with spaces or signs between its characters', ['退款'], '我要退 。款', '我要****'],
    ['with what cannot be seen between them', ['微信'], '加微\u200b信吧', '加***吧'],
    ['with pictures between them', ['微信'], '加微❤信', '加***'],
    ['in full-width letters and another case', ['vx'], '加ＶＸ聊', '加**聊'],
    ['in circles and in mathematical letters', ['qq1'], 'ⓠ𝓠①', '***'],
    ['with accents', ['fuck'], 'fúčk you', '**** you'],
    ['with accents that stand by themselves', ['fuck'], 'fu\u0301ck you', '***** you'],
    ['in traditional characters', ['转账'], '請轉賬給我', '請**給我'],
    ['that is listed in traditional characters', ['轉賬'], '请转账', '请**'],
    ['beside a number', ['加微'], '加微1', '**1'],
    ['that overlaps another one', ['微信号', '信号灯'], '微信号灯', '****'],
    ['within a longer one', ['退款', '全额退款'], '要全额退款！', '要****！'],
    ['twice', ['坏'], '坏人坏事', '*人*事'],
  ])('is found %s', (_, words, text, expected) => expect(shown(words, text)).toBe(expected))

  test.each([
    ['over the end of a line', ['退款'], '他退\n款式好'],
    ['over more than anybody reads as one word', ['退款'], `退${'.'.repeat(maxBetween + 1)}款`],
    ['as a part of a longer Latin word', ['sb'], 'usb, SBS'],
    ['as a part of a longer number', ['400'], '1400 4001'],
    ['with something else between its characters', ['退款'], '退我的款'],
  ])('is not found %s', (_, words, text) => expect(shown(words, text)).toBe(text))

  test.each(['', '   ', '!!!', 'C++', 'x', '7'])('cannot be %j: everything would contain it', (word) =>
    expect(plainOf(word)).toBeUndefined(),
  )
})

// ---- against somebody who looks at every place for every word --------------------------------------------------------

interface Symbol {
  readonly text: string
  readonly start: number
  end: number
  readonly mayFollow: boolean
}

const traditional = new Map([
  ['轉', '转'],
  ['賬', '账'],
  ['號', '号'],
])

function symbolsOf(text: string): Symbol[] {
  const symbols: Symbol[] = []
  let at = 0
  let between = Number.POSITIVE_INFINITY
  for (const character of text) {
    const end = at + character.length
    if (/[\n\r\v\f\u0085\u2028\u2029]/.test(character)) between = Number.POSITIVE_INFINITY
    else if (/[\p{M}\p{Cf}]/u.test(character)) {
      for (const symbol of symbols) if (symbol.end === at) symbol.end = end
    } else {
      const parts = [...character.normalize('NFKD').toLowerCase()].filter((part) => /[\p{L}\p{N}]/u.test(part))
      if (parts.length === 0) between++
      for (const part of parts) {
        symbols.push({ text: traditional.get(part) ?? part, start: at, end, mayFollow: between <= maxBetween })
        between = 0
      }
    }
    at = end
  }
  return symbols
}

const kind = ({ text }: Symbol) => (/\p{N}/u.test(text) ? 'digit' : /\p{Script=Latin}/u.test(text) ? 'letter' : 'free')

function naively(words: readonly string[], text: string): string[] {
  const symbols = symbolsOf(text)
  const found: string[] = []
  for (const word of words) {
    const wanted = symbolsOf(word).map((symbol) => symbol.text)
    for (let from = 0; from + wanted.length <= symbols.length; from++) {
      const here = symbols.slice(from, from + wanted.length)
      const isIt = here.every((symbol, index) => symbol.text === wanted[index] && (index === 0 || symbol.mayFollow))
      const goesOn = (a: Symbol | undefined, b: Symbol | undefined) =>
        a !== undefined && b !== undefined && b.start <= a.end && kind(a) === kind(b) && kind(a) !== 'free'
      const [first, last] = [here[0], here.at(-1)]
      if (!isIt || !first || !last) continue
      if (goesOn(symbols[from - 1], first) || goesOn(last, symbols[from + wanted.length])) continue
      found.push(`${word} ${first.start} ${last.end}`)
    }
  }
  return found.sort()
}

const letters = [
  '微',
  '信',
  '转',
  '轉',
  '账',
  '賬',
  '号',
  'a',
  'A',
  'Ａ',
  'b',
  'B',
  '1',
  '１',
  'é',
  'e',
  'ﬁ',
  '㎏',
  '𝓐',
  'İ',
]
const noise = [' ', '.', '，', '\n', '\u200b', '\u0301', '❤', '👩\u200d👧', '\u3000', '-']
const written = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...letters) }, fc.constantFrom(...noise)), { maxLength: 24 })
  .map((parts) => parts.join(''))
const listed = fc
  .array(
    fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    { maxLength: 12 },
  )
  // What is compared alike is one word.
  .map((words) => [...new Map(words.flatMap((word) => (plainOf(word) ? [[plainOf(word), word]] : []))).values()])

it('finds in any text what looking at every place for every word finds, where it was written', () => {
  fc.assert(
    fc.property(listed, written, (words, text) => {
      const matches = matcherOf(words).matches(text)
      expect(matches.map(({ entry, start, end }) => `${entry} ${start} ${end}`).sort()).toEqual(naively(words, text))
      expect(matcherOf(words).finds(text)).toBe(matches.length > 0)
    }),
    { numRuns: 2_000 },
  )
})

it('masks every character of what was found, and not one beside it', () => {
  fc.assert(
    fc.property(listed, written, (words, text) => {
      const places = naively(words, text).map((found) => found.split(' ').slice(-2).map(Number))
      const isCovered = (at: number) => places.some(([start = 0, end = 0]) => at >= start && at < end)
      let at = 0
      let expected = ''
      for (const character of text) {
        expected += isCovered(at) ? '*' : character
        at += character.length
      }
      expect(shown(words, text)).toBe(expected)
    }),
    { numRuns: 2_000 },
  )
})
