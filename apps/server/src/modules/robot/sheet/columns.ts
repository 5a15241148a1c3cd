export const columns = ['id', 'topic', 'title', 'variants', 'state', 'type', 'content'] as const
export type Column = (typeof columns)[number]

/** As a header says it, and what the cells of type and state say. */
const words = {
  'zh-CN': {
    columns: {
      id: '编号',
      topic: '主题',
      title: '问题',
      variants: '其他问法',
      state: '状态',
      type: '类型',
      content: '答案',
    },
    kinds: { text: '文本', image: '图片', file: '文件', card: '卡片', topic: '主题' },
    states: { on: '启用', off: '停用' },
    file: '机器人知识库',
  },
  'en-US': {
    columns: {
      id: 'ID',
      topic: 'Topic',
      title: 'Question',
      variants: 'Other ways to ask',
      state: 'State',
      type: 'Type',
      content: 'Answer',
    },
    kinds: { text: 'Text', image: 'Image', file: 'File', card: 'Card', topic: 'Topic' },
    states: { on: 'On', off: 'Off' },
    file: 'robot knowledge',
  },
} as const

export type SheetLocale = keyof typeof words
export type RowKind = keyof (typeof words)['zh-CN']['kinds']
export const sheetWords = (locale: SheetLocale) => words[locale]

const plain = (text: string) => text.trim().toLowerCase()
const languages = Object.values(words)

/** Where each column stands, whatever the language and order of the header. Undefined: this is no header of ours. */
export function findColumns(header: readonly string[]): Partial<Record<Column, number>> | undefined {
  const found: Partial<Record<Column, number>> = {}
  for (const column of columns) {
    const index = header.findIndex((cell) =>
      languages.some((language) => plain(language.columns[column]) === plain(cell)),
    )
    if (index >= 0) found[column] = index
  }
  return found.title === undefined || found.content === undefined ? undefined : found
}

/** Which of these words a cell says, in whatever language; an empty one means the first. */
function meant<K extends string>(cell: string, choices: readonly Readonly<Record<K, string>>[]): K | undefined {
  const keys = Object.keys(choices[0] ?? {}) as K[]
  if (cell.trim() === '') return keys[0]
  return keys.find((key) => choices.some((language) => plain(language[key]) === plain(cell)))
}

export const kindIn = (cell: string): RowKind | undefined =>
  meant<RowKind>(
    cell,
    languages.map(({ kinds }) => kinds),
  )
export const stateIn = (cell: string) =>
  meant<'on' | 'off'>(
    cell,
    languages.map(({ states }) => states),
  )
