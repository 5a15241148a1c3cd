import { type BadRow, maxRobotDepth, maxRobotVariants, SaveRobotEntry } from '@youwen/contract'
import { pathNames, type SheetRow } from '../../../platform/sheet/index.ts'
import { type Column, findColumns, kindIn, type RowKind, stateIn } from './columns.ts'

/** One row, understood by itself; whether it fits into what is known is another question. */
export interface ReadRow {
  readonly row: number
  readonly id: string
  readonly path: readonly string[]
  readonly type: RowKind
  readonly title: string
  readonly variants: readonly string[]
  readonly isEnabled: boolean
  readonly text: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const shown = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value)
const reasons: Readonly<Record<string, string>> = { too_small: 'missing', too_big: 'too_long' }
const columnOf = (field: unknown): Column => (field === 'title' || field === 'variants' ? field : 'content')

/** Undefined: the first row is no header that says which column is what. */
export function readRows([header, ...rest]: readonly SheetRow[]): { rows: ReadRow[]; bad: BadRow[] } | undefined {
  const places = header && findColumns(header.cells)
  if (!places) return undefined
  const rows: ReadRow[] = []
  const bad: BadRow[] = []
  for (const { number, cells } of rest) {
    const cell = (column: Column) => (cells[places[column] ?? -1] ?? '').trim()
    const faults: { column: Column; code: string }[] = []
    const id = cell('id').toLowerCase()
    if (id !== '' && !uuid.test(id)) faults.push({ column: 'id', code: 'invalid' })
    const type = kindIn(cell('type'))
    if (type === undefined) faults.push({ column: 'type', code: 'invalid' })
    const state = stateIn(cell('state'))
    if (state === undefined) faults.push({ column: 'state', code: 'invalid' })
    const path = pathNames(cell('topic'))
    if (path.length > maxRobotDepth) faults.push({ column: 'topic', code: 'too_deep' })
    if (path.some((title) => !SaveRobotEntry.safeParse({ kind: 'topic', title }).success))
      faults.push({ column: 'topic', code: 'too_long' })
    const variants = cell('variants')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '') // one a line
    const title = cell('title')
    // A file of an answer stays what it is; only words are brought in by a sheet.
    const text = type === 'text' ? cell('content') : '-'
    if (type === 'topic') {
      if (path.length === 0) faults.push({ column: 'topic', code: 'missing' })
    } else {
      const entry = { kind: 'question', title, variants, body: { type: 'text', text } }
      for (const { path: at, code } of SaveRobotEntry.safeParse(entry).error?.issues ?? []) {
        const column = columnOf(at[0])
        const isMany = column === 'variants' && variants.length > maxRobotVariants
        const reason = isMany ? 'too_many' : (reasons[code] ?? 'invalid')
        if (!faults.some((fault) => fault.column === column)) faults.push({ column, code: reason })
      }
    }
    if (faults.length > 0 || type === undefined) {
      bad.push(...faults.map((fault) => ({ row: number, ...fault, value: shown(cell(fault.column)) })))
    } else rows.push({ row: number, id, path, type, title, variants, isEnabled: state === 'on', text })
  }
  return { rows, bad }
}
