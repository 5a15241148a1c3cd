import { SaxesParser } from 'saxes'
import { cellReader } from './cell.ts'
import { type ReadLimits, type SheetRow, TooLarge } from './order.ts'
import { unzipTexts } from './unzip.ts'

const isWanted = (name: string) =>
  /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[\w.-]+\.xml)$/.test(name)

/** The first sheet that is not hidden, as texts. A formula is read as what it last came to; nothing is computed. */
export function readXlsx(bytes: Uint8Array, limits: ReadLimits): SheetRow[] {
  const parts = unzipTexts(bytes, isWanted, limits.unpackedBytes)
  const { sheet, is1904 } = firstSheet(parts)
  const textOf = cellReader({
    sharedStrings: sharedStrings(parts.get('xl/sharedStrings.xml')),
    isDateStyle: dateStyles(parts.get('xl/styles.xml')),
    is1904,
  })

  const rows: SheetRow[] = []
  let number = 0
  let cells: string[] = []
  let cell = { column: 0, type: '', style: 0, value: '', inline: '' }
  let isPhonetic = false
  eachTag(sheet, {
    open(name, attributes) {
      if (name === 'row') {
        number = attributes['r'] === undefined ? number + 1 : Number(attributes['r'])
        cells = []
      }
      if (name === 'c') {
        const column = attributes['r'] === undefined ? cells.length : columnOf(attributes['r'])
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', inline: '' }
      }
      if (name === 'rPh') isPhonetic = true
    },
    text(name, text) {
      if (name === 'v') cell.value += text
      if (name === 't' && !isPhonetic) cell.inline += text
    },
    close(name) {
      if (name === 'rPh') isPhonetic = false
      if (name === 'c') {
        const text = textOf(cell)
        if (text === '') return
        if (!(cell.column >= 0 && cell.column < limits.columns)) throw new TooLarge('Too many columns.')
        while (cells.length < cell.column) cells.push('')
        cells[cell.column] = text
      }
      if (name === 'row' && cells.some((text) => text.trim() !== '')) {
        if (rows.length >= limits.rows) throw new TooLarge('Too many rows.')
        rows.push({ number, cells })
      }
    },
  })
  return rows
}

function firstSheet(parts: ReadonlyMap<string, string>): { sheet: string; is1904: boolean } {
  let id: string | undefined
  let is1904 = false
  eachTag(partOf(parts, 'xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true'
      const isHidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden'
      if (name === 'sheet' && !isHidden) id ??= attributes['id']
    },
  })
  let target: string | undefined
  eachTag(partOf(parts, 'xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      if (name === 'Relationship' && attributes['Id'] === id) target = attributes['Target']
    },
  })
  if (id === undefined || target === undefined) throw new Error('The workbook has no sheet.')
  return { sheet: partOf(parts, target.startsWith('/') ? target.slice(1) : `xl/${target}`), is1904 }
}

function partOf(parts: ReadonlyMap<string, string>, name: string): string {
  const part = parts.get(name)
  if (part === undefined) throw new Error('A part of the workbook is missing.')
  return part
}

function sharedStrings(part: string | undefined): string[] {
  const strings: string[] = []
  let text = ''
  let isPhonetic = false
  eachTag(part, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isPhonetic = true
    },
    text(name, piece) {
      if (name === 't' && !isPhonetic) text += piece
    },
    close(name) {
      if (name === 'rPh') isPhonetic = false
      if (name === 'si') strings.push(text)
    },
  })
  return strings
}

const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)

/** By the index of a cell's style: whether its number is meant as a date. */
function dateStyles(part: string | undefined): (style: number) => boolean {
  const ownFormats = new Map<number, boolean>()
  const styles: boolean[] = []
  let isInCells = false
  eachTag(part, {
    open(name, attributes) {
      if (name === 'cellXfs') isInCells = true
      if (name === 'numFmt') {
        const code = (attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
        ownFormats.set(Number(attributes['numFmtId']), /[ymdhs]/i.test(code))
      }
      if (name === 'xf' && isInCells) {
        const id = Number(attributes['numFmtId'] ?? 0)
        styles.push(ownFormats.get(id) ?? isBuiltInDate(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return (style) => styles[style] ?? false
}

interface Tags {
  open(name: string, attributes: Readonly<Record<string, string | undefined>>): void
  text?(name: string, text: string): void
  close?(name: string): void
}

/** Names come without their prefix: programs choose different ones. Anything that is not plain XML throws. */
function eachTag(xml: string | undefined, { open, text, close }: Tags): void {
  if (xml === undefined) return
  const parser = new SaxesParser()
  const within: string[] = []
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('error', (error) => {
    throw error
  })
  // Entities of one's own are how a small file becomes an endless one.
  parser.on('doctype', () => {
    throw new Error('A workbook has no document type.')
  })
  parser.on('opentag', ({ name, attributes }) => {
    within.push(local(name))
    open(local(name), Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value])))
  })
  const heard = (piece: string) => text?.(within.at(-1) ?? '', piece)
  parser.on('text', heard)
  parser.on('cdata', heard)
  parser.on('closetag', ({ name }) => {
    within.pop()
    close?.(local(name))
  })
  parser.write(xml).close()
}

/** `C7` → 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}
