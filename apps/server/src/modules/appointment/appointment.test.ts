import type { Appointment, AppointmentCounts } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { sitAtDesk } from '../../testing/line.ts'
import { type AppointmentWorld, appointmentWorld, hourMs, inHours, type Person } from './appointment.testing.ts'

let world: AppointmentWorld
let lin: Person
let chen: Person
const lacking = uuidv7()
beforeAll(async () => {
  world = await appointmentWorld()
  ;({ lin, chen } = world)
})
afterAll(() => world[Symbol.asyncDispose]())
const codeOf = (answer: { status: number; body: unknown }) => world.problemOf(answer as never).code
const pathsOf = (answer: { status: number; body: unknown }) =>
  world.problemOf(answer as never).fields?.map(({ path }) => path)

describe('K2 an appointment', () => {
  it('is made of a conversation, for its visitor, under a number and with an address of its own', async () => {
    const { conversationId, visitorId } = await world.conversation(lin)
    const at = inHours(30)
    const made = await world.made(lin, { conversationId, phone: '138 0000 1234', at, note: '带孩子来' })
    expect(made).toMatchObject({
      ...{ conversationId, visitorId, at, state: 'made', phone: '+8613800001234', note: '带孩子来', revision: 1 },
      ...{ agentId: lin.agentId, templateName: '到店体验', style: 'jade', sentAt: null, mayOpenConversation: true },
    })
    expect(made.number).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
    expect(new URL(made.url).pathname).toMatch(/^\/appointment\/[\w-]{22}$/)
    expect(made.entries.map(({ body }) => body.type)).toEqual(['made'])
  })

  it('is made once, however often and however much at once the request is repeated', async () => {
    const id = uuidv7()
    const all = await Promise.all(Array.from({ length: 5 }, () => world.made(lin, { id })))
    expect(new Set(all.map(({ number }) => number)).size).toBe(1)
    expect((await world.made(lin, { id, name: '别人' })).name).toBe('王女士')
    expect((await world.made(lin, { id })).entries).toHaveLength(1)
  })

  it('is refused for a conversation that the agent does not see, and for a template that is gone', async () => {
    const { conversationId } = await world.conversation(lin)
    expect(codeOf(await world.add(chen, { conversationId }))).toBe('conversation.not_found')
    const gone = await world.template()
    const before = await world.made(lin, { templateId: gone.templateId })
    await world.must(world.asked(world.boss, 'DELETE', `/appointment-templates/${gone.templateId}`))
    expect(codeOf(await world.add(lin, { templateId: gone.templateId }))).toBe('appointment_template.not_found')
    // What was made of it keeps it.
    expect((await world.get(lin, before.appointmentId)).body.templateName).toBe(gone.name)
  })

  test.each([
    ['a time that passed more than a day ago', { at: inHours(-25) }, 'appointment.time_past', 'at'],
    ['a time beyond two years', { at: inHours(24 * 740) }, 'appointment.time_far', 'at'],
    ['what is no phone number', { phone: '12345' }, 'appointment.phone', 'phone'],
  ])('is refused with %s, naming the field, and nothing is kept', async (_, more, code, path) => {
    const id = uuidv7()
    const answer = await world.add(lin, { id, ...more })
    expect([answer.status, codeOf(answer), pathsOf(answer)]).toEqual([422, code, [path]])
    expect((await world.get(lin, id)).status).toBe(404)
  })

  it('may be of this morning: what was agreed on the telephone is written down later', async () => {
    expect((await world.add(lin, { at: inHours(-5) })).status).toBe(200)
  })
})

describe('K2 the fields of a template', () => {
  const [size, need, secret] = [uuidv7(), uuidv7(), uuidv7()]
  const fields = [
    { fieldId: size, name: '户型', kind: 'select', options: ['两居', '三居'], isRequired: true, isOnCard: true },
    { fieldId: need, name: '想看什么', kind: 'long_text', options: [], isRequired: false, isOnCard: true },
    { fieldId: secret, name: '预算', kind: 'text', options: [], isRequired: false, isOnCard: false },
  ]

  test.each([
    ['without what is required', {}, 'appointment.field_missing', size],
    ['with what cannot be chosen', { [size]: '别墅' }, 'appointment.option_unknown', size],
    ['with what it does not ask', { [size]: '两居', [lacking]: 'x' }, 'appointment.field_unknown', lacking],
  ])('are checked: %s it is refused', async (_, values, code, fieldId) => {
    const { templateId } = await world.template({ fields })
    const answer = await world.add(lin, { templateId, values })
    expect([codeOf(answer), pathsOf(answer)]).toEqual([code, [`values.${fieldId}`]])
  })

  it('keep what they had when the template changes, and only what is meant for the visitor is on his card', async () => {
    const template = await world.template({ fields })
    const { templateId } = template
    const one = await world.made(lin, { templateId, values: { [size]: '两居', [secret]: '三万' } })
    const { isRemoved: _, ...rest } = template
    const kept = fields.filter(({ fieldId }) => fieldId !== secret)
    await world.must(
      world.asked(world.boss, 'PUT', `/appointment-templates/${templateId}`, {
        ...rest,
        title: '新标题',
        fields: kept,
      }),
    )
    const changed = await world.change(lin, one, { values: { [size]: '三居', [need]: '沙发' } })
    expect(changed.body.values).toEqual({ [size]: '三居', [need]: '沙发', [secret]: '三万' })
    // A form that was open all the while says it too, and may; it may not say anything else.
    const stale = { [size]: '三居', [need]: '沙发', [secret]: '三万' }
    expect((await world.change(lin, changed.body, { values: stale })).body.revision).toBe(changed.body.revision)
    const other = await world.change(lin, changed.body, { values: { ...stale, [secret]: '五万' } })
    expect(codeOf(other)).toBe('appointment.field_unknown')
    const card = await world.asked<{ title: string; lines: unknown }>(
      { token: '' },
      'GET',
      `/appointment-cards/${one.url.split('/').at(-1)}`,
    )
    expect(card.body).toMatchObject({
      title: '新标题',
      lines: [
        { name: '户型', text: '三居' },
        { name: '想看什么', text: '沙发' },
      ],
    })
    expect(JSON.stringify(card.body)).not.toContain('三万')
  })
})

describe('K2 changing an appointment', () => {
  it('is told in its history: moved from when to when, or changed', async () => {
    const one = await world.made(lin)
    const at = inHours(72)
    const { body } = await world.change(lin, one, { at, name: '王小姐' })
    expect(body).toMatchObject({ at, name: '王小姐', revision: 2 })
    expect(body.entries.slice(1).map((entry) => entry.body)).toEqual([
      { type: 'moved', from: one.at, to: at },
      { type: 'changed' },
    ])
  })

  it('by two at once succeeds for one; the other is told that somebody was faster', async () => {
    const one = await world.made(lin)
    const answers = await Promise.all([
      world.change(lin, one, { name: '张三' }),
      world.change(lin, one, { name: '李四' }),
      world.setState(lin, one, 'arrived'),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const refused = answers.filter(({ status }) => status === 409)
    expect(refused.map(codeOf)).toEqual(Array(2).fill('appointment.changed_meanwhile'))
    expect((await world.get(lin, one.appointmentId)).body.revision).toBe(2)
  })

  it('to what it is already changes nothing, from whatever revision', async () => {
    const one = await world.made(lin)
    const cancelled = (await world.setState(lin, one, 'cancelled', '客户出差')).body
    const again = await world.setState(lin, one, 'cancelled')
    expect(again).toMatchObject({ status: 200, body: { revision: 2 } })
    expect(cancelled.entries.at(-1)?.body).toEqual({
      ...{ type: 'state', from: 'made', to: 'cancelled', reason: '客户出差' },
    })
    expect((await world.setState(lin, cancelled, 'made')).body).toMatchObject({ state: 'made', revision: 3 })
  })

  it('leaves a record without the name, the phone, the note and what was filled in', async () => {
    const one = await world.made(lin, { name: '赵敏敏', phone: '13911112222', note: '悄悄话' })
    await world.change(lin, one, { name: '赵敏儿', phone: '13911113333' })
    const { body } = await world.asked<{ items: { action: string; subject: string }[] }>(
      world.boss,
      'GET',
      '/logs/operations',
    )
    const about = body.items.filter(({ subject }) => subject === one.appointmentId)
    expect(about.map(({ action }) => action).toSorted()).toEqual(['appointment.added', 'appointment.changed'])
    expect(JSON.stringify(about)).not.toMatch(/赵敏|139111|悄悄/)
  })
})

describe('K2 who sees an appointment', () => {
  it('is who made it, who may see its visitor, and who may see everything; for others there is none', async () => {
    const { conversationId } = await world.conversation(lin)
    const byBoss = await world.made(world.boss, { conversationId })
    const ofNobody = await world.made(lin, { name: '没有对话的人' })
    const seenBy = (one: Appointment) =>
      Promise.all(
        [lin, chen, world.boss].map(async (person) => (await world.get(person, one.appointmentId)).status === 200),
      )
    // The visitor is Lin's, whoever made it.
    expect(await seenBy(byBoss)).toEqual([true, false, true])
    expect(await seenBy(ofNobody)).toEqual([true, false, true])
    const refused = await Promise.all([
      world.change(chen, ofNobody, { name: '改掉' }),
      world.setState(chen, ofNobody, 'arrived'),
      world.add(chen, { id: ofNobody.appointmentId }),
    ])
    expect(refused.map(codeOf)).toEqual(Array(3).fill('appointment.not_found'))
  })

  it('holds for lists and counts, over pages of one', async () => {
    const name = '翻页测试'
    const { conversationId } = await world.conversation(chen)
    const mine = await world.made(chen, { name, at: inHours(200) })
    const ofLin = await world.conversation(lin)
    await world.made(lin, { name, at: inHours(201), conversationId: ofLin.conversationId })
    const ofMyVisitor = await world.made(world.boss, { name, conversationId, at: inHours(202) })
    await world.setState(world.boss, ofMyVisitor, 'arrived')
    await world.made(world.boss, { name, at: inHours(203) })
    const walk = async (person: Pick<Person, 'token'>) => {
      const ids: string[] = []
      let cursor: string | null = ''
      do {
        const page = await world.seen(
          person,
          `words=${encodeURIComponent(name)}&limit=1${cursor ? `&cursor=${cursor}` : ''}`,
        )
        ids.push(...page.items.map(({ appointmentId }) => appointmentId))
        cursor = page.next
      } while (cursor)
      return ids
    }
    expect(await walk(chen)).toEqual([mine.appointmentId, ofMyVisitor.appointmentId])
    expect(await walk(world.boss)).toHaveLength(4)
    const counts = async (person: Pick<Person, 'token'>) =>
      (await world.asked<AppointmentCounts>(person, 'GET', `/appointments-counts?words=${encodeURIComponent(name)}`))
        .body
    expect(await counts(chen)).toEqual({ made: 1, arrived: 1, no_show: 0, cancelled: 0, overdue: 0 })
    expect(await counts(world.boss)).toMatchObject({ made: 3, arrived: 1 })
  })

  it('stays with the person when two visitors turn out to be one', async () => {
    const first = await world.conversation(lin)
    const second = await world.conversation(chen)
    const one = await world.made(lin, { conversationId: first.conversationId })
    expect((await world.get(chen, one.appointmentId)).status).toBe(404)
    await world.must(
      world.asked(world.boss, 'POST', `/visitors/${first.visitorId}/card/merge`, { otherVisitorId: second.visitorId }),
    )
    expect((await world.get(chen, one.appointmentId)).status).toBe(200)
    const ofSecond = await world.seen(chen, `visitorId=${second.visitorId}`)
    expect(ofSecond.items.map(({ appointmentId }) => appointmentId)).toEqual([one.appointmentId])
  })
})

describe('K2 the list', () => {
  const byName = async (query: string) => (await world.seen(lin, query)).items.map(({ name }) => name)

  it('is found by any part of name, phone or number, however it is written', async () => {
    const one = await world.made(lin, { name: '欧阳 Anna-Lena', phone: '13755558888' })
    const [first, second] = one.number.split('-')
    const found = ['阳', '欧阳 anna', 'lena', '5555 88', '+86 137-5555', one.number.toLowerCase(), second, first]
    for (const words of found) {
      expect(await byName(`words=${encodeURIComponent(words ?? '')}`), words).toContain('欧阳 Anna-Lena')
    }
    for (const words of ['欧阳修', '13755559', '***']) {
      expect(await byName(`words=${encodeURIComponent(words)}`), words).not.toContain('欧阳 Anna-Lena')
    }
  })

  it('is in the order that is asked for, and of the time that is asked for', async () => {
    const name = '排序测试'
    const template = await world.template()
    const base = Date.parse(inHours(500))
    const at = (hours: number) => new Date(base + hours * hourMs).toISOString()
    for (const hours of [2, 0, 1]) await world.made(lin, { name, templateId: template.templateId, at: at(hours) })
    const times = async (query: string) =>
      (await world.seen(lin, `templateId=${template.templateId}&${query}`)).items.map((one) =>
        Math.round((Date.parse(one.at) - base) / hourMs),
      )
    expect(await times('sort=soonest')).toEqual([0, 1, 2])
    expect(await times('sort=latest')).toEqual([2, 1, 0])
    expect(await times('sort=made')).toEqual([1, 0, 2])
    expect(await times(`from=${at(1)}&until=${at(2)}`)).toEqual([1])
    expect(await times('state=arrived')).toEqual([])
    expect(await times(`agentId=${chen.agentId}`)).toEqual([])
    expect(await times('view=mine')).toEqual([0, 1, 2])
  })

  it('names as overdue what is still expected though its time has passed', async () => {
    const { templateId } = await world.template()
    await world.made(lin, { templateId, at: inHours(-2) })
    const over = await world.made(lin, { templateId, at: inHours(-3) })
    await world.setState(lin, over, 'no_show')
    const { body } = await world.asked<AppointmentCounts>(lin, 'GET', `/appointments-counts?templateId=${templateId}`)
    expect(body).toEqual({ made: 1, arrived: 0, no_show: 1, cancelled: 0, overdue: 1 })
  })
})

describe('K2 templates', () => {
  it('are arranged by who may, and have names of their own while they are there', async () => {
    expect((await world.asked(lin, 'POST', '/appointment-templates', world.usual)).status).toBe(403)
    const one = await world.template({ name: '量尺' })
    const { templateId, isRemoved, ...same } = { ...one, name: '量尺 ' }
    expect(isRemoved).toBe(false)
    expect(codeOf(await world.asked(world.boss, 'POST', '/appointment-templates', same))).toBe(
      'appointment_template.name_taken',
    )
    await world.must(world.asked(world.boss, 'DELETE', `/appointment-templates/${templateId}`))
    expect((await world.asked(world.boss, 'POST', '/appointment-templates', same)).status).toBe(200)
  })

  it('are offered in the order that was decided', async () => {
    const [a, b] = [await world.template(), await world.template()]
    const listed = await world.must<{ templateId: string; isRemoved: boolean }[]>(
      world.asked(world.boss, 'PUT', '/appointment-templates-order', { templateIds: [b.templateId, a.templateId] }),
    )
    expect(listed.slice(0, 2).map(({ templateId }) => templateId)).toEqual([b.templateId, a.templateId])
    const unknown = { templateIds: [uuidv7()] }
    expect(codeOf(await world.asked(world.boss, 'PUT', '/appointment-templates-order', unknown))).toBe(
      'appointment_template.not_found',
    )
  })

  test.each([
    ['two fields of one name', [field('面积'), field('面积 ')], 'appointment_template.field_name_taken'],
    ['nothing to choose from', [field('户型', { kind: 'select' })], 'appointment_template.options_missing'],
    [
      'a choice twice',
      [field('户型', { kind: 'select', options: ['一', '一'] })],
      'appointment_template.option_repeated',
    ],
  ])('with %s are refused', async (_, fields, code) => {
    const request = { ...world.usual, name: '坏模板', fields }
    expect(codeOf(await world.asked(world.boss, 'POST', '/appointment-templates', request))).toBe(code)
  })
})

describe('RT43 K2 what others see at once', () => {
  it('is that an appointment is new or changed, without a word of it, and without asking', async () => {
    await using desk = await sitAtDesk(world.here, chen.token)
    const one = await world.made(lin, { name: '只给林看' })
    const frame = await desk.hears('appointment', ({ appointmentId }) => appointmentId === one.appointmentId)
    expect(frame).toEqual({ type: 'appointment', appointmentId: one.appointmentId, visitorId: null, revision: 1 })
    await world.setState(lin, one, 'arrived')
    await desk.hears('appointment', ({ revision }) => revision === 2)
  })
})

function field(name: string, more: object = {}) {
  return { fieldId: uuidv7(), name, kind: 'text', options: [], isRequired: false, isOnCard: true, ...more }
}
