import type { Appointment, AppointmentRow, AppointmentTemplate } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import { type TestApp, testApp } from '../../testing/app.ts'
import { testSite } from '../../testing/visitors.ts'

export interface Person {
  readonly agentId: string
  readonly token: string
}

export const hourMs = 3_600_000
export const inHours = (hours: number) => new Date(Math.ceil(Date.now() / 1_000) * 1_000 + hours * hourMs).toISOString()

export const showroom = {
  name: '到店体验',
  style: 'jade',
  title: '展厅预约',
  place: '云舟家居 滨江展厅',
  address: '滨江路 18 号',
  telephone: '0571-88880000',
  notice: '到了请打前台电话。\n可以带户型图。',
  fields: [] as object[],
}

/** A company that makes appointments: an agent, a colleague who sees only his own, and a supervisor. */
export async function appointmentWorld(config: Parameters<typeof testApp>[0] = {}) {
  const here: TestApp = await testApp(config)
  const company = await here.company('yunzhou')
  const site = await testSite(here, company.companyId, company.owner)
  const lin: Person = await company.agent('lin', 'agent')
  const chen: Person = await company.agent('chen', 'agent')
  const boss = { agentId: '', token: company.owner }

  const ask = <T>(person: Pick<Person, 'token'>, method: string, path: string, body?: object) =>
    here.ask<T>(method, `/api${path}`, { token: person.token, ...(body && { body }) })
  async function must<T>(answer: Promise<{ status: number; body: unknown }>): Promise<T> {
    const { status, body } = await answer
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body as T
  }
  const template = (more: object = {}) =>
    must<AppointmentTemplate>(
      ask(boss, 'POST', '/appointment-templates', {
        ...showroom,
        name: `体验 ${uuidv7().slice(-6)}`,
        ...more,
      }),
    )
  const usual = await template({ name: showroom.name })
  const add = (person: Pick<Person, 'token'>, more: object = {}) =>
    ask<Appointment>(person, 'POST', '/appointments', {
      id: uuidv7(),
      templateId: usual.templateId,
      name: '王女士',
      at: inHours(48),
      ...more,
    })
  const seen = (person: Pick<Person, 'token'>, query = '') =>
    must<{ items: AppointmentRow[]; next: string | null }>(ask(person, 'GET', `/appointments?${query}`))

  return {
    ...here,
    app: here.app,
    here,
    company,
    site,
    lin,
    chen,
    boss,
    usual,
    template,
    add,
    must,
    asked: ask,
    made: (person: Pick<Person, 'token'>, more: object = {}) => must<Appointment>(add(person, more)),
    get: (person: Pick<Person, 'token'>, id: string) => ask<Appointment>(person, 'GET', `/appointments/${id}`),
    change: (person: Pick<Person, 'token'>, { appointmentId, revision }: Appointment, what: object) =>
      ask<Appointment>(person, 'PATCH', `/appointments/${appointmentId}`, { revision, ...what }),
    setState: (person: Pick<Person, 'token'>, one: Appointment, state: string, reason = '') =>
      ask<Appointment>(person, 'PUT', `/appointments/${one.appointmentId}/state`, {
        revision: one.revision,
        state,
        reason,
      }),
    seen,
    /** A conversation of this agent's with somebody new. */
    async conversation(person: Person, words = '想去展厅看看') {
      const visitor = await site.visitor()
      const conversationId = await visitor.says(words)
      await must(ask(person, 'POST', `/conversations/${conversationId}/accept`))
      return { ...visitor, conversationId }
    },
  }
}
export type AppointmentWorld = Awaited<ReturnType<typeof appointmentWorld>>
