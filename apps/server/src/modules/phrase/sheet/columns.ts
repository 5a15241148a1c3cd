import type { PhraseBody } from '@youwen/contract'

export const columns = ['id', 'folder', 'title', 'code', 'type', 'content'] as const
export type Column = (typeof columns)[number]
type Kind = PhraseBody['type'] | 'folder'

/** As a header says it, and what the cell of the type says. */
const words = {
  'zh-CN': {
    columns: { id: '编号', folder: '文件夹', title: '标题', code: '快捷码', type: '类型', content: '内容' },
    kinds: { text: '文本', image: '图片', file: '文件', card: '卡片', folder: '文件夹' },
    file: { shared: '公共常用语', own: '我的常用语' },
  },
  'en-US': {
    columns: { id: 'ID', folder: 'Folder', title: 'Title', code: 'Code', type: 'Type', content: 'Content' },
    kinds: { text: 'Text', image: 'Image', file: 'File', card: 'Card', folder: 'Folder' },
    file: { shared: 'shared phrases', own: 'my phrases' },
  },
} as const

export type SheetLocale = keyof typeof words
export const sheetWords = (locale: SheetLocale) => words[locale]

const plain = (text: string) => text.trim().toLowerCase()
const all = Object.values(words)

/** Where each column stands, whatever the language and order of the header. Undefined: this is no header of ours. */
export function findColumns(header: readonly string[]): Partial<Record<Column, number>> | undefined {
  const found: Partial<Record<Column, number>> = {}
  for (const [index, cell] of header.entries()) {
    const column = columns.find((name) => all.some((language) => plain(language.columns[name]) === plain(cell)))
    if (column && found[column] === undefined) found[column] = index
  }
  return found.title === undefined && found.content === undefined ? undefined : found
}

export function kindOf(cell: string): Kind | undefined {
  if (cell.trim() === '') return 'text'
  for (const { kinds } of all) {
    for (const [kind, word] of Object.entries(kinds)) if (plain(word) === plain(cell)) return kind as Kind
  }
  return undefined
}

export const kindWord = (kind: string, locale: SheetLocale): string =>
  (words[locale].kinds as Record<string, string>)[kind] ?? kind
