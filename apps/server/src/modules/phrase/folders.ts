import { maxPhraseDepth } from '@youwen/contract'
import { Refusal } from '../../platform/errors.ts'
import type { Folder } from './store/tree.ts'

/** The folders of one tree, to ask what a change of it would make of them. */
export function foldersOf(folders: readonly Folder[]) {
  const byId = new Map(folders.map((folder) => [folder.phraseId, folder]))

  /** From the top down to this folder. */
  const pathOf = (folderId: string | null): Folder[] => {
    const path: Folder[] = []
    for (let at = folderId; at !== null; ) {
      const folder = byId.get(at)
      if (!folder) break
      path.unshift(folder)
      at = folder.folderId
    }
    return path
  }

  /** How many folders lie within each other below and including this one. */
  const heightOf = (folderId: string): number => {
    const base = pathOf(folderId).length
    const below = folders
      .map(({ phraseId }) => pathOf(phraseId))
      .filter((path) => path[base - 1]?.phraseId === folderId)
    return Math.max(...below.map((path) => path.length)) - base + 1
  }

  return {
    has: (folderId: string) => byId.has(folderId),
    /** Refuses a folder within itself, too many within each other, and a second one of the same name in one place. */
    assertFits(folder: { phraseId: string | null; title: string; folderId: string | null }): void {
      const { phraseId, title, folderId } = folder
      const above = pathOf(folderId)
      if (above.some((each) => each.phraseId === phraseId)) {
        throw new Refusal('conflict', 'phrase.circle', 'A folder cannot lie within itself.')
      }
      const height = phraseId !== null && byId.has(phraseId) ? heightOf(phraseId) : 1
      if (above.length + height > maxPhraseDepth) {
        throw new Refusal('conflict', 'phrase.too_deep', `At most ${maxPhraseDepth} folders lie within each other.`)
      }
      const twin = folders.find((each) => each.folderId === folderId && each.title === title)
      if (twin && twin.phraseId !== phraseId) {
        const said = `There is a folder called "${title}" already.`
        throw new Refusal('conflict', 'phrase.folder_taken', said, {
          fields: [{ path: 'phrase.title', code: 'phrase.folder_taken', title: said }],
        })
      }
    },
  }
}
