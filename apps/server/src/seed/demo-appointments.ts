import {
  type AppointmentField,
  type AppointmentState,
  builtInRoles,
  type SaveAppointmentTemplate,
} from '@youwen/contract'
import type { Parts } from '../app.ts'
import { dayOf, momentAt } from '../platform/calendar/index.ts'
import type { AgentCaller } from '../platform/http/index.ts'
import { createRandom } from './random.ts'

const timeZone = 'Asia/Shanghai'
const dayMs = 86_400_000
const halfHourMs = 30 * 60_000

type Maker = 'xiaolin' | 'xiaochen' | 'laozhou'

/** When: some days from today at a time of the day, or so many half hours ago. */
type When = { readonly days: number; readonly at: string } | { readonly halfHoursAgo: number }

interface Story {
  readonly template: 'visit' | 'measure'
  readonly by: Maker
  /** Whose conversation of the demo's past it came out of. */
  readonly visitor: string | null
  readonly name: string
  readonly phone: string
  readonly when: When
  readonly filled: readonly string[]
  readonly note: string
  readonly state?: AppointmentState
}

const stories: readonly Story[] = [
  {
    ...{ template: 'visit', by: 'xiaolin', visitor: '王女士', name: '王女士', phone: '13800138000' },
    ...{
      when: { days: 2, at: '10:30' },
      filled: ['云憩三人沙发，雾青', '两位'],
      note: '家里有猫，想摸一摸布料。留车位。',
    },
  },
  {
    ...{ template: 'measure', by: 'xiaochen', visitor: '李小姐', name: '李小姐', phone: '13900139000' },
    ...{ when: { days: 1, at: '14:00' }, filled: ['餐厅', '上海市徐汇区漕溪北路 88 号 1203'], note: '餐厅 2.6 米宽。' },
  },
  {
    ...{ template: 'visit', by: 'xiaolin', visitor: null, name: '赵先生', phone: '13700137000' },
    ...{ when: { days: 6, at: '16:00' }, filled: ['渡口橡木餐桌', '一家三口'], note: '' },
  },
  {
    ...{ template: 'visit', by: 'laozhou', visitor: '陈先生', name: '陈先生', phone: '' },
    ...{ when: { halfHoursAgo: 6 }, filled: ['小舟纸灯', ''], note: '带旧灯罩来换。', state: 'arrived' },
  },
  {
    ...{ template: 'measure', by: 'xiaolin', visitor: null, name: '周女士', phone: '13600136000' },
    ...{ when: { halfHoursAgo: 12 }, filled: ['客厅', ''], note: '', state: 'no_show' },
  },
]

/**
 * Two templates and a few appointments around today: a list of days that are long over would show nothing. All but their
 * days is fixed, their ids and numbers too.
 */
export async function makeDemoAppointments(
  { appointments }: Pick<Parts, 'appointments'>,
  where: {
    readonly companyId: string
    readonly agentIds: Readonly<Record<Maker, string>>
    /** By the visitor's name. */
    readonly conversationIds: ReadonlyMap<string, string>
    readonly now?: Date
  },
): Promise<void> {
  const { companyId, agentIds, conversationIds, now = new Date() } = where
  const random = createRandom(20_261_126)
  const id = () => random.uuid(Date.parse('2026-11-26T00:00:00Z'))
  const field = (name: string, more: Partial<AppointmentField> = {}): AppointmentField => ({
    ...{ fieldId: id(), name, kind: 'text', options: [], isRequired: false, isOnCard: true },
    ...more,
  })
  const place = { address: '杭州市滨江区江南大道 588 号 2 楼', telephone: '0571-88886666' }
  const visit: SaveAppointmentTemplate = {
    ...{ name: '到店体验', style: 'jade', title: '云舟家居 · 到店体验', place: '滨江展厅', ...place },
    notice: '停车场入口在江南大道一侧，到了请打前台电话。\n带上户型图，设计师可以当场帮您摆一摆。',
    fields: [field('想看什么'), field('几位到访')],
  }
  const rooms = ['客厅', '餐厅', '卧室', '书房']
  const measure: SaveAppointmentTemplate = {
    ...{ name: '上门量尺', style: 'paper', title: '云舟家居 · 上门量尺', place: '您的家中', ...place, address: '' },
    notice: '师傅出发前会打电话。量尺约 40 分钟，请留出靠墙的位置。',
    fields: [
      field('房间', { kind: 'select', options: rooms, isRequired: true }),
      field('上门地址', { isOnCard: false }),
    ],
  }
  const templates = {
    visit: await appointments.templates.add(companyId, visit),
    measure: await appointments.templates.add(companyId, measure),
  }
  const momentOf = (when: When): Date => {
    if ('halfHoursAgo' in when)
      return new Date((Math.floor(now.getTime() / halfHourMs) - when.halfHoursAgo) * halfHourMs)
    return momentAt(timeZone, `${dayOf(timeZone, new Date(now.getTime() + when.days * dayMs))}T${when.at}:00`)
  }

  for (const { template, by, visitor, name, phone, when, filled, note, state } of stories) {
    const agent: AgentCaller = {
      ...{ kind: 'agent', companyId, agentId: agentIds[by], sessionId: id(), name: by },
      ...{ permissions: new Set(builtInRoles.agent.permissions), dataScope: 'own', isOwner: false },
      mustChangePassword: false,
    }
    const { templateId, fields } = templates[template]
    const made = await appointments.writer.add(agent, {
      ...{ id: id(), templateId, name, phone, note, at: momentOf(when).toISOString() },
      conversationId: (visitor && conversationIds.get(visitor)) ?? null,
      values: Object.fromEntries(fields.map(({ fieldId }, index) => [fieldId, filled[index] ?? ''])),
    })
    if (state) await appointments.writer.setState(agent, { ...made, state, reason: '' })
  }
}
