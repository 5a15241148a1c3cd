import { corpusUpTo } from '../../attacks/src/corpus.ts'

/** Marks that turn the reading direction and, unlike those of the corpus, never turn it back. */
const turners: readonly string[] = ['甲\u202e乙丙', '丁\u2067戊己', '庚\u2069\u2069\u202e辛壬']

/** What is brought into every field: as much of it as fits. */
export const textsUpTo = (maxLength: number): readonly string[] => [
  ...corpusUpTo(maxLength).map(({ text }) => text),
  ...turners,
]
export const texts: readonly string[] = textsUpTo(Number.POSITIVE_INFINITY)

/** The same place always has the same text; a list that ends begins anew. */
export const at = (list: readonly string[], index: number): string => list[index % list.length] ?? 'x'

/** As many of them in one text as fit, so that few texts hold them all. */
export function joined(list: readonly string[], maxLength: number): readonly string[] {
  const found: string[] = []
  for (const text of list) {
    const last = found.at(-1)
    if (last !== undefined && last.length + text.length < maxLength) found[found.length - 1] = `${last}\n${text}`
    else found.push(text)
  }
  return found
}

/** What an input makes of them. */
export const inOneLine = (text: string) => text.replace(/[\r\n]/g, '')

/** Some that a browser and the server leave as they are when they are names of files. */
export const fileNames = (): readonly string[] =>
  textsUpTo(60)
    .filter((text) => !/[/\\\s\p{C}\p{M}]|^\.|\.$/u.test(text))
    .slice(0, 12)
