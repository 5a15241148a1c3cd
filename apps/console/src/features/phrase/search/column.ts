/**
 * One text of each of many things, searched in one go: laid end to end, so that the search runs in the engine's own code
 * and not once for each of them.
 */
export interface Column {
  /** Calls for each thing whose text holds it, in their order, with whether the text begins with it or is it. */
  eachWith(word: string, found: (index: number, isAtStart: boolean, isWhole: boolean) => void): void
  /** By a pattern that finds candidates, and what makes sure of each. */
  eachLike(pattern: RegExp, isMeant: (all: string, position: number) => boolean, found: (index: number) => void): void
}

/** Between two texts; nothing that is searched for holds one. */
const border = '\n'

export function createColumn(texts: readonly string[]): Column {
  const starts = new Int32Array(texts.length + 1)
  let end = 0
  for (const [index, text] of texts.entries()) {
    starts[index] = end
    end += text.length + 1
  }
  starts[texts.length] = end
  const all = texts.map((text) => text.replaceAll(border, ' ')).join(border)
  const startOf = (index: number) => starts[index] ?? end

  /** Whose text this is; hits come in order, so the last one is near. */
  function indexOf(position: number, after: number): number {
    let low = after
    let high = texts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (startOf(middle) <= position) low = middle
      else high = middle - 1
    }
    return low
  }

  return {
    eachWith(word, found) {
      let index = 0
      for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, startOf(index + 1))) {
        index = indexOf(at, index)
        const isAtStart = at === startOf(index)
        found(index, isAtStart, isAtStart && at + word.length + 1 === startOf(index + 1))
        if (index + 1 >= texts.length) return
      }
    },
    eachLike(pattern, isMeant, found) {
      let index = 0
      pattern.lastIndex = 0
      for (let hit = pattern.exec(all); hit; hit = pattern.exec(all)) {
        if (!isMeant(all, hit.index)) {
          pattern.lastIndex = hit.index + 1
          continue
        }
        index = indexOf(hit.index, index)
        found(index)
        if (index + 1 >= texts.length) return
        pattern.lastIndex = startOf(index + 1)
      }
    },
  }
}
