import { type BadRow, maxPhraseDepth, SavePhrase } from '@youwen/contract'
import { pathNames, type SheetRow } from '../../../platform/sheet/index.ts'
import { type Column, findColumns, kindOf } from './columns.ts'

/** One row, understood by itself; whether it fits into the tree is another question. */
export interface ReadRow {
  readonly row: number
  readonly id: string
  readonly path: readonly string[]
  readonly type: NonNullable<ReturnType<typeof kindOf>>
  readonly title: string
  readonly code: string
  readonly text: string
}

export interface ReadSheet {
  readonly rows: readonly ReadRow[]
  readonly bad: readonly BadRow[]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const shown = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value)

/** Undefined: the first row is no header that says which column is what. */
export function readRows([header, ...rest]: readonly SheetRow[]): ReadSheet | undefined {
  const places = header && findColumns(header.cells)
  if (!places) return undefined
  const rows: ReadRow[] = []
  const bad: BadRow[] = []
  for (const { number, cells } of rest) {
    const cell = (column: Column) => cells[places[column] ?? -1] ?? ''
    const refuse = (column: Column, code: string) =>
      void bad.push({ row: number, column, code, value: shown(cell(column)) })
    const before = bad.length
    const id = cell('id').trim().toLowerCase()
    if (id !== '' && !uuid.test(id)) refuse('id', 'invalid')
    const type = kindOf(cell('type'))
    if (type === undefined) refuse('type', 'invalid')
    const path = pathNames(cell('folder')).map(
      (name) => SavePhrase.safeParse({ kind: 'folder', title: name }).data?.title,
    )
    if (path.length > maxPhraseDepth) refuse('folder', 'too_deep')
    if (path.includes(undefined)) refuse('folder', 'too_long')
    // A file of a phrase stays what it is; only words are brought in by a sheet.
    const text = type === 'text' ? cell('content').trim() : '-'
    const title = cell('title').trim() || titleFrom(text)
    const code = cell('code').trim()
    if (type === 'folder') {
      if (path.length === 0) refuse('folder', 'missing')
    } else {
      const parsed = SavePhrase.safeParse({ kind: 'phrase', title, code, body: { type: 'text', text } })
      for (const {
        path: [field],
        code: reason,
      } of parsed.error?.issues ?? []) {
        const column = field === 'title' || field === 'code' ? field : 'content'
        // Without words there is no title either: one reason is enough.
        if (column === 'title' && text === '') continue
        refuse(column, reason === 'too_small' ? 'missing' : reason === 'too_big' ? 'too_long' : 'invalid')
      }
    }
    if (bad.length === before && type !== undefined) {
      rows.push({ row: number, id, path: path.filter((name) => name !== undefined), type, title, code, text })
    }
  }
  return { rows, bad }
}

/** Lists often have only the words themselves. */
const titleFrom = (text: string) => [...(text.split('\n', 1)[0] ?? '').trim()].slice(0, 20).join('')
