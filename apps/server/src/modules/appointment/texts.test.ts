import type { Appointment, SmsSettings } from '@youwen/contract'
import { startAliyunSmsSimulator } from '@youwen/simulators/sms-aliyun'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sitAtDesk } from '../../testing/line.ts'
import { type AppointmentWorld, appointmentWorld } from './appointment.testing.ts'

let aliyun: Awaited<ReturnType<typeof startAliyunSmsSimulator>>
let world: AppointmentWorld
let receiptUrl: string
beforeAll(async () => {
  aliyun = await startAliyunSmsSimulator()
  world = await appointmentWorld({ smsAliyunUrl: new URL(aliyun.url) })
  const account = { provider: 'aliyun', keyId: 'LTAI5tSimulated', secret: 'simulated-secret', signName: '有问' }
  const settings = await world.must<SmsSettings>(
    world.asked(world.boss, 'PUT', '/sms-settings', { ...account, appId: '', region: '', dailyLimit: 100 }),
  )
  receiptUrl = settings.receiptUrl ?? ''
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await aliyun[Symbol.asyncDispose]()
})

const push = {
  ...{ isOn: true, code: 'SMS_1000001', text: '{name}，您预约的时间是 {time}' },
  variables: [
    { name: 'name', variable: 'name' },
    { name: 'time', variable: 'time' },
  ],
}
const pushesOf = ({ entries }: Appointment) =>
  entries.flatMap(({ body }) => (body.type === 'push' ? [[body.push, body.state, body.failure]] : []))

it('K2 the phone is told when the card is sent and when the time is near, and its history says what became of that', async () => {
  const pushes = { sent: push, moved: push, cancelled: push, reminder: push }
  await world.must(world.asked(world.boss, 'PUT', '/appointment-settings', { pushes, reminders: [2] }))
  const { lin } = world
  const { conversationId } = await world.conversation(lin)
  const year = new Date().getUTCFullYear() + 1
  const at = `${year}-03-04T16:05:00.000Z`
  const { appointmentId } = await world.made(lin, { conversationId, phone: '138 1234 5678', at })
  await using desk = await sitAtDesk(world.here, lin.token)
  await desk.sends({ conversationId, body: { type: 'appointment', appointmentId } })
  await world.jobsDone()
  const [sent] = aliyun.sent
  if (!sent) throw new Error('Nothing was sent.')
  // The wall in Hangzhou, after midnight.
  expect(sent).toMatchObject({ phone: '13812345678', parameters: { name: '王女士', time: '00:05' } })
  expect(pushesOf((await world.get(lin, appointmentId)).body)).toEqual([['sent', 'sent', null]])

  const heard = desk.heard.length
  await aliyun.report(receiptUrl, sent, { isDelivered: true })
  await desk.hears('appointment', (frame) => frame.appointmentId === appointmentId, heard)
  expect(pushesOf((await world.get(lin, appointmentId)).body)).toEqual([['sent', 'delivered', null]])

  await world.app.appointments.reminders.remindOfDue(new Date(`${year}-03-04T14:05:00.000Z`))
  await world.jobsDone()
  await desk.hears('appointment_due', (frame) => frame.appointmentId === appointmentId && frame.at === at)
  expect(pushesOf((await world.get(lin, appointmentId)).body)).toEqual([
    ['sent', 'delivered', null],
    ['reminder', 'sent', null],
  ])
})

it('K2 who has no provider any more is told so in the history', async () => {
  const { lin } = world
  const none = { provider: null, keyId: '', signName: '', appId: '', region: '', dailyLimit: 100 }
  await world.must(world.asked(world.boss, 'PUT', '/sms-settings', none))
  const { appointmentId } = await world.made(lin, { phone: '13812345678' })
  await world.jobsDone()
  expect(pushesOf((await world.get(lin, appointmentId)).body)).toEqual([['sent', 'failed', 'sms.off']])
})
