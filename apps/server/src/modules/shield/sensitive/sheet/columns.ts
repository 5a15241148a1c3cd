import type { SensitiveAction, SensitiveSide } from '@youwen/contract'

export const columns = ['word', 'side', 'action', 'state'] as const
export type Column = (typeof columns)[number]

/** As a header says it, and what cells say. */
const words = {
  'zh-CN': {
    columns: { word: '敏感词', side: '对象', action: '处理方式', state: '状态' },
    sides: { visitor: '访客', agent: '客服' },
    actions: { watch: '关注', notify: '通知主管', mask: '替换为*', warn: '提醒', block: '禁止发送' },
    states: { on: '启用', off: '停用' },
    file: '敏感词',
  },
  'en-US': {
    columns: { word: 'Word', side: 'Said by', action: 'Action', state: 'State' },
    sides: { visitor: 'Visitor', agent: 'Agent' },
    actions: { watch: 'Watch', notify: 'Tell supervisor', mask: 'Mask', warn: 'Warn', block: 'Block' },
    states: { on: 'On', off: 'Off' },
    file: 'sensitive words',
  },
} as const

export type SheetLocale = keyof typeof words
export const sheetWords = (locale: SheetLocale) => words[locale]

const plain = (text: string) => text.trim().toLowerCase()
const languages = Object.values(words)

/** Where each column stands, whatever the language and order of the header. Undefined: this is no header of ours. */
export function findColumns(header: readonly string[]): Partial<Record<Column, number>> | undefined {
  const found: Partial<Record<Column, number>> = {}
  for (const column of columns) {
    const index = header.findIndex((cell) => languages.some(({ columns: of }) => plain(of[column]) === plain(cell)))
    if (index >= 0) found[column] = index
  }
  return found.word === undefined ? undefined : found
}

/** Which of these words a cell says, in whatever language. */
const meant = <K extends string>(cell: string, choices: readonly Readonly<Record<K, string>>[]): K | undefined =>
  (Object.keys(choices[0] ?? {}) as K[]).find((key) => choices.some((language) => plain(language[key]) === plain(cell)))

export const sideIn = (cell: string): SensitiveSide | undefined =>
  meant<SensitiveSide>(
    cell,
    languages.map(({ sides }) => sides),
  )
export const actionIn = (cell: string): SensitiveAction | undefined =>
  meant<SensitiveAction>(
    cell,
    languages.map(({ actions }) => actions),
  )
export const stateIn = (cell: string): 'on' | 'off' | undefined =>
  meant<'on' | 'off'>(
    cell,
    languages.map(({ states }) => states),
  )
