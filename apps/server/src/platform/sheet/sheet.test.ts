import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createSheets } from './index.ts'

const sheets = createSheets()
const header = ['标题', '内容']
const utf8 = (text: string) => new TextEncoder().encode(text)
const cellsOf = async (bytes: Uint8Array) => (await sheets.read(bytes)).map(({ cells }) => cells)
const refused = (code: string) => ({ code, name: 'Refusal' })

/** A workbook around a sheet’s XML. */
function workbook(sheetXml: string, more: Record<string, string> = {}) {
  const parts = {
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="a" state="hidden" r:id="x"/><sheet name="b" r:id="y"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="x" Target="worksheets/sheet9.xml"/><Relationship Id="y" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheetXml,
    ...more,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
}

test.each(['xlsx', 'csv'] as const)(
  'whatever stands in cells comes back from %s as it was',
  async (format) => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '=1+1',
        "'=1+1",
        "''",
        "'",
        '+86',
        '-',
        '@a',
        '"',
        'a\r\nb',
        '价格,"好"',
        '_x0041_',
        '\u0001',
        ' a ',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), async (rows) => {
        const isThere = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== '')
        // A control character makes a csv look like something else; spreadsheets cannot hold half a character.
        const clean = rows.map((cells) =>
          cells.map((cell) => (format === 'csv' ? cell.replace(/[^\P{Cc}\t\n\r]|\ufeff/gu, '') : cell).toWellFormed()),
        )
        const bytes = await sheets.write(format, { name: 'a', rows: [header, ...clean] })
        const padded = (await cellsOf(bytes)).map(([a = '', b = '']) => [a, b])
        expect(padded).toEqual([header, ...clean.filter(isThere)])
      }),
      { numRuns: 15 },
    )
  },
  60_000,
)

test('a cell that looks like a formula is a text to whoever opens the file (X14)', async () => {
  const evil = ['=cmd|calc', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']
  const csv = await sheets.write('csv', { name: 'a', rows: [header, ...evil.map((text) => [text, ''])] })
  for (const line of csv
    .toString()
    .split(/\r\n(?!=)/)
    .slice(1, -1))
    expect(line).toMatch(/^"?'/)
  const xlsx = unzipSync(await sheets.write('xlsx', { name: 'a', rows: [evil] }))
  const xml = new TextDecoder().decode(xlsx['xl/worksheets/sheet1.xml'])
  expect(xml).not.toContain('<f')
  expect(xml.match(/t="inlineStr"/g)).toHaveLength(evil.length)
})

test('Excel’s ways of saying things are read as a person reads them', async () => {
  const sheet = `<x:worksheet xmlns:x="m"><x:sheetData>
    <x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2"><x:v>13800138000</x:v></x:c></x:row>
    <x:row r="7"><x:c r="B7" s="1"><x:v>45986</x:v></x:c><x:c r="C7" s="2"><x:v>45986.5</x:v></x:c></x:row>
    <x:row r="8"><x:c r="A8" t="str"><x:f>A1&amp;"x"</x:f><x:v>算出来的</x:v></x:c><x:c r="B8" t="b"><x:v>1</x:v></x:c></x:row>
    </x:sheetData></x:worksheet>`
  const strings = '<sst><si><r><t>你</t></r><r><t>好</t></r><rPh><t>ni hao</t></rPh></si></sst>'
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="yyyy/m/d h:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>'
  const bytes = workbook(sheet, { 'xl/sharedStrings.xml': strings, 'xl/styles.xml': styles })
  expect(await sheets.read(bytes)).toEqual([
    { number: 2, cells: ['你好', '', '13800138000'] },
    { number: 7, cells: ['', '2025-11-25', '2025-11-25 12:00:00'] },
    { number: 8, cells: ['算出来的', 'TRUE'] },
  ])
})

test('a csv is read as Excel in China writes it, with tabs or semicolons, and counts its rows', async () => {
  const gbk = Uint8Array.from([0xb1, 0xea, 0xcc, 0xe2, 0x2c, 0x41, 0x0a, 0x0a, 0xc4, 0xe3, 0x2c, 0x22, 0x0a, 0x22])
  expect(await sheets.read(gbk)).toEqual([
    { number: 1, cells: ['标题', 'A'] },
    { number: 3, cells: ['你', '\n'] },
  ])
  expect(await cellsOf(utf8('a\tb\n1,5\t2'))).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ])
  expect(await cellsOf(utf8('a;b\r\n1;"x""y"\r\n'))).toEqual([
    ['a', 'b'],
    ['1', 'x"y'],
  ])
})

test('an archive that unpacks to far more than it is, is stopped, whatever sizes it names (X3)', async () => {
  const limited = createSheets({ limits: { fileBytes: 1e7, unpackedBytes: 2_000_000, rows: 10, columns: 10 } })
  const bomb = workbook(`<worksheet>${' '.repeat(50_000_000)}</worksheet>`)
  expect(bomb.length).toBeLessThan(100_000)
  await expect(limited.read(bomb)).rejects.toMatchObject(refused('sheet.too_large'))

  // The same, saying of itself to be small: local header and directory both lie.
  const name = strToU8('xl/worksheets/sheet1.xml')
  const packed = deflateRawSync(Buffer.alloc(50_000_000, 32))
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(100, 22)
  local.writeUInt16LE(name.length, 26)
  await expect(limited.read(Buffer.concat([local, name, packed]))).rejects.toMatchObject(refused('sheet.too_large'))
})

test('more rows or columns than fit, and what is no spreadsheet at all, are refused', async () => {
  const limited = createSheets({ limits: { fileBytes: 1e7, unpackedBytes: 1e7, rows: 3, columns: 3 } })
  await expect(limited.read(utf8('a\nb\nc\nd'))).rejects.toMatchObject(refused('sheet.too_large'))
  await expect(limited.read(utf8('a,b,c,d'))).rejects.toMatchObject(refused('sheet.too_large'))
  const farOut = workbook('<worksheet><row r="1"><c r="XFD1" t="str"><v>a</v></c></row></worksheet>')
  await expect(limited.read(farOut)).rejects.toMatchObject(refused('sheet.too_large'))
  const laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
  for (const bytes of [
    workbook(laughs),
    workbook('<worksheet><row></worksheet>'),
    zipSync({ 'a.txt': strToU8('a') }),
    Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
    utf8('a,"b'),
  ]) {
    await expect(sheets.read(bytes)).rejects.toMatchObject(refused('sheet.unreadable'))
  }
})

test('a sheet that takes too long is given up, and the next one is read', async () => {
  const hasty = createSheets({ timeMs: 1 })
  await expect(hasty.read(utf8('a'))).rejects.toMatchObject(refused('sheet.too_large'))
  expect(await cellsOf(utf8('a'))).toEqual([['a']])
})
