import { getWordCutter, normalize } from '../../platform/words/index.ts'

/** What a message can be found by: Chinese words and the words inside them, numbers, other words; each once. */
export async function wordsToFind(text: string): Promise<string[]> {
  return [...new Set((await getWordCutter()).searchWords(text))]
}

/**
 * What somebody looks for, in the order he wrote it. A single Chinese character and the last word of another script match
 * the beginning of words as well.
 */
export async function wordsLookedFor(query: string): Promise<{ word: string; isPrefix: boolean }[]> {
  const words = (await getWordCutter()).words(query)
  return words.map((word, index) => ({
    word,
    isPrefix: /^\p{Script=Han}$/u.test(word) || (index === words.length - 1 && !/\p{Script=Han}/u.test(word)),
  }))
}

/** Cuts `text` around its first hit and marks every hit. Matching ignores case and width only where that keeps lengths. */
export function excerptOf(
  text: string,
  words: readonly string[],
  aroundLength = 30,
): { text: string; isHit: boolean }[] {
  const plain = normalize(text).length === text.length ? normalize(text) : text.toLowerCase()
  const hits: { start: number; end: number }[] = []
  for (const word of words) {
    for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + word.length)) {
      hits.push({ start: at, end: at + word.length })
    }
  }
  hits.sort((a, b) => a.start - b.start || b.end - a.end)
  const from = Math.max(0, (hits[0]?.start ?? 0) - aroundLength)
  const until = Math.min(text.length, from + aroundLength * 4)
  const parts: { text: string; isHit: boolean }[] = []
  const push = (start: number, end: number, isHit: boolean) => {
    if (end > start) parts.push({ text: text.slice(start, end), isHit })
  }
  let at = from
  for (const { start, end } of hits) {
    if (start < at || start >= until) continue
    push(at, start, false)
    push(start, Math.min(end, until), true)
    at = Math.min(end, until)
  }
  push(at, until, false)
  if (from > 0) parts.unshift({ text: '…', isHit: false })
  if (until < text.length) parts.push({ text: '…', isHit: false })
  return parts
}
