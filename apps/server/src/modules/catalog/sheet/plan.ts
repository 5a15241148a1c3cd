import { isDeepStrictEqual } from 'node:util'
import type { BadRow, CatalogImportPlan } from '@youwen/contract'
import type { StoredItem } from '../store/items.ts'
import type { ReadSheet } from './read.ts'

const maxItems = 100_000
const shownBad = 200
const shownChanges = 50

/** What an import would make of what is there. Nothing of it is done while `bad` holds anything. */
export interface ImportPlan {
  readonly rows: number
  readonly changes: readonly { readonly row: number; readonly change: 'added' | 'changed'; readonly item: StoredItem }[]
  readonly unchanged: number
  readonly removedIds: readonly string[]
  readonly bad: readonly BadRow[]
}

export function planImport(there: readonly StoredItem[], sheet: ReadSheet, mode: 'merge' | 'replace'): ImportPlan {
  const before = new Map(there.map((item) => [item.itemId, item]))
  const named = new Set(sheet.rows.map(({ item }) => item.itemId))
  const changes = sheet.rows.flatMap(({ row, item }) => {
    const known = before.get(item.itemId)
    if (known && isDeepStrictEqual(known, item)) return []
    return [{ row, change: known ? ('changed' as const) : ('added' as const), item }]
  })
  const removedIds = mode === 'replace' ? there.map(({ itemId }) => itemId).filter((itemId) => !named.has(itemId)) : []
  const total = there.length - removedIds.length + changes.filter(({ change }) => change === 'added').length
  const bad = total > maxItems ? [...sheet.bad, { row: 1, column: null, code: 'too_many', value: '' }] : sheet.bad
  return {
    rows: sheet.rows.length + new Set(sheet.bad.map(({ row }) => row)).size,
    changes,
    unchanged: sheet.rows.length - changes.length,
    removedIds,
    bad,
  }
}

export const shownPlan = ({ rows, changes, unchanged, removedIds, bad }: ImportPlan): CatalogImportPlan => ({
  rows,
  added: changes.filter(({ change }) => change === 'added').length,
  changed: changes.filter(({ change }) => change === 'changed').length,
  unchanged,
  removed: removedIds.length,
  bad: bad.slice(0, shownBad),
  badCount: bad.length,
  sample: changes.slice(0, shownChanges).map(({ row, change, item }) => ({
    row,
    change,
    itemId: item.itemId,
    title: 'title' in item.content && typeof item.content.title === 'string' ? item.content.title : '',
  })),
})
