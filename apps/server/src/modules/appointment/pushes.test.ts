import { randomBytes } from 'node:crypto'
import { type AppointmentSettings, builtInRoles } from '@youwen/contract'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AgentCaller } from '../../platform/http/index.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { phoneOf } from '../card/index.ts'
import { showroom } from './appointment.testing.ts'
import { createAppointments } from './appointments.ts'
import type { Texts } from './collaborators.ts'
import { numberOf } from './number.ts'

type Queued = Parameters<Texts['queue']>[2]

let database: TestDatabase
let clock: Date
let companyId: string
let agent: AgentCaller
let templateId: string
let told: Queued[]
let isOn: boolean
let numbers: (id: string, attempt: number) => string
let appointments: ReturnType<typeof createAppointments>

beforeEach(async () => {
  database = await testDatabase()
  clock = new Date('2026-12-01T00:00:00Z')
  companyId = uuidv7()
  told = []
  isOn = true
  numbers = numberOf
  await database.db.all((tx) =>
    sql`insert into company (company_id, code, name) values (${companyId}, 'yunzhou', '云舟家居')`.execute(tx.q),
  )
  agent = {
    ...{ kind: 'agent', companyId, agentId: uuidv7(), sessionId: uuidv7(), name: '小林', isOwner: false },
    ...{ permissions: new Set(builtInRoles.owner.permissions), dataScope: 'all', mustChangePassword: false },
  }
  appointments = createAppointments({
    db: database.db,
    events: { on: () => () => {} },
    gateway: () => ({ publish: () => {} }),
    agentTopic: (agentId) => agentId,
    cardKey: randomBytes(32),
    publicUrl: new URL('https://chat.example'),
    now: () => clock,
    newId: uuidv7,
    numberOf: (...asked) => numbers(...asked),
    collaborators: {
      scopeOf: async () => ({ all: true, agentIds: [] }),
      company: async () => ({ name: '云舟家居', timeZone: 'Asia/Shanghai', locale: 'zh-CN' }),
      conversation: async () => ({ visitorId: uuidv7() }),
      mayOpen: async () => false,
      seenAmong: async () => new Set(),
      samePerson: async (_, visitorId) => [visitorId],
      visitorsCalled: async () => new Map(),
      agentNames: async () => new Map(),
      phoneOf,
      isOn: async () => isOn,
      sheets: { write: async () => Buffer.of() },
      sheetFiles: { keep: async () => uuidv7() },
      texts: {
        queue: async (_tx, _companyId, message) => void told.push(message),
        states: async (_tx, _companyId, ids) => new Map(ids.map((id) => [id, { state: 'sent', failure: null }])),
      },
    },
  })
  templateId = (await appointments.templates.add(companyId, { ...showroom, style: 'jade', fields: [] })).templateId
})
afterEach(() => database[Symbol.asyncDispose]())

const made = (more: object = {}) =>
  appointments.writer.add(agent, {
    ...{ id: uuidv7(), templateId, conversationId: uuidv7(), name: '王女士', phone: '13800001234' },
    ...{ at: '2026-12-03T06:30:00.000Z', values: {}, note: '' },
    ...more,
  })
const sent = (appointmentId: string, messageId = uuidv7()) =>
  appointments.said.sent({
    ...{ companyId, appointmentId, agentId: agent.agentId, messageId, at: clock.toISOString() },
  })
const moved = async (appointmentId: string, at: string) => {
  const { revision } = await appointments.reader.get(agent, appointmentId)
  return appointments.writer.change(agent, { appointmentId, revision, at })
}
const push = (code: string) => ({
  ...{ isOn: true, code, text: '' },
  variables: [
    { name: 'day', variable: 'date' as const },
    { name: 'time', variable: 'time' as const },
    { name: 'who', variable: 'name' as const },
  ],
})
const allOn = (reminders: number[]): AppointmentSettings => ({
  pushes: { sent: push('SENT'), moved: push('MOVED'), cancelled: push('CANCELLED'), reminder: push('REMINDER') },
  reminders,
})
const codes = () => told.map(({ templateCode }) => templateCode)
const remind = async (at: string) => {
  clock = new Date(at)
  await appointments.reminders.remindOfDue()
}
const dueEvents = () => database.events.filter(({ type }) => type === 'appointment.due')

describe('K2 what phones are told', () => {
  it('is what the settings map, in the company’s time, when its card is sent, moved and cancelled', async () => {
    await appointments.settings.save(companyId, allOn([]))
    const { appointmentId } = await made()
    expect(codes()).toEqual([])
    await sent(appointmentId)
    expect(told[0]).toMatchObject({
      ...{ phone: '+8613800001234', templateCode: 'SENT', purpose: 'appointment', aboutId: appointmentId },
      parameters: [
        { name: 'day', value: '12月3日 周四' },
        { name: 'time', value: '14:30' },
        { name: 'who', value: '王女士' },
      ],
    })
    // Across midnight and the year, as the wall in Hangzhou shows it.
    const after = await moved(appointmentId, '2026-12-31T16:05:00.000Z')
    expect(told[1]?.parameters.slice(0, 2).map(({ value }) => value)).toEqual(['2027年1月1日 周五', '00:05'])
    await appointments.writer.setState(agent, {
      appointmentId,
      revision: after.revision,
      state: 'cancelled',
      reason: '',
    })
    expect(codes()).toEqual(['SENT', 'MOVED', 'CANCELLED'])
    const { entries } = await appointments.reader.get(agent, appointmentId)
    expect(entries.flatMap(({ body }) => (body.type === 'push' ? `${body.push} ${body.state}` : []))).toEqual([
      ...['sent sent', 'moved sent', 'cancelled sent'],
    ])
    expect(new Set(told.map(({ smsId }) => smsId))).toEqual(
      new Set(entries.flatMap(({ entryId, body }) => (body.type === 'push' ? entryId : []))),
    )
  })

  it('is told once: a card that is sent again, or a job that runs twice, is no second message; another phone is', async () => {
    await appointments.settings.save(companyId, allOn([]))
    const { appointmentId, revision } = await made()
    const messageId = uuidv7()
    await Promise.all([sent(appointmentId, messageId), sent(appointmentId, messageId)])
    await sent(appointmentId)
    expect(codes()).toEqual(['SENT'])
    await appointments.writer.change(agent, { appointmentId, revision, phone: '13900001234' })
    await sent(appointmentId, messageId)
    expect(codes()).toEqual(['SENT'])
    await sent(appointmentId)
    expect(told.map(({ phone }) => phone)).toEqual(['+8613800001234', '+8613900001234'])
  })

  it('is nothing before the visitor has heard of it, without a phone, or where it is switched off', async () => {
    await appointments.settings.save(companyId, allOn([]))
    const unheard = await made()
    await moved(unheard.appointmentId, '2026-12-04T06:30:00.000Z')
    await sent((await made({ phone: '' })).appointmentId)
    await appointments.settings.save(companyId, {
      ...allOn([]),
      pushes: { ...allOn([]).pushes, sent: { ...push(''), isOn: false } },
    })
    await sent((await made()).appointmentId)
    expect(codes()).toEqual([])
    expect((await appointments.reader.get(agent, unheard.appointmentId)).entries.map(({ body }) => body.type)).toEqual([
      ...['made', 'moved'],
    ])
  })

  it('is nothing about what is off already: cancelled before its card was told, or cancelled after its time', async () => {
    await appointments.settings.save(companyId, allOn([]))
    const off = (one: { appointmentId: string; revision: number }) =>
      appointments.writer.setState(agent, { ...one, state: 'cancelled', reason: '' })
    const early = await made()
    await off(early)
    await sent(early.appointmentId)
    const late = await made({ conversationId: null })
    clock = new Date('2026-12-03T07:00:00Z')
    await off(late)
    expect(codes()).toEqual(['SENT'])
    expect(told[0]?.aboutId).toBe(late.appointmentId)
  })

  it('is told at once to who is in no conversation', async () => {
    await appointments.settings.save(companyId, allOn([]))
    await made({ conversationId: null })
    expect(codes()).toEqual(['SENT'])
  })

  it('cannot be switched on without the code of the provider’s template', async () => {
    const pushes = { ...allOn([]).pushes, moved: { ...push(''), isOn: true } }
    await expect(appointments.settings.save(companyId, { pushes, reminders: [] })).rejects.toMatchObject({
      ...{ code: 'appointment.push_code_missing', more: { fields: [{ path: 'pushes.moved.code' }] } },
    })
  })
})

describe('K2 reminders', () => {
  it('come once each, at their hours before the time, to the phone and to who made it', async () => {
    await appointments.settings.save(companyId, allOn([2, 24]))
    const { appointmentId } = await made({ at: '2026-12-03T06:30:00.000Z' })
    await remind('2026-12-02T06:29:59Z')
    expect(codes()).toEqual([])
    await remind('2026-12-02T06:30:00Z')
    await remind('2026-12-02T06:31:00Z')
    expect(codes()).toEqual(['REMINDER'])
    // On as many nodes as there are.
    clock = new Date('2026-12-03T04:30:00Z')
    await Promise.all([1, 2, 3].map(() => appointments.reminders.remindOfDue()))
    await remind('2026-12-03T06:00:00Z')
    expect(codes()).toEqual(['REMINDER', 'REMINDER'])
    expect(dueEvents()).toHaveLength(2)
    expect(dueEvents()[0]).toMatchObject({ appointmentId, agentId: agent.agentId, name: '王女士' })
  })

  it('that passed before it was made are not sent late; one that nobody ran for is, until the time itself', async () => {
    await appointments.settings.save(companyId, allOn([24, 2]))
    clock = new Date('2026-12-02T20:00:00Z')
    await made({ at: '2026-12-03T06:30:00.000Z' })
    await remind('2026-12-02T20:01:00Z')
    expect(codes()).toEqual([])
    // The servers were down from four to half past five.
    await remind('2026-12-03T05:30:00Z')
    expect(codes()).toEqual(['REMINDER'])
    await made({ at: '2026-12-05T06:30:00.000Z' })
    await remind('2026-12-06T00:00:00Z')
    expect(codes()).toEqual(['REMINDER'])
  })

  it('do not come while the app is switched off, nor late when it is on again', async () => {
    await appointments.settings.save(companyId, allOn([24, 2]))
    await made({ at: '2026-12-03T06:30:00.000Z' })
    isOn = false
    await remind('2026-12-02T06:30:00Z')
    isOn = true
    await remind('2026-12-02T08:00:00Z')
    expect([codes(), dueEvents()]).toEqual([[], []])
    await remind('2026-12-03T04:30:00Z')
    expect(codes()).toEqual(['REMINDER'])
  })

  it('begin anew for one that is moved, and end for one that is not expected any more', async () => {
    await appointments.settings.save(companyId, allOn([24]))
    const { appointmentId } = await made({ at: '2026-12-03T06:30:00.000Z' })
    await remind('2026-12-02T06:30:00Z')
    const again = await moved(appointmentId, '2026-12-06T06:30:00.000Z')
    await remind('2026-12-05T06:30:00Z')
    expect(codes()).toEqual(['REMINDER', 'REMINDER'])
    const third = await moved(appointmentId, '2026-12-10T06:30:00.000Z')
    expect(third.revision).toBe(again.revision + 1)
    const off = await appointments.writer.setState(agent, {
      ...{ appointmentId, revision: third.revision, state: 'cancelled', reason: '' },
    })
    await remind('2026-12-09T06:30:00Z')
    expect(codes()).toEqual(['REMINDER', 'REMINDER'])
    // Made again before its time, it is expected like any other.
    clock = new Date('2026-12-08T00:00:00Z')
    await appointments.writer.setState(agent, { appointmentId, revision: off.revision, state: 'made', reason: '' })
    await remind('2026-12-09T06:30:00Z')
    expect(codes()).toHaveLength(3)
  })

  it('follow the hours of the settings, also of what was made before', async () => {
    await made({ at: '2026-12-10T06:30:00.000Z' })
    await appointments.settings.save(companyId, allOn([3, 3, 1]))
    expect((await appointments.settings.get(companyId)).reminders).toEqual([3, 1])
    await remind('2026-12-09T06:30:00Z')
    expect(codes()).toEqual([])
    await remind('2026-12-10T03:30:00Z')
    expect(codes()).toEqual(['REMINDER'])
  })
})

describe('K2 numbers', () => {
  it('are one appointment’s alone: who meets a number that is taken gets the next', async () => {
    numbers = (_, attempt) => (attempt === 0 ? 'AAAA-AAAA' : `AAAA-AAA${'BCDEFGHJ'[attempt - 1]}`)
    const all = await Promise.all([made(), made(), made()])
    expect(all.map(({ number }) => number).toSorted()).toEqual(['AAAA-AAAA', 'AAAA-AAAB', 'AAAA-AAAC'])
  })

  it('have no letter or digit that is taken for another', () => {
    for (let n = 0; n < 500; n++) expect(numberOf(uuidv7(), n)).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  })
})
