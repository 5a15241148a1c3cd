import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AppointmentWorld, appointmentWorld } from './appointment.testing.ts'

let world: AppointmentWorld
beforeAll(async () => {
  world = await appointmentWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function exported(token: string, body: object): Promise<string[]> {
  const { fileId } = await world.must<{ fileId: string }>(
    world.asked({ token }, 'POST', '/appointments/export', { format: 'csv', ...body }),
  )
  const [urls] = await world.must<{ url: string }[]>(
    world.asked({ token }, 'POST', '/files/urls', { fileIds: [fileId] }),
  )
  const answer = await fetch(new URL(urls?.url ?? '', world.here.app.localUrl))
  return (await answer.text()).trim().split('\r\n')
}

it('K2 a list becomes a spreadsheet: what the agent sees of it, in the company’s time, and no formula', async () => {
  const fieldId = uuidv7()
  const field = { fieldId, name: '户型', kind: 'text', options: [], isRequired: false, isOnCard: true }
  const { templateId, name: template } = await world.template({ fields: [field] })
  const one = await world.made(world.lin, {
    templateId,
    name: '=HYPERLINK("http://evil.example")',
    at: '2027-03-01T16:30:00.000Z',
    values: { [fieldId]: '三居' },
  })
  await world.made(world.chen, { templateId })
  const [header, ...rows] = await exported(world.lin.token, { templateId })
  expect(header).toContain('预约号,模板,预约时间,状态,姓名,电话')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toContain(`${one.number},${template},2027-03-02 00:30,待到访,`)
  expect(rows[0]).toContain('户型：三居')
  expect(rows[0]).not.toMatch(/(^|,)"?=/)
  expect(await exported(world.company.owner, { templateId })).toHaveLength(3)
  expect(await exported(world.company.owner, { templateId, state: 'cancelled' })).toHaveLength(1)
  const analyst = await world.company.agent('analyst', 'analyst')
  expect((await world.asked(analyst, 'POST', '/appointments/export', { format: 'csv' })).status).toBe(403)
})
