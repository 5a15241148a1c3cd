import type { StoredFile } from '@youwen/contract'
import { pathText } from '../../../platform/sheet/index.ts'
import type { StoredPhrase } from '../store/tree.ts'
import { columns, kindWord, type SheetLocale, sheetWords } from './columns.ts'

/** In characters, in the order of the columns. */
export const columnWidths = [38, 24, 28, 12, 10, 80]

/** The header and a row for each phrase, in the order of the tree. A folder has a row of its own when it is empty. */
export function rowsOf(
  tree: readonly StoredPhrase[],
  files: ReadonlyMap<string, StoredFile>,
  locale: SheetLocale,
): string[][] {
  const children = Map.groupBy(tree, ({ folderId }) => folderId)
  const words = sheetWords(locale)
  const rows: string[][] = [columns.map((column) => words.columns[column])]
  const walk = (folderId: string | null, path: readonly string[]) => {
    for (const { phraseId, title, code, body } of children.get(folderId) ?? []) {
      if (body !== null) {
        const content = body.type === 'text' ? body.text : 'fileId' in body ? (files.get(body.fileId)?.name ?? '') : ''
        rows.push([phraseId, pathText(path), title, code, kindWord(body.type, locale), content])
      } else if (children.has(phraseId)) walk(phraseId, [...path, title])
      else rows.push(['', pathText([...path, title]), '', '', kindWord('folder', locale), ''])
    }
  }
  walk(null, [])
  return rows
}
