import { encode } from 'uqr'

/** The dark squares of a code, row by row. `M`: one in seven may be dirty or creased. */
export const squaresOf = (text: string): boolean[][] => encode(text, { ecc: 'M', border: 0 }).data

/** The same as one path, a square a unit. */
export const pathOf = (squares: readonly boolean[][]): string =>
  squares.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')
