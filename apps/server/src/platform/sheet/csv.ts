import { type ReadLimits, type SheetRow, type SheetToWrite, TooLarge } from './order.ts'

/** A cell that begins so is a formula to whoever opens the file; an apostrophe before it makes it a text. */
const startsFormula = /^[=+\-@\t\r]/
/** Ours, or typed by somebody who meant the same. Only before what would need one, so that other apostrophes stay. */
const guarded = /^'(?=[=+\-@\t\r'])/

/** Beside those that lay out a text. */
const holdsControls = /[^\P{Cc}\t\n\r\f\v]/u

export function writeCsv({ rows }: SheetToWrite): Uint8Array {
  const inert = (text: string) => (startsFormula.test(text) || guarded.test(text) ? `'${text}` : text)
  const quoted = (text: string) => (/[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((cells) => cells.map((text) => quoted(inert(text))).join(','))
  // With its mark, or Excel takes UTF-8 for the language of the machine.
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
}

export function readCsv(bytes: Uint8Array, limits: ReadLimits): SheetRow[] {
  const text = textOf(bytes)
  if (holdsControls.test(text.slice(0, 10_000))) throw new Error('This is no text.')
  const rows: SheetRow[] = []
  let number = 0
  for (const cells of recordsOf(text, separatorOf(text))) {
    number += 1
    if (cells.length > limits.columns) throw new TooLarge('Too many columns.')
    if (cells.every((cell) => cell.trim() === '')) continue
    if (rows.length >= limits.rows) throw new TooLarge('Too many rows.')
    rows.push({ number, cells: cells.map((cell) => cell.replace(guarded, '')) })
  }
  return rows
}

/** Excel in China writes GBK, everything else UTF-8; some programs UTF-16 with its mark. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  }
}

/** What the header is cut by. */
function separatorOf(text: string): string {
  const header = text.slice(0, 2_000).split(/\r?\n/, 1)[0] ?? ''
  const count = (separator: string) => header.split(separator).length
  return [',', '\t', ';'].reduce((best, each) => (count(each) > count(best) ? each : best))
}

function* recordsOf(text: string, separator: string): Generator<string[]> {
  let cells: string[] = []
  let at = 0
  while (at < text.length) {
    let cell: string
    if (text[at] === '"') {
      const { value, end } = quotedAt(text, at)
      const rest = endOfPlain(text, end, separator)
      cell = value + text.slice(end, rest)
      at = rest
    } else {
      const end = endOfPlain(text, at, separator)
      cell = text.slice(at, end)
      at = end
    }
    cells.push(cell)
    if (text[at] === separator) {
      at += 1
      if (at === text.length) cells.push('')
      continue
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    yield cells
    cells = []
  }
  if (cells.length > 0) yield cells
}

function quotedAt(text: string, start: number): { value: string; end: number } {
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) throw new Error('A quoted cell never ends.')
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    at = quote + 2
  }
}

function endOfPlain(text: string, start: number, separator: string): number {
  let at = start
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}
