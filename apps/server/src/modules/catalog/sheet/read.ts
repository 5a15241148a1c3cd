import {
  type BadRow,
  type CatalogKind,
  type Order,
  ProvidedCoupon,
  ProvidedOrder,
  ProvidedProduct,
} from '@youwen/contract'
import { pageOf } from '@youwen/contract/catalog-rule'
import type { SheetRow } from '../../../platform/sheet/index.ts'
import type { StoredItem } from '../store/items.ts'
import { amountIn, itemsIn, momentIn } from './cells.ts'
import { type Column, findColumns, stateOf, yesOrNo } from './columns.ts'

export interface ReadSheet {
  readonly rows: readonly { readonly row: number; readonly item: StoredItem }[]
  readonly bad: readonly BadRow[]
}

export interface ReadingRules {
  readonly timeZone: string
  /** A phone in the one form in which cards hold it. */
  readonly phoneOf: (text: string) => string | undefined
}

interface Cells {
  text(column: Column): string
  /** What stands there, read; undefined where nothing stands, and a fault where it cannot be read. */
  read<T>(column: Column, read: (text: string) => T | undefined): T | undefined
}

const shown = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value)
/** Of the fields of what is read, those whose column has another name. */
const columnOf: Readonly<Record<string, Column>> = {
  productId: 'id',
  couponId: 'id',
  orderId: 'number',
  pictureUrl: 'picture',
  stateText: 'state',
  placedAt: 'placed',
  validUntil: 'until',
  isAvailable: 'available',
}

const idOf = {
  product: ['productId', 'id'],
  order: ['orderId', 'number'],
  coupon: ['couponId', 'id'],
} as const satisfies Record<CatalogKind, readonly [string, Column]>

/** Undefined: the first row does not name the columns that are needed. */
export function readRows(
  kind: CatalogKind,
  [header, ...rest]: readonly SheetRow[],
  rules: ReadingRules,
): ReadSheet | undefined {
  const places = header && findColumns(kind, header.cells)
  if (!places) return undefined
  const rows: { row: number; item: StoredItem }[] = []
  const bad: BadRow[] = []
  const seen = new Set<string>()
  for (const { number: row, cells } of rest) {
    const before = bad.length
    const text = (column: Column) => (cells[places[column] ?? -1] ?? '').trim()
    const refuse = (column: Column, code: string) => void bad.push({ row, column, code, value: shown(text(column)) })
    const read: Cells['read'] = (column, parse) => {
      if (text(column) === '') return undefined
      const value = parse(text(column))
      if (value === undefined) refuse(column, 'invalid')
      return value
    }
    const made = readers[kind]({ text, read }, rules)
    for (const { path, code } of made.parsed.error?.issues ?? []) {
      const field = String(path[0])
      const column = columnOf[field] ?? (field as Column)
      // A cell that could not be read has been named already.
      if (bad.slice(before).some((one) => one.column === column)) continue
      refuse(column, text(column) === '' ? 'missing' : code === 'too_big' ? 'too_long' : 'invalid')
    }
    const item = made.parsed.data
    if (bad.length > before || !item) continue
    const [idField, idColumn] = idOf[kind]
    const itemId = String(Reflect.get(item, idField))
    if (seen.has(itemId)) {
      refuse(idColumn, 'repeated')
      continue
    }
    seen.add(itemId)
    const { position = row, page = null, phone = null, customerId = null } = made
    const words = Object.values(made.said).join(' ').toLowerCase()
    rows.push({ row, item: { itemId, position, content: item, words, page, phone, customerId } })
  }
  return { rows, bad }
}

interface Made {
  readonly parsed: { readonly data?: object; readonly error?: { readonly issues: readonly Issue[] } | undefined }
  /** What it is found by. */
  readonly said: readonly string[]
  readonly position?: number
  readonly page?: string | null
  readonly phone?: string | null
  readonly customerId?: string | null
}
interface Issue {
  readonly path: readonly PropertyKey[]
  readonly code?: string
}

const readers: Record<CatalogKind, (cells: Cells, rules: ReadingRules) => Made> = {
  product({ text, read }) {
    const url = text('url') || null
    return {
      parsed: ProvidedProduct.safeParse({
        productId: text('id'),
        title: text('title'),
        text: text('text'),
        price: moneyIn('price', { text, read }),
        url,
        pictureUrl: text('picture') || null,
        isAvailable: read('available', yesOrNo) ?? true,
      }),
      said: [text('id'), text('title'), text('text')],
      page: url && URL.canParse(url) ? pageOf(new URL(url)) : null,
    }
  },
  order({ text, read }, { timeZone, phoneOf }) {
    const state = read('state', stateOf)
    const placedAt = read('placed', (cell) => momentIn(cell, timeZone))
    return {
      parsed: ProvidedOrder.safeParse({
        orderId: text('number'),
        number: text('number'),
        state,
        stateText: stateTextOf(text('state'), state),
        amount: moneyIn('amount', { text, read }),
        placedAt,
        url: text('url') || null,
        items: itemsIn(text('items')),
      }),
      said: [text('number')],
      // The newest first.
      position: placedAt === undefined ? 0 : -Math.floor(Date.parse(placedAt) / 60_000),
      phone: read('phone', phoneOf) ?? null,
      customerId: text('customer') || null,
    }
  },
  coupon({ text, read }, { timeZone }) {
    return {
      parsed: ProvidedCoupon.safeParse({
        couponId: text('id'),
        title: text('title'),
        text: text('text'),
        url: text('url') || null,
        validUntil: read('until', (cell) => momentIn(cell, timeZone, true)) ?? null,
      }),
      said: [text('id'), text('title'), text('text')],
    }
  },
}

function moneyIn(column: 'price' | 'amount', { text, read }: Cells) {
  const amount = read(column, amountIn)
  const currency = text('currency').toUpperCase()
  return amount === undefined ? null : { amount, ...(currency !== '' && { currency }) }
}

/** A company's own word for it; a state that says its own name needs none. */
const stateTextOf = (cell: string, state: Order['state'] | undefined) => (cell === state ? '' : cell)
