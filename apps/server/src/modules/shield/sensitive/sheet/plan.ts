import type { BadRow } from '@youwen/contract'
import { maxSensitiveWords, sensitiveSides } from '@youwen/contract/limits'
import type { StoredWord } from '../store/word.ts'
import type { ReadRow } from './read.ts'

interface Change {
  readonly row: number
  readonly change: 'added' | 'changed'
  readonly word: StoredWord
}

/** What an import would make of the lists. Nothing of it is done while `bad` holds anything. */
export interface ImportPlan {
  readonly rows: number
  readonly changes: readonly Change[]
  readonly unchanged: number
  readonly bad: readonly BadRow[]
}

/** A row is the word that is compared alike on its side, or a new one. What the sheet does not name stays as it is. */
export function planImport(
  known: readonly StoredWord[],
  sheet: { readonly rows: readonly ReadRow[]; readonly bad: readonly BadRow[] },
  newId: () => string,
): ImportPlan {
  const bad: BadRow[] = [...sheet.bad]
  const key = ({ side, plain }: Pick<StoredWord, 'side' | 'plain'>) => `${side} ${plain}`
  const before = new Map(known.map((word) => [key(word), word]))
  const seen = new Set<string>()
  const changes: Change[] = []
  let unchanged = 0
  for (const { row, ...read } of sheet.rows) {
    if (seen.has(key(read))) {
      bad.push({ row, column: 'word', code: 'repeated', value: read.word })
      continue
    }
    seen.add(key(read))
    const held = before.get(key(read))
    if (!held) changes.push({ row, change: 'added', word: { wordId: newId(), ...read } })
    else if (held.word === read.word && held.action === read.action && held.isOn === read.isOn) unchanged++
    else changes.push({ row, change: 'changed', word: { ...held, ...read } })
  }
  for (const side of sensitiveSides) {
    const added = changes.filter(({ change, word }) => change === 'added' && word.side === side).length
    const total = known.filter((word) => word.side === side).length + added
    if (total > maxSensitiveWords) bad.push({ row: 1, column: null, code: 'list_full', value: String(total) })
  }
  return {
    rows: sheet.rows.length + new Set(sheet.bad.map(({ row }) => row)).size,
    changes,
    unchanged,
    bad: bad.sort((a, b) => a.row - b.row),
  }
}
