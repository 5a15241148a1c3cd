export interface RawCell {
  /** As the file says: `s` shared, `inlineStr`, `str`, `b`, `e`, `d`, or `n`. */
  readonly type: string
  readonly style: number
  readonly value: string
  readonly inline: string
}

export interface CellContext {
  readonly sharedStrings: readonly string[]
  readonly isDateStyle: (style: number) => boolean
  /** Days are counted from 1904 instead of 1900: old Macs. */
  readonly is1904: boolean
}

/** What a person reads in a cell. */
export function cellReader({ sharedStrings, isDateStyle, is1904 }: CellContext): (cell: RawCell) => string {
  return ({ type, style, value, inline }) => {
    switch (type) {
      case 's':
        return unescaped(sharedStrings[Number(value)] ?? '')
      case 'inlineStr':
        return unescaped(inline)
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'n': {
        const number = Number(value)
        if (value === '' || !Number.isFinite(number)) return value
        // Plain digits: a phone number that became a number is still one.
        return isDateStyle(style) ? dateOf(number, is1904) : String(number)
      }
      default:
        return unescaped(value)
    }
  }
}

/** Characters that XML cannot hold stand as `_x000D_`. */
const unescaped = (text: string) =>
  text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const dayMs = 86_400_000

/** 45986.5 → 2025-11-25 12:00:00. */
function dateOf(serial: number, is1904: boolean): string {
  const first = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const date = new Date(first + Math.round(serial * 86_400) * 1_000)
  if (Number.isNaN(date.getTime())) return String(serial)
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T')
  return (date.getTime() - first) % dayMs === 0 ? day : `${day} ${time}`
}
