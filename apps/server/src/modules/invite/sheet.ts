import type { InviteFigures, InviteResults } from '@youwen/contract'

export type ResultsBy = 'agent' | 'text' | 'day'

const words = {
  'zh-CN': {
    file: '邀请效果',
    by: { agent: '客服', text: '邀请语', day: '日期' },
    rest: '其他邀请语',
    total: '合计',
    columns: {
      asked: '发出邀请',
      seen: '看到',
      accepted: '接受',
      rate: '接受率',
      refused: '拒绝',
      ignored: '未回应',
      forced: '直接打开',
      opened: '已打开',
      conversations: '产生对话',
      valid: '有效对话',
      phones: '有电话',
    },
  },
  'en-US': {
    file: 'invitation results',
    by: { agent: 'Agent', text: 'Text', day: 'Day' },
    rest: 'Other texts',
    total: 'Total',
    columns: {
      asked: 'Invited',
      seen: 'Seen',
      accepted: 'Accepted',
      rate: 'Accepted %',
      refused: 'Refused',
      ignored: 'Ignored',
      forced: 'Opened without asking',
      opened: 'Shown',
      conversations: 'Conversations',
      valid: 'Valid',
      phones: 'With a phone',
    },
  },
} as const
export type ResultsLocale = keyof typeof words
export const resultsTitle = (locale: ResultsLocale) => words[locale].file

type Column = keyof (typeof words)['zh-CN']['columns']
const columns = Object.keys(words['zh-CN'].columns) as Column[]

/** In characters. */
export const resultsWidths = [32, ...columns.map(() => 14)]

const cellOf = (figures: InviteFigures, column: Column): string => {
  if (column !== 'rate') return String(figures[column])
  return figures.asked === 0 ? '' : `${((figures.accepted / figures.asked) * 100).toFixed(1)}%`
}

/** The header, a row for each, and what they come to. */
export function resultsSheet(results: InviteResults, by: ResultsBy, locale: ResultsLocale): string[][] {
  const { by: named, rest, total, columns: titles } = words[locale]
  const row = (name: string, figures: InviteFigures) => [name, ...columns.map((column) => cellOf(figures, column))]
  const rows = {
    agent: () => results.byAgent.map((one) => row(one.agentName, one)),
    text: () => results.byText.map((one) => row(one.text ?? rest, one)),
    day: () => results.byDay.map((one) => row(one.day, one)),
  }
  return [[named[by], ...columns.map((column) => titles[column])], ...rows[by](), row(total, results.total)]
}
