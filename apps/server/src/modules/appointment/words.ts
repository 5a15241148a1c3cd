/** Letters and digits alone, so that `138 0013-8000` and `X7K2-94QF` are found however they are written. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const endingsOf = (text: string): string[] => {
  const letters = [...fold(text)]
  return letters.map((_, index) => letters.slice(index).join(''))
}

/** Every ending of name, phone and number: whatever part somebody remembers begins one of them. */
export const wordsOf = ({ name, phone, number }: { name: string; phone: string; number: string }): string[] => [
  ...new Set([name, phone, number].flatMap(endingsOf)),
]

/** What is looked for: each of these is a part of one of the three. */
export const wordsLookedFor = (typed: string): string[] => [
  ...new Set(typed.split(/\s+/).flatMap((word) => fold(word) || [])),
]
