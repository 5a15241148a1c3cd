import type { AppointmentPush, AppointmentTemplate, AppointmentVariable } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import type { AppointmentCollaborators, CompanyFacts } from '../collaborators.ts'
import { type AppointmentRecord, markTold } from '../store/appointment.ts'
import { insertEntry } from '../store/entry.ts'
import { findTemplate } from '../store/template.ts'
import { whenSaid } from '../when.ts'
import { settingsOf } from './settings.ts'

export interface PushParts {
  readonly now: () => Date
  readonly newId: () => string
  readonly collaborators: Pick<AppointmentCollaborators, 'company' | 'texts'>
}

/** With an extension it is nobody's own phone. */
const isReachable = (phone: string) => /^\+\d{6,15}$/.test(phone)
const maxValueLength = 200

function variablesOf(
  { name, number, at }: AppointmentRecord,
  { place, address, telephone }: AppointmentTemplate,
  company: CompanyFacts,
  now: Date,
): Record<AppointmentVariable, string> {
  const { date, time } = whenSaid(at, { ...company, now })
  return { name, number, date, time, place, address, telephone, company: company.name }
}

/** What phones are told of appointments, where the company has it told. */
export function createPushes({ now, newId, collaborators: { company, texts } }: PushParts) {
  return {
    /** In the transaction of what happened: told if and only if it commits. */
    async tell(tx: Tx, companyId: string, appointment: AppointmentRecord, push: AppointmentPush): Promise<void> {
      const { appointmentId, phone, templateId, toldPhone } = appointment
      if (!isReachable(phone)) return
      if (push === 'sent' && toldPhone === phone) return
      const { isOn, code, variables } = (await settingsOf(tx, companyId)).pushes[push]
      const template = isOn ? await findTemplate(tx, companyId, templateId) : undefined
      if (!template) return
      const said = variablesOf(appointment, template, await company(companyId), now())
      const smsId = newId()
      await texts.queue(tx, companyId, {
        smsId,
        phone,
        templateCode: code,
        parameters: variables.map(({ name, variable }) => ({ name, value: said[variable].slice(0, maxValueLength) })),
        purpose: 'appointment',
        aboutId: appointmentId,
      })
      await insertEntry(tx, companyId, appointmentId, {
        entryId: smsId,
        agentId: null,
        body: { type: 'push', push },
        at: now(),
      })
      if (push === 'sent') await markTold(tx, companyId, appointmentId, phone)
    },
  }
}
export type Pushes = ReturnType<typeof createPushes>
