import type { AppointmentRow, AppointmentState, AppointmentTemplate } from '@youwen/contract'
import type { AppointmentRecord } from './store/appointment.ts'
import { stampOf } from './when.ts'

const columns = [
  'number',
  'template',
  'at',
  'state',
  'name',
  'phone',
  'fields',
  'note',
  'visitor',
  'agent',
  'sent',
  'made',
] as const
type Column = (typeof columns)[number]

const words = {
  'zh-CN': {
    file: '预约',
    columns: {
      number: '预约号',
      template: '模板',
      at: '预约时间',
      state: '状态',
      name: '姓名',
      phone: '电话',
      fields: '预约内容',
      note: '备注',
      visitor: '访客',
      agent: '登记客服',
      sent: '发送时间',
      made: '登记时间',
    },
    states: { made: '待到访', arrived: '已到访', no_show: '未到访', cancelled: '已取消' },
    colon: '：',
  },
  'en-US': {
    file: 'appointments',
    columns: {
      number: 'Number',
      template: 'Template',
      at: 'Time',
      state: 'State',
      name: 'Name',
      phone: 'Phone',
      fields: 'Details',
      note: 'Note',
      visitor: 'Visitor',
      agent: 'Made by',
      sent: 'Sent',
      made: 'Made',
    },
    states: { made: 'Expected', arrived: 'Arrived', no_show: 'Did not come', cancelled: 'Cancelled' },
    colon: ': ',
  },
} as const satisfies Record<
  string,
  { file: string; columns: Record<Column, string>; states: Record<AppointmentState, string>; colon: string }
>
export type SheetLocale = keyof typeof words

/** In characters, in the order of the columns. */
export const sheetWidths = [12, 16, 18, 10, 14, 18, 40, 32, 16, 14, 18, 18]
export const sheetTitle = (locale: SheetLocale) => words[locale].file
export const sheetHeader = (locale: SheetLocale): string[] => columns.map((column) => words[locale].columns[column])

export interface SheetFacts {
  readonly locale: SheetLocale
  readonly timeZone: string
  readonly templates: ReadonlyMap<string, AppointmentTemplate>
  readonly agentNames: ReadonlyMap<string, string>
}

/** What the template asks for is one cell: each has fields of its own. */
export function sheetRow(
  { values, note }: AppointmentRecord,
  row: AppointmentRow,
  { locale, timeZone, templates, agentNames }: SheetFacts,
): string[] {
  const stamp = (moment: string) => stampOf(new Date(moment), timeZone)
  const fields = templates.get(row.templateId)?.fields ?? []
  const cells: Record<Column, string> = {
    number: row.number,
    template: row.templateName,
    at: stamp(row.at),
    state: words[locale].states[row.state],
    name: row.name,
    phone: row.phone,
    fields: fields
      .flatMap(({ fieldId, name }) => (values[fieldId] ? `${name}${words[locale].colon}${values[fieldId]}` : []))
      .join('\n'),
    note,
    visitor: row.visitorName,
    agent: agentNames.get(row.agentId) ?? '',
    sent: row.sentAt ? stamp(row.sentAt) : '',
    made: stamp(row.createdAt),
  }
  return columns.map((column) => cells[column])
}
