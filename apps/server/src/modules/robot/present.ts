import {
  maxRobotVariants,
  type PhraseBody,
  type RobotNode,
  type RobotQuestion,
  type StoredFile,
} from '@youwen/contract'
import { plainOf } from './match/terms.ts'
import type { StoredEntry } from './store/entries.ts'

/** Every file that a body names, whatever kind of body it is: fields called `fileId`, `imageFileId` … */
export const fileIdsOf = (body: PhraseBody | null): string[] =>
  Object.entries(body ?? {}).flatMap(([name, value]) =>
    /^(\w+F|f)ileId$/.test(name) && typeof value === 'string' ? [value] : [],
  )

/** Ways to ask that differ in more than signs and spaces; the latest so many. */
export function uniqueVariants(title: string, variants: readonly string[]): string[] {
  const known = new Set([plainOf(title)])
  const unique = variants.filter((variant) => {
    const plain = plainOf(variant)
    if (known.has(plain)) return false
    known.add(plain)
    return true
  })
  return unique.slice(-maxRobotVariants)
}

export function nodeOf(entry: StoredEntry): RobotNode {
  const { entryId, topicId, position, title, variants, body, isEnabled, hitCount } = entry
  const place = { entryId, topicId, position, title }
  return body === null
    ? { kind: 'topic', ...place }
    : { kind: 'question', ...place, isEnabled, hitCount, variantCount: variants.length }
}

export function questionOf(
  entry: StoredEntry & { readonly body: PhraseBody },
  files: ReadonlyMap<string, StoredFile>,
): RobotQuestion {
  const { entryId, topicId, position, title, variants, body, isEnabled, hitCount, lastHitAt } = entry
  const [fileId] = fileIdsOf(body)
  return {
    kind: 'question',
    entryId,
    topicId,
    position,
    title,
    variants: [...variants],
    body,
    isEnabled,
    hitCount,
    lastHitAt: lastHitAt?.toISOString() ?? null,
    file: (fileId && files.get(fileId)) || null,
  }
}
