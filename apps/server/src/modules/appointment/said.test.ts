import type { Appointment, Message } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sitAtDesk, siteKeyOf, visit } from '../../testing/line.ts'
import { type AppointmentWorld, appointmentWorld, type Person } from './appointment.testing.ts'

let world: AppointmentWorld
let lin: Person
let chen: Person
let siteKey: string
beforeAll(async () => {
  world = await appointmentWorld()
  ;({ lin, chen } = world)
  siteKey = await siteKeyOf(world.here, world.company.owner)
  // Nobody is given to him: he takes whom a test is about.
  await world.must(world.asked(lin, 'PUT', '/me/state', { state: 'busy' }))
})
afterAll(() => world[Symbol.asyncDispose]())

const card = ({ appointmentId }: Pick<Appointment, 'appointmentId'>) => ({
  type: 'appointment' as const,
  appointmentId,
})
const messagesOf = (conversationId: string) =>
  world.must<Message[]>(world.asked(world.boss, 'GET', `/conversations/${conversationId}/messages?after=0&limit=200`))

type Desk = Awaited<ReturnType<typeof sitAtDesk>>
/** As a client does that has had no answer: under the same id. */
async function says(desk: Desk, conversationId: string, id: string, body: object): Promise<{ seq: number }> {
  const from = desk.heard.length
  desk.say({ type: 'send', id, conversationId, body })
  return desk.hears('ack', (frame) => frame.id === id, from)
}

/** A visitor on the line, and Lin at his desk in the conversation with him. */
async function talk() {
  const visitor = await visit(world.here, siteKey, { role: 'chat' })
  await visitor.welcomed()
  const { conversationId } = await visitor.says('想预约')
  const desk = await sitAtDesk(world.here, lin.token)
  await world.must(world.asked(lin, 'POST', `/conversations/${conversationId}/accept`))
  return {
    visitor,
    desk,
    conversationId,
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]()
      await visitor[Symbol.asyncDispose]()
    },
  }
}

describe('K2 D2.4 the card of an appointment as a message', () => {
  it('says what the server knows of it, reaches the visitor, and is put down in its history once', async () => {
    await using here = await talk()
    const { desk, visitor, conversationId } = here
    const one = await world.made(lin, { conversationId, name: '王女士', phone: '13800001234', note: '别让他看到' })
    const id = uuidv7()
    const first = await says(desk, conversationId, id, card(one))
    const heard = await visitor.hears('message', ({ message }) => message.body.type === 'appointment')
    expect(heard.message.body).toEqual({
      ...{ type: 'appointment', appointmentId: one.appointmentId, number: one.number, name: '王女士', at: one.at },
      ...{ style: 'jade', title: '展厅预约', place: '云舟家居 滨江展厅', timeZone: 'Asia/Shanghai', url: one.url },
    })
    await world.jobsDone()
    const sent = (await world.get(lin, one.appointmentId)).body
    expect(sent.sentAt).not.toBeNull()
    expect(sent.entries.map(({ entryId, body }) => [entryId === id, body.type])).toEqual([
      [false, 'made'],
      [true, 'sent'],
    ])
    // It is the same message, whatever became of the appointment since.
    await world.setState(lin, sent, 'cancelled')
    expect((await says(desk, conversationId, id, card(one))).seq).toBe(first.seq)
    await world.jobsDone()
    expect((await world.get(lin, one.appointmentId)).body.entries.map(({ body }) => body.type)).toEqual([
      ...['made', 'sent', 'state'],
    ])
  })

  it('is refused, and nothing happens, for another visitor’s, a cancelled one, and one that the agent does not see', async () => {
    await using here = await talk()
    const { desk, conversationId } = here
    const other = await world.conversation(lin)
    const ofOther = await world.made(lin, { conversationId: other.conversationId })
    const ofNobody = await world.made(lin)
    const cancelled = await world.made(lin, { conversationId })
    await world.setState(lin, cancelled, 'cancelled')
    const ofChen = await world.made(chen)
    const before = await messagesOf(conversationId)
    for (const [one, code] of [
      [ofOther, 'appointment.other_visitor'],
      [ofNobody, 'appointment.other_visitor'],
      [cancelled, 'appointment.cancelled'],
      [ofChen, 'appointment.not_found'],
      [{ appointmentId: uuidv7() }, 'appointment.not_found'],
    ] as const) {
      await expect(desk.sends({ conversationId, body: card(one) })).rejects.toThrow(code)
    }
    expect(await messagesOf(conversationId)).toEqual(before)
  })

  it('leaves a waiting visitor waiting when it is refused', async () => {
    const visitor = await world.site.visitor()
    const conversationId = await visitor.says('还在排队')
    await using desk = await sitAtDesk(world.here, lin.token)
    await expect(desk.sends({ conversationId, body: card({ appointmentId: uuidv7() }) })).rejects.toThrow(
      'appointment.not_found',
    )
    const { status } = await world.app.conversations.get(world.company.companyId, conversationId)
    expect(status).toBe('queued')
  })

  it('is for the same person, in whatever browser he comes back', async () => {
    const first = await world.conversation(lin)
    const one = await world.made(lin, { conversationId: first.conversationId })
    await using here = await talk()
    const { visitorId } = await here.visitor.welcomed()
    await world.must(
      world.asked(world.boss, 'POST', `/visitors/${first.visitorId}/card/merge`, { otherVisitorId: visitorId }),
    )
    await here.desk.sends({ conversationId: here.conversationId, body: card(one) })
  })

  it('is quoted, found by its words, and gone when it is recalled', async () => {
    await using here = await talk()
    const { desk, visitor, conversationId } = here
    const one = await world.made(lin, { conversationId, name: '诸葛小姐' })
    const id = uuidv7()
    await says(desk, conversationId, id, card(one))
    await visitor.sends({ body: { type: 'text', text: '好的', quote: id } })
    const found = async () => {
      await world.app.conversations.settled()
      await world.app.conversations.indexNow()
      const search = { words: one.number.split('-')[0] }
      const { items } = await world.must<{ items: { message: { id: string } }[] }>(
        world.asked(lin, 'POST', '/messages/search', search),
      )
      return items.map(({ message }) => message.id)
    }
    expect(await found()).toEqual([id])
    const quoted = (await messagesOf(conversationId)).find(({ body }) => body.type === 'text' && body.quote)
    expect(quoted?.body).toMatchObject({ quote: { type: 'appointment', text: '展厅预约' } })

    await world.must(world.asked(lin, 'POST', `/conversations/${conversationId}/messages/${id}/recall`))
    const after = await messagesOf(conversationId)
    expect(after.find((message) => message.id === id)?.body).toEqual({ type: 'recalled' })
    expect(JSON.stringify(after)).not.toMatch(/诸葛|展厅预约/)
    expect(await found()).toEqual([])
    // What was sent was sent: the appointment stays.
    expect((await world.get(lin, one.appointmentId)).body.state).toBe('made')
  })

  it('is not said by a role that does not handle appointments', async () => {
    const role = await world.must<{ roleId: string }>(
      world.asked(world.boss, 'POST', '/roles', {
        name: '只接待',
        permissions: ['conversation.serve', 'conversation.view_all'],
        dataScope: 'all',
      }),
    )
    const wang = await world.company.agent('wang', 'agent', { roleId: role.roleId })
    const { conversationId } = await world.conversation(wang)
    const one = await world.made(world.boss, { conversationId })
    await using desk = await sitAtDesk(world.here, wang.token)
    await expect(desk.sends({ conversationId, body: card(one) })).rejects.toThrow('security.forbidden')
  })
})
