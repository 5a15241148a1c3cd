import { isDeepStrictEqual } from 'node:util'
import { type BadRow, maxRobotEntries } from '@youwen/contract'
import { pathText } from '../../../platform/sheet/index.ts'
import { plainOf } from '../match/terms.ts'
import { uniqueVariants } from '../present.ts'
import type { EntryContent, StoredEntry } from '../store/entries.ts'
import type { ReadRow } from './read.ts'

export interface Change {
  readonly row: number
  readonly change: 'added' | 'changed'
  readonly topic: string
  readonly entry: EntryContent
}

/** What an import would make of what is known. Nothing of it is done while `bad` holds anything. */
export interface ImportPlan {
  readonly rows: number
  readonly newTopics: readonly EntryContent[]
  readonly changes: readonly Change[]
  readonly unchanged: number
  readonly bad: readonly BadRow[]
}

/**
 * Fits rows into what is known: a row with the id of a question is that question, any other one is new. What the sheet does
 * not name stays as it is. New ones come to stand after those that are there, in the order of the sheet.
 */
export function planImport(
  known: readonly StoredEntry[],
  sheet: { readonly rows: readonly ReadRow[]; readonly bad: readonly BadRow[] },
  newId: () => string,
): ImportPlan {
  const bad: BadRow[] = [...sheet.bad]
  const byId = new Map(known.map((entry) => [entry.entryId, entry]))
  const places = placesIn(known, newId)
  const changes: Change[] = []
  const titles = new Map<string, number>()
  const seen = new Set<string>()
  let unchanged = 0

  for (const row of sheet.rows) {
    const topicId = places.topicAt(row.path)
    if (row.type === 'topic') continue
    const refuse = (column: string, code: string, value: string) => bad.push({ row: row.row, column, code, value })
    const before = byId.get(row.id)
    const plain = plainOf(row.title)
    if (titles.has(plain)) refuse('title', 'repeated', row.title)
    titles.set(plain, row.row)
    if (before && seen.has(row.id)) refuse('id', 'repeated', row.id)
    seen.add(row.id)
    if (before ? before.body?.type !== row.type : row.type !== 'text') {
      refuse('type', before ? 'type_differs' : 'not_importable', row.title)
      continue
    }
    const isHere = before !== undefined && before.topicId === topicId
    const entry: EntryContent = {
      entryId: before?.entryId ?? newId(),
      topicId,
      position: isHere ? before.position : places.endOf(topicId),
      title: row.title,
      variants: uniqueVariants(row.title, row.variants),
      body: before && row.type !== 'text' ? before.body : { type: 'text', text: row.text },
      isEnabled: row.isEnabled,
    }
    if (before && isSame(before, entry)) unchanged++
    else changes.push({ row: row.row, change: before ? 'changed' : 'added', topic: pathText(row.path), entry })
  }

  const total = known.length + places.made.length + changes.filter(({ change }) => change === 'added').length
  if (total > maxRobotEntries) bad.push({ row: 1, column: null, code: 'tree_full', value: String(total) })
  return {
    rows: sheet.rows.length + new Set(sheet.bad.map(({ row }) => row)).size,
    newTopics: places.made,
    changes,
    unchanged,
    bad: bad.sort((a, b) => a.row - b.row),
  }
}

const isSame = ({ hitCount: _, lastHitAt: __, ...before }: StoredEntry, after: EntryContent) =>
  isDeepStrictEqual({ ...before, variants: [...before.variants] }, { ...after, variants: [...after.variants] })

/** Finds topics by their path, makes those that are missing, and says where the end of one is. */
function placesIn(known: readonly StoredEntry[], newId: () => string) {
  const ends = new Map<string | null, number>()
  for (const { topicId, position } of known) ends.set(topicId, Math.max(ends.get(topicId) ?? 0, position))
  const endOf = (topicId: string | null) => {
    const next = Math.floor(ends.get(topicId) ?? 0) + 1
    ends.set(topicId, next)
    return next
  }
  const key = (topicId: string | null, title: string) => `${topicId ?? ''}/${title}`
  const topics = new Map(
    known.filter(({ body }) => body === null).map(({ topicId, title, entryId }) => [key(topicId, title), entryId]),
  )
  const made: EntryContent[] = []
  const childOf = (topicId: string | null, title: string): string => {
    const found = topics.get(key(topicId, title))
    if (found !== undefined) return found
    const entryId = newId()
    topics.set(key(topicId, title), entryId)
    made.push({ entryId, topicId, position: endOf(topicId), title, variants: [], body: null, isEnabled: true })
    return entryId
  }
  return {
    made,
    endOf,
    topicAt: (path: readonly string[]) => path.reduce<string | null>((at, title) => childOf(at, title), null),
  }
}
