import { Jieba } from '@node-rs/jieba'

/** Loaded when first needed: the dictionary takes a moment and some memory. */
let jieba: Promise<Jieba> | undefined
const getJieba = () => {
  jieba ??= import('@node-rs/jieba/dict.js').then(({ dict }) => Jieba.withDict(dict))
  return jieba
}

/** Full-width forms, compatibility characters and case make no difference to what somebody means. */
export const normalize = (text: string) => text.normalize('NFKC').toLowerCase()
const isWord = (word: string) => /[\p{L}\p{N}]/u.test(word)
/** PostgreSQL refuses longer lexemes; nobody searches for them. */
const maxWordLength = 100
const wordsAmong = (pieces: readonly string[]) =>
  pieces.map((piece) => piece.trim()).filter((word) => isWord(word) && word.length <= maxWordLength)

/** Cuts texts into words, Chinese ones where they meet. */
export interface WordCutter {
  /** In the order they were written, as often as they were. */
  words(text: string): string[]
  /** Also the shorter words that longer ones are made of. */
  searchWords(text: string): string[]
}

/** `guesses`: also words that no dictionary has, such as names; in short questions it takes 牙贵 for one. */
export async function getWordCutter({ guesses = true } = {}): Promise<WordCutter> {
  const cutter = await getJieba()
  return {
    words: (text) => wordsAmong(cutter.cut(normalize(text), guesses)),
    searchWords: (text) => wordsAmong(cutter.cutForSearch(normalize(text), guesses)),
  }
}
