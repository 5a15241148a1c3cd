import type { LiveVisitor } from '@youwen/contract'

export type VisitorState = 'talking' | 'invited' | 'browsing' | 'left' | 'blocked'

/** The one word for where a visitor stands: what matters most to who looks for somebody to talk to comes first. */
export function stateOf({ isBlocked, leftAt, conversationId, isInvited }: LiveVisitor): VisitorState {
  if (isBlocked) return 'blocked'
  if (leftAt !== null) return 'left'
  if (conversationId !== null) return 'talking'
  return isInvited ? 'invited' : 'browsing'
}

export type ColumnName =
  | 'name'
  | 'state'
  | 'region'
  | 'source'
  | 'keyword'
  | 'page'
  | 'pages'
  | 'time'
  | 'visits'
  | 'terminal'
  | 'ip'

export const columnNames: readonly ColumnName[] = [
  'name',
  'state',
  'region',
  'source',
  'keyword',
  'page',
  'pages',
  'time',
  'visits',
  'terminal',
  'ip',
]
/** Shown until somebody chooses otherwise. */
export const usualColumns: readonly ColumnName[] = columnNames.filter((name) => name !== 'ip')

export interface Order {
  readonly by: ColumnName
  readonly isDescending: boolean
}
/** Who came last is on top. */
export const usualOrder: Order = { by: 'time', isDescending: false }

/** How words of a row are found and compared; given by the screen, which knows the language. */
export type TextOf = (visitor: LiveVisitor, column: ColumnName) => string

const rank: Readonly<Record<VisitorState, number>> = { talking: 0, invited: 1, browsing: 2, blocked: 3, left: 4 }
const millisecondsOf = ({ startedAt, leftAt }: LiveVisitor) => (leftAt ? Date.parse(leftAt) : 0) - Date.parse(startedAt)

function figureOf(visitor: LiveVisitor, column: ColumnName): number | undefined {
  switch (column) {
    case 'state':
      return rank[stateOf(visitor)]
    case 'pages':
      return visitor.pageCount
    case 'visits':
      return visitor.visitCount
    case 'time':
      return millisecondsOf(visitor)
    default:
      return undefined
  }
}

const collator = new Intl.Collator(['zh-CN', 'en-US'], { numeric: true })

const keyOf = (visitor: LiveVisitor, { by }: Order, textOf: TextOf) => figureOf(visitor, by) ?? textOf(visitor, by)

interface Keyed {
  readonly visitor: LiveVisitor
  readonly key: string | number
}

function compare(a: Keyed, b: Keyed, { isDescending }: Order): number {
  const direction = isDescending ? -1 : 1
  const difference =
    typeof a.key === 'number' && typeof b.key === 'number'
      ? a.key - b.key
      : // What is not known comes last, whichever way.
        a.key === '' || b.key === ''
        ? (Number(a.key === '') - Number(b.key === '')) * direction
        : collator.compare(String(a.key), String(b.key))
  return difference * direction || (a.visitor.visitId < b.visitor.visitId ? 1 : -1)
}

/** In the wanted order. Ids break ties, so that rows never change places by themselves. */
export function arrange(visitors: readonly LiveVisitor[], order: Order, textOf: TextOf): LiveVisitor[] {
  const keyed = visitors.map((visitor) => ({ visitor, key: keyOf(visitor, order, textOf) }))
  return keyed.sort((a, b) => compare(a, b, order)).map(({ visitor }) => visitor)
}

/**
 * The same for a list that changes a little all the time: what is as it was keeps its place, and only what is not is
 * sorted and put between. Of ten thousand rows that takes a fiftieth of the time.
 */
export function createArranger(textOf: TextOf) {
  let held: { order: Order; rows: ReadonlySet<LiveVisitor>; arranged: readonly LiveVisitor[] } | undefined

  function putBetween(kept: readonly LiveVisitor[], changed: readonly LiveVisitor[], order: Order): LiveVisitor[] {
    const keyed = (visitor: LiveVisitor) => ({ visitor, key: keyOf(visitor, order, textOf) })
    const arranged: LiveVisitor[] = []
    let from = 0
    for (const visitor of changed) {
      const mine = keyed(visitor)
      let [low, high] = [from, kept.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (compare(keyed(kept[middle] as LiveVisitor), mine, order) < 0) low = middle + 1
        else high = middle
      }
      for (; from < low; from++) arranged.push(kept[from] as LiveVisitor)
      arranged.push(visitor)
    }
    for (; from < kept.length; from++) arranged.push(kept[from] as LiveVisitor)
    return arranged
  }

  return (visitors: readonly LiveVisitor[], order: Order): readonly LiveVisitor[] => {
    const rows = new Set(visitors)
    const before = held?.order.by === order.by && held.order.isDescending === order.isDescending ? held : undefined
    const arranged = before
      ? putBetween(
          before.arranged.filter((visitor) => rows.has(visitor)),
          arrange(
            visitors.filter((visitor) => !before.rows.has(visitor)),
            order,
            textOf,
          ),
          order,
        )
      : arrange(visitors, order, textOf)
    held = { order, rows, arranged }
    return arranged
  }
}

/**
 * Finds rows in which every typed word stands somewhere. What a row says is put together once: of ten thousand, only the
 * few that changed are read anew.
 */
export function createFinder(textOf: TextOf) {
  const texts = new WeakMap<LiveVisitor, string>()
  return (visitor: LiveVisitor, words: readonly string[]): boolean => {
    if (words.length === 0) return true
    let text = texts.get(visitor)
    if (text === undefined) {
      text = `${columnNames.map((name) => textOf(visitor, name)).join(' ')} ${visitor.currentUrl}`.toLowerCase()
      texts.set(visitor, text)
    }
    return words.every((word) => text.includes(word))
  }
}

/** The same for what stands in one column, which sorting asks for again and again. */
export function remembered(textOf: TextOf): TextOf {
  const texts = new WeakMap<LiveVisitor, Partial<Record<ColumnName, string>>>()
  return (visitor, column) => {
    const known = texts.get(visitor) ?? {}
    texts.set(visitor, known)
    known[column] ??= textOf(visitor, column)
    return known[column]
  }
}
