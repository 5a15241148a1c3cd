import type { Phrase, PhrasePlace } from '@youwen/contract'
import type { ByParent } from './lines.ts'

type Where = 'before' | 'after' | 'inside'

const siblingsOf = (byParent: ByParent, { folderId, phraseId }: Phrase) => {
  const siblings = byParent.get(folderId) ?? []
  return { siblings, at: siblings.findIndex((each) => each.phraseId === phraseId) }
}

/** Where something comes to stand that is dropped on another one; undefined where it would lie within itself. */
export function placeAt(
  byParent: ByParent,
  byId: ReadonlyMap<string, Phrase>,
  moved: Phrase,
  target: Phrase,
  where: Where,
): PhrasePlace | undefined {
  for (let above: Phrase | undefined = target; above; above = byId.get(above.folderId ?? '')) {
    if (above.phraseId === moved.phraseId) return undefined
  }
  if (where === 'inside') return target.kind === 'folder' ? { folderId: target.phraseId, beforeId: null } : undefined
  const { folderId } = target
  if (where === 'before') return { folderId, beforeId: target.phraseId }
  const { siblings, at } = siblingsOf(byParent, target)
  const next = siblings.slice(at + 1).find(({ phraseId }) => phraseId !== moved.phraseId)
  return { folderId, beforeId: next?.phraseId ?? null }
}

/**
 * Where a key moves something: up and down among its neighbours, out of its folder to stand behind it, into the folder
 * above it. Undefined where there is no such place.
 */
export function placeByKey(
  byParent: ByParent,
  byId: ReadonlyMap<string, Phrase>,
  moved: Phrase,
  key: string,
): PhrasePlace | undefined {
  const { siblings, at } = siblingsOf(byParent, moved)
  const previous = siblings[at - 1]
  const next = siblings[at + 1]
  switch (key) {
    case 'ArrowUp':
      return previous && placeAt(byParent, byId, moved, previous, 'before')
    case 'ArrowDown':
      return next && placeAt(byParent, byId, moved, next, 'after')
    case 'ArrowLeft': {
      const folder = moved.folderId === null ? undefined : byId.get(moved.folderId)
      return folder && placeAt(byParent, byId, moved, folder, 'after')
    }
    case 'ArrowRight':
      return previous && placeAt(byParent, byId, moved, previous, 'inside')
    default:
      return undefined
  }
}

/** By where on a row the pointer is: in the middle of a folder means into it. */
export function whereOf(offset: number, height: number, isFolder: boolean): Where {
  const part = offset / height
  if (isFolder && part > 0.25 && part < 0.75) return 'inside'
  return part < 0.5 ? 'before' : 'after'
}
