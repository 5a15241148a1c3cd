import { type BadRow, type SensitiveAction, type SensitiveSide, SensitiveWordText } from '@youwen/contract'
import type { SheetRow } from '../../../../platform/sheet/index.ts'
import { plainOf } from '../fold.ts'
import { actionIn, type Column, findColumns, sideIn, stateIn } from './columns.ts'

/** One row, understood by itself. */
export interface ReadRow {
  readonly row: number
  readonly side: SensitiveSide
  readonly word: string
  readonly plain: string
  readonly action: SensitiveAction
  readonly isOn: boolean
}

const shown = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value)

/** Undefined: the first row is no header that says which column is what. */
export function readRows([header, ...rest]: readonly SheetRow[]): { rows: ReadRow[]; bad: BadRow[] } | undefined {
  const places = header && findColumns(header.cells)
  if (!places) return undefined
  const rows: ReadRow[] = []
  const bad: BadRow[] = []
  for (const { number, cells } of rest) {
    const cell = (column: Column) => (cells[places[column] ?? -1] ?? '').trim()
    const faults: { column: Column; code: string }[] = []
    const typed = cell('word')
    const { data: word = '' } = SensitiveWordText.safeParse(typed)
    const plain = plainOf(word) ?? ''
    if (typed === '') faults.push({ column: 'word', code: 'missing' })
    else if (word === '') faults.push({ column: 'word', code: 'too_long' })
    else if (plain === '') faults.push({ column: 'word', code: 'too_short' })
    // A list of bare words is what most have: they are the visitors', and watched.
    const side = cell('side') === '' ? 'visitor' : sideIn(cell('side'))
    if (side === undefined) faults.push({ column: 'side', code: 'invalid' })
    const action = cell('action') === '' ? 'watch' : actionIn(cell('action'))
    if (action === undefined) faults.push({ column: 'action', code: 'invalid' })
    const state = cell('state') === '' ? 'on' : stateIn(cell('state'))
    if (state === undefined) faults.push({ column: 'state', code: 'invalid' })
    if (faults.length > 0 || side === undefined || action === undefined) {
      bad.push(...faults.map((fault) => ({ row: number, ...fault, value: shown(cell(fault.column)) })))
    } else rows.push({ row: number, side, word, plain, action, isOn: state === 'on' })
  }
  return { rows, bad }
}
