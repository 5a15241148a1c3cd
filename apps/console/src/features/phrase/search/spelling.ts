/** Syllables as they are searched, each after a space: ` jia ge`. */
export const packed = (syllables: readonly string[]): string =>
  syllables
    .map((syllable) => syllable.trim().toLowerCase())
    .filter(Boolean)
    .map((syllable) => ` ${syllable}`)
    .join('')

export interface Spelled {
  /** Finds where the first letters may be spelled. */
  readonly pattern: RegExp
  /** Whether all letters are spelled from there on. */
  readonly isAt: (all: string, position: number) => boolean
}

/** So many a pattern tries out: each further one could double the time for texts like `aaaa aaaa aaaa`. */
const tried = 8

/**
 * What letters may stand for: a stretch of syllables, each by its beginning, so that `jiage`, `jg`, `jiag` and `jge` all
 * mean 价格, and `xian` both 先 and 西安. After each letter its syllable goes on, or the next one begins.
 */
export function spelledBy(letters: string): Spelled {
  const [first = '', ...rest] = letters.slice(0, tried)
  return {
    pattern: new RegExp(` ${first}${rest.map((letter) => `(?:${letter}|[a-z]* ${letter})`).join('')}`, 'g'),
    isAt: letters.length <= tried ? () => true : (all, position) => spells(all, position + 1, letters),
  }
}

/** Goes along all ways at once: places in the text that the letters so far may have led to. */
function spells(all: string, start: number, letters: string): boolean {
  let places = new Set([start])
  for (const [index, letter] of [...letters].entries()) {
    const next = new Set<number>()
    for (const place of places) {
      if (all[place] === letter) next.add(place + 1)
      if (index === 0 || all[place - 1] === ' ') continue
      let space = place
      while (space < all.length && all[space] !== ' ' && all[space] !== '\n') space += 1
      if (all[space] === ' ' && all[space + 1] === letter) next.add(space + 2)
    }
    if (next.size === 0) return false
    places = next
  }
  return true
}
