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

/** In the wanted order. Ids break ties, so that rows never change places by themselves. */
export function arrange(visitors: readonly LiveVisitor[], { by, isDescending }: Order, textOf: TextOf): LiveVisitor[] {
  const direction = isDescending ? -1 : 1
  const keyed = visitors.map((visitor) => ({ visitor, key: figureOf(visitor, by) ?? textOf(visitor, by) }))
  keyed.sort((a, b) => {
    const difference =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : // What is not known comes last, whichever way.
          a.key === '' || b.key === ''
          ? (Number(a.key === '') - Number(b.key === '')) * direction
          : collator.compare(String(a.key), String(b.key))
    return difference * direction || (a.visitor.visitId < b.visitor.visitId ? 1 : -1)
  })
  return keyed.map(({ visitor }) => visitor)
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
