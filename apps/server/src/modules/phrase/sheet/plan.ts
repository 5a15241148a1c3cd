import { type BadRow, maxPhrasesInTree } from '@youwen/contract'
import { pathText } from '../../../platform/sheet/index.ts'
import type { StoredPhrase } from '../store/tree.ts'
import type { ReadSheet } from './read.ts'

interface Change {
  readonly row: number
  readonly change: 'added' | 'changed'
  readonly folder: string
  readonly phrase: StoredPhrase
}

/** What an import would make of a tree. Nothing of it is done while `bad` holds anything. */
export interface ImportPlan {
  readonly rows: number
  readonly newFolders: readonly StoredPhrase[]
  readonly changes: readonly Change[]
  readonly unchanged: number
  readonly bad: readonly BadRow[]
}

/**
 * Fits rows into a tree: a row with the id of a phrase of this tree is that phrase, any other one is new. What the sheet
 * does not name stays as it is. New ones come to stand after those that are there, in the order of the sheet.
 */
export function planImport(tree: readonly StoredPhrase[], sheet: ReadSheet, newId: () => string): ImportPlan {
  const bad: BadRow[] = [...sheet.bad]
  const byId = new Map(tree.map((phrase) => [phrase.phraseId, phrase]))
  const endOf = endFinder(tree)
  const folders = folderMaker(tree, newId, endOf)
  const changes: Change[] = []
  const seen = new Map<string, number>()
  let unchanged = 0

  for (const row of sheet.rows) {
    const refuse = (column: string, code: string, value: string) => void bad.push({ row: row.row, column, code, value })
    if (row.type === 'folder') {
      folders.at(row.path)
      continue
    }
    const before = byId.get(row.id)
    if (before) {
      if (seen.has(row.id)) {
        refuse('id', 'repeated', row.id)
        continue
      }
      seen.set(row.id, row.row)
    }
    if (before ? before.body?.type !== row.type : row.type !== 'text') {
      refuse('type', before ? 'type_differs' : 'not_importable', row.title)
      continue
    }
    const folderId = folders.at(row.path)
    const body = before && row.type !== 'text' ? before.body : ({ type: 'text', text: row.text } as const)
    const isMoved = before?.folderId !== folderId
    const phrase: StoredPhrase = {
      phraseId: before?.phraseId ?? newId(),
      folderId,
      position: before && !isMoved ? before.position : endOf(folderId),
      title: row.title,
      code: row.code,
      body,
    }
    if (before && !isMoved && isSame(before, phrase)) unchanged += 1
    else changes.push({ row: row.row, change: before ? 'changed' : 'added', folder: pathText(row.path), phrase })
  }

  bad.push(...codeTrouble(tree, changes))
  const total = tree.length + folders.made.length + changes.filter(({ change }) => change === 'added').length
  if (total > maxPhrasesInTree) bad.push({ row: 1, column: null, code: 'tree_full', value: String(total) })
  return {
    rows: sheet.rows.length + new Set(sheet.bad.map(({ row }) => row)).size,
    newFolders: folders.made,
    changes,
    unchanged,
    bad: bad.sort((a, b) => a.row - b.row),
  }
}

const isSame = (a: StoredPhrase, b: StoredPhrase) =>
  a.title === b.title &&
  a.code === b.code &&
  (a.body?.type !== 'text' || (b.body?.type === 'text' && a.body.text.trim() === b.body.text))

/** Finds folders by their path, and makes those that are missing. */
function folderMaker(tree: readonly StoredPhrase[], newId: () => string, endOf: (folderId: string | null) => number) {
  const key = (folderId: string | null, title: string) => `${folderId ?? ''}/${title}`
  const known = new Map<string, string>()
  for (const { folderId, title, phraseId, body } of tree) if (body === null) known.set(key(folderId, title), phraseId)
  const made: StoredPhrase[] = []
  return {
    made,
    at(path: readonly string[]): string | null {
      let folderId: string | null = null
      for (const title of path) {
        const found = known.get(key(folderId, title))
        const phraseId: string = found ?? newId()
        if (found === undefined) {
          known.set(key(folderId, title), phraseId)
          made.push({ phraseId, folderId, position: endOf(folderId), title, code: '', body: null })
        }
        folderId = phraseId
      }
      return folderId
    },
  }
}

function endFinder(tree: readonly StoredPhrase[]): (folderId: string | null) => number {
  const ends = new Map<string | null, number>()
  for (const { folderId, position } of tree) ends.set(folderId, Math.max(ends.get(folderId) ?? 0, position))
  return (folderId) => {
    const next = Math.floor(ends.get(folderId) ?? 0) + 1
    ends.set(folderId, next)
    return next
  }
}

/** A code that two would have afterwards: named at the row that would take it, not at who has it and keeps it. */
function codeTrouble(tree: readonly StoredPhrase[], changes: readonly Change[]): BadRow[] {
  const codeOf = ({ code }: { code: string }) => code.toLowerCase()
  const later = new Map(changes.map(({ phrase }) => [phrase.phraseId, codeOf(phrase)]))
  const kept = tree.filter((phrase) => (later.get(phrase.phraseId) ?? codeOf(phrase)) === codeOf(phrase))
  const holders = new Map(kept.map((phrase) => [codeOf(phrase), { phraseId: phrase.phraseId, is: 'taken' }]))
  const bad: BadRow[] = []
  for (const { row, phrase } of changes) {
    if (phrase.code === '') continue
    const holder = holders.get(codeOf(phrase))
    if (!holder) holders.set(codeOf(phrase), { phraseId: phrase.phraseId, is: 'repeated' })
    else if (holder.phraseId !== phrase.phraseId) {
      bad.push({ row, column: 'code', code: holder.is, value: phrase.code })
    }
  }
  return bad
}
