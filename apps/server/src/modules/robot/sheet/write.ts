import type { StoredFile } from '@youwen/contract'
import { pathText } from '../../../platform/sheet/index.ts'
import type { StoredEntry } from '../store/entries.ts'
import { type Column, columns, type SheetLocale, sheetWords } from './columns.ts'

/** In characters, in the order of the columns. */
export const columnWidths = [38, 20, 32, 36, 8, 8, 80]

const contentOf = (body: NonNullable<StoredEntry['body']>, files: ReadonlyMap<string, StoredFile>): string => {
  if (body.type === 'text') return body.text
  return body.type === 'card' ? body.title : (files.get(body.fileId)?.name ?? '')
}

/** The header and a row for each question, in the order of the tree. A topic has a row of its own when it is empty. */
export function sheetOf(
  entries: readonly StoredEntry[],
  files: ReadonlyMap<string, StoredFile>,
  locale: SheetLocale,
): string[][] {
  const words = sheetWords(locale)
  const inTopic = Map.groupBy(entries, ({ topicId }) => topicId)
  const row = (cells: Partial<Record<Column, string>>) => columns.map((column) => cells[column] ?? '')
  const below = (topicId: string | null, path: readonly string[]): string[][] =>
    (inTopic.get(topicId) ?? []).flatMap(({ entryId, title, variants, body, isEnabled }) => {
      if (body === null) {
        const own = [...path, title]
        return inTopic.has(entryId) ? below(entryId, own) : [row({ topic: pathText(own), type: words.kinds.topic })]
      }
      return [
        row({
          id: entryId,
          topic: pathText(path),
          title,
          variants: variants.join('\n'),
          state: words.states[isEnabled ? 'on' : 'off'],
          type: words.kinds[body.type],
          content: contentOf(body, files),
        }),
      ]
    })
  return [columns.map((column) => words.columns[column]), ...below(null, [])]
}
