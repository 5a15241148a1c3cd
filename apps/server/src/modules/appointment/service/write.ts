import { isDeepStrictEqual } from 'node:util'
import type { AddAppointment, Appointment, AppointmentState, ChangeAppointment } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { CardAddresses } from '../address.ts'
import type { AppointmentCollaborators } from '../collaborators.ts'
import { changed as tell } from '../events.ts'
import { type AppointmentRecord, findAppointment, insertAppointment, updateAppointment } from '../store/appointment.ts'
import { insertEntry, type KeptBody } from '../store/entry.ts'
import { findTemplate } from '../store/template.ts'
import { wordsOf } from '../words.ts'
import { checkPhone, checkTime, checkValues } from './check.ts'
import type { Door } from './door.ts'
import type { Pushes } from './pushes.ts'
import type { Reader } from './read.ts'
import { nextReminder } from './reminders.ts'
import { settingsOf } from './settings.ts'

export interface WriteParts {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  readonly numberOf: (appointmentId: string, attempt: number) => string
  readonly door: Door
  readonly reader: Pick<Reader, 'get'>
  readonly pushes: Pushes
  readonly addresses: Pick<CardAddresses, 'hashOf'>
  readonly collaborators: Pick<AppointmentCollaborators, 'conversation' | 'phoneOf'>
}

/** Of 32^8 numbers: whoever misses so often has no luck but a defect. */
const maxAttempts = 20

/** Whether the visitor has been told of it: nobody is told that something moved of which he never heard. */
const isKnownToVisitor = ({ sentAt, conversationId }: AppointmentRecord) => sentAt !== null || conversationId === null

export function createWriter(parts: WriteParts) {
  const { db, now, newId, numberOf, door, reader, pushes, addresses, collaborators } = parts

  const record = (tx: Tx, { companyId, agentId }: AgentCaller, appointmentId: string, body: KeptBody) =>
    insertEntry(tx, companyId, appointmentId, { entryId: newId(), agentId, body, at: now() })

  async function reminderOf(tx: Tx, companyId: string, { state, at }: Pick<AppointmentRecord, 'state' | 'at'>) {
    return state === 'made' ? nextReminder(at, (await settingsOf(tx, companyId)).reminders, now()) : null
  }

  /** Under the first number that is free. False: it is there already. */
  async function insert(tx: Tx, companyId: string, appointment: AppointmentRecord): Promise<AppointmentRecord | false> {
    const { appointmentId } = appointment
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const numbered = { ...appointment, number: numberOf(appointmentId, attempt) }
      const more = { words: wordsOf(numbered), tokenHash: addresses.hashOf(companyId, appointmentId) }
      if (await insertAppointment(tx, companyId, numbered, more)) return numbered
      if (await findAppointment(tx, companyId, appointmentId)) return false
    }
    throw new Error('No number is free.')
  }

  /** What two agents do at once: who saw an older one is refused. */
  async function changing(
    tx: Tx,
    companyId: string,
    { appointmentId, revision }: { appointmentId: string; revision: number },
    wanted: (before: AppointmentRecord) => Promise<AppointmentRecord>,
  ): Promise<{ before: AppointmentRecord; after: AppointmentRecord } | undefined> {
    const before = await findAppointment(tx, companyId, appointmentId, { toChange: true })
    if (!before) throw notFound('appointment')
    const after = await wanted(before)
    // Asked for what is so already: a retry, or two who decided alike.
    if (isDeepStrictEqual(before, after)) return undefined
    if (before.revision !== revision) {
      throw new Refusal('conflict', 'appointment.changed_meanwhile', 'Somebody else has changed this appointment.')
    }
    const changed = {
      ...after,
      remindAt:
        before.state === after.state && before.at.getTime() === after.at.getTime()
          ? before.remindAt
          : await reminderOf(tx, companyId, after),
      revision: before.revision + 1,
      changedAt: now(),
    }
    await updateAppointment(tx, companyId, changed, wordsOf(changed))
    tell(tx, companyId, changed)
    return { before, after: changed }
  }

  return {
    async add(agent: AgentCaller, request: AddAppointment): Promise<Appointment> {
      const { companyId, agentId } = agent
      const { id: appointmentId, templateId, conversationId, name, note } = request
      const visitorId = conversationId ? (await collaborators.conversation(agent, conversationId)).visitorId : null
      const at = new Date(request.at)
      await db.company(companyId, async (tx) => {
        if (await findAppointment(tx, companyId, appointmentId)) return
        checkTime(at, now())
        const phone = checkPhone(request.phone, collaborators.phoneOf)
        const template = await findTemplate(tx, companyId, templateId)
        if (!template || template.isRemoved) throw notFound('appointment_template')
        const inserted = await insert(tx, companyId, {
          appointmentId,
          number: '',
          templateId,
          state: 'made',
          name,
          phone,
          at,
          values: checkValues(template.fields, request.values),
          note,
          visitorId,
          conversationId,
          agentId,
          sentAt: null,
          toldPhone: '',
          remindAt: await reminderOf(tx, companyId, { state: 'made', at }),
          revision: 1,
          createdAt: now(),
          changedAt: now(),
        })
        if (!inserted) return
        await record(tx, agent, appointmentId, { type: 'made' })
        // Who is in no conversation gets no message with its card: his phone is told at once.
        if (conversationId === null) await pushes.tell(tx, companyId, inserted, 'sent')
        tell(tx, companyId, inserted)
      })
      return reader.get(agent, appointmentId)
    },

    async change(agent: AgentCaller, request: ChangeAppointment): Promise<Appointment> {
      const { companyId } = agent
      const { appointmentId, name, phone, values, note } = request
      await door.visible(agent, appointmentId)
      await db.company(companyId, async (tx) => {
        const changed = await changing(tx, companyId, request, async (before) => {
          const at = request.at === undefined ? before.at : new Date(request.at)
          if (at.getTime() !== before.at.getTime()) checkTime(at, now())
          const template = values && (await findTemplate(tx, companyId, before.templateId))
          return {
            ...before,
            at,
            name: name ?? before.name,
            phone: phone === undefined ? before.phone : checkPhone(phone, collaborators.phoneOf),
            note: note ?? before.note,
            values: template ? checkValues(template.fields, values, before.values) : before.values,
          }
        })
        if (!changed) return
        const { before, after } = changed
        const isMoved = before.at.getTime() !== after.at.getTime()
        if (isMoved) {
          const [from, to] = [before.at.toISOString(), after.at.toISOString()]
          await record(tx, agent, appointmentId, { type: 'moved', from, to })
        }
        const isRewritten = (['name', 'phone', 'note', 'values'] as const).some(
          (field) => !isDeepStrictEqual(before[field], after[field]),
        )
        if (isRewritten) await record(tx, agent, appointmentId, { type: 'changed' })
        if (isMoved && after.state === 'made' && isKnownToVisitor(after)) {
          await pushes.tell(tx, companyId, after, 'moved')
        }
      })
      return reader.get(agent, appointmentId)
    },

    async setState(
      agent: AgentCaller,
      request: { appointmentId: string; revision: number; state: AppointmentState; reason: string },
    ): Promise<Appointment> {
      const { companyId } = agent
      const { appointmentId, state, reason } = request
      await door.visible(agent, appointmentId)
      await db.company(companyId, async (tx) => {
        const changed = await changing(tx, companyId, request, async (before) => ({ ...before, state }))
        if (!changed) return
        const { before, after } = changed
        await record(tx, agent, appointmentId, { type: 'state', from: before.state, to: state, reason })
        // Nobody is told that something is off which was over.
        if (state === 'cancelled' && isKnownToVisitor(after) && after.at > now()) {
          await pushes.tell(tx, companyId, after, 'cancelled')
        }
      })
      return reader.get(agent, appointmentId)
    },
  }
}
