import type { Row } from './row.ts'

const columns = [
  { title: 'name', of: ({ name }: Row) => name },
  { title: 'value', of: ({ value, unit }: Row) => `${value} ${unit}` },
  { title: 'ceiling', of: ({ ceiling }: Row) => (ceiling === null ? '-' : String(ceiling)) },
  { title: 'ratio', of: ({ ratio }: Row) => (ratio === null ? '-' : String(ratio)) },
  { title: 'budget', of: ({ budget }: Row) => budget },
  { title: 'met', of: ({ met }: Row) => (met ? 'yes' : 'NO') },
]

export function printTable(rows: readonly Row[]): void {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => of(row)))]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)))
  const print = (cells: readonly string[]) =>
    console.log(
      cells
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  lines.forEach((cells, i) => {
    print(cells)
    if (i === 0) print(widths.map((width) => '-'.repeat(width)))
    for (const note of rows[i - 1]?.notes ?? []) console.log(`    ${note}`)
  })
}
