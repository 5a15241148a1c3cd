import type { AppointmentCard } from '@youwen/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppointmentWorld, appointmentWorld, inHours } from './appointment.testing.ts'

let world: AppointmentWorld
beforeAll(async () => {
  world = await appointmentWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
const look = (url: string) =>
  world.here.ask<AppointmentCard>('GET', `/api/appointment-cards/${new URL(url).pathname.split('/').at(-1)}`)

describe('K2 the page of a card', () => {
  it('shows what the visitor needs, to whoever has the address, and neither phone nor note', async () => {
    const one = await world.made(world.lin, { phone: '13800001234', note: '难缠' })
    const { status, body } = await look(one.url)
    expect([status, body]).toEqual([
      200,
      {
        ...{ number: one.number, style: 'jade', title: '展厅预约', company: 'yunzhou', state: 'made', name: '王女士' },
        ...{ at: one.at, timeZone: 'Asia/Shanghai', place: '云舟家居 滨江展厅', address: '滨江路 18 号' },
        ...{ telephone: '0571-88880000', notice: '到了请打前台电话。\n可以带户型图。', lines: [] },
      },
    ])
  })

  it('shows what became of the appointment since its card was sent', async () => {
    const one = await world.made(world.lin)
    const at = inHours(99)
    const moved = (await world.change(world.lin, one, { at })).body
    expect((await look(one.url)).body.at).toBe(at)
    await world.setState(world.lin, moved, 'cancelled')
    expect((await look(one.url)).body.state).toBe('cancelled')
  })

  it('is not there for an address that nobody gave out, nor for a visitor or agent who is in', async () => {
    const answer = await look(`${world.here.app.url}/appointment/${'A'.repeat(22)}`)
    expect([answer.status, world.problemOf(answer).code]).toEqual([404, 'appointment.not_found'])
    expect((await look(`${world.here.app.url}/appointment/short`)).status).toBe(422)
  })

  it('cannot be opened with what stands in the database', async () => {
    const one = await world.made(world.lin)
    const token = new URL(one.url).pathname.split('/').at(-1) ?? ''
    const { rows } = await world.db.all((tx) =>
      sql<{ row: string }>`select to_jsonb(a)::text as row from appointment a`.execute(tx.q),
    )
    expect(rows.some(({ row }) => row.includes(one.appointmentId))).toBe(true)
    expect(rows.some(({ row }) => row.includes(token))).toBe(false)
  })

  it('is refused to who asks without end, for a while', async () => {
    const one = await world.made(world.lin)
    const answers = await Promise.all(Array.from({ length: 140 }, () => look(one.url)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(20)
    expect(world.problemOf(refused[0] as never).code).toBe('appointment.too_many_looks')
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
