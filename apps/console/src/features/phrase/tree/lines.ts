import type { Phrase } from '@youwen/contract'

export type ByParent = ReadonlyMap<string | null, readonly Phrase[]>

/** A row of a tree as it is drawn. */
export interface Line {
  readonly phrase: Phrase
  readonly depth: number
  /** Of a folder: whether it is open, and how many phrases are in it, at any depth. */
  readonly isOpen: boolean
  readonly count: number
}

/** The rows of a tree with these folders open, in order. */
export function linesOf(byParent: ByParent, open: ReadonlySet<string>): Line[] {
  const lines: Line[] = []
  const counts = countsOf(byParent)
  const walk = (folderId: string | null, depth: number) => {
    for (const phrase of byParent.get(folderId) ?? []) {
      const isOpen = phrase.kind === 'folder' && open.has(phrase.phraseId)
      lines.push({ phrase, depth, isOpen, count: counts.get(phrase.phraseId) ?? 0 })
      if (isOpen) walk(phrase.phraseId, depth + 1)
    }
  }
  walk(null, 0)
  return lines
}

/** Phrases in each folder, at any depth. */
export function countsOf(byParent: ByParent): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const count = (folderId: string | null): number => {
    let sum = 0
    for (const { kind, phraseId } of byParent.get(folderId) ?? []) {
      if (kind === 'phrase') sum += 1
      else {
        const inside = count(phraseId)
        counts.set(phraseId, inside)
        sum += inside
      }
    }
    return sum
  }
  count(null)
  return counts
}

/** 售前 / 价格: where a phrase lies, from the top. */
export function pathOf(byId: ReadonlyMap<string, Phrase>, phrase: Phrase): readonly Phrase[] {
  const path: Phrase[] = []
  for (let above = phrase.folderId; above !== null; ) {
    const folder = byId.get(above)
    // Its folder has not arrived yet.
    if (!folder || path.includes(folder)) break
    path.unshift(folder)
    above = folder.folderId
  }
  return path
}
