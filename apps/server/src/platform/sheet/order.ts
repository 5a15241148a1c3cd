/** What a spreadsheet thread is told to do, and what it answers. */

export type SheetFormat = 'xlsx' | 'csv'

export const sheetContentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<SheetFormat, string>

export interface SheetRow {
  /** As the spreadsheet counts: the first is 1. */
  readonly number: number
  /** Texts as a person reads them; an empty cell is ''. */
  readonly cells: readonly string[]
}

export interface SheetToWrite {
  readonly name: string
  /** In characters, by column. */
  readonly widths?: readonly number[]
  /** The first one is the header. */
  readonly rows: readonly (readonly string[])[]
}

export interface ReadLimits {
  readonly unpackedBytes: number
  readonly rows: number
  readonly columns: number
}

export type Order =
  | { readonly do: 'read'; readonly bytes: Uint8Array; readonly limits: ReadLimits }
  | { readonly do: 'write'; readonly format: SheetFormat; readonly sheet: SheetToWrite }

export type Answer =
  | { readonly done: 'read'; readonly rows: SheetRow[] }
  | { readonly done: 'written'; readonly bytes: Uint8Array }
  | { readonly done: 'refused'; readonly why: 'unreadable' | 'too_large' }

/** More than the limits allow. Anything else that is thrown while reading means: not a spreadsheet. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}
