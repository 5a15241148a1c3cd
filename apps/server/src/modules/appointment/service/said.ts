import type { MessageBody } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import { type AgentCaller, forbidden } from '../../../platform/http/index.ts'
import { addJob } from '../../../platform/jobs/index.ts'
import type { CardAddresses } from '../address.ts'
import type { AppointmentCollaborators } from '../collaborators.ts'
import { changed } from '../events.ts'
import { findAppointment, markSent } from '../store/appointment.ts'
import { insertEntry } from '../store/entry.ts'
import { findTemplate } from '../store/template.ts'
import type { Door } from './door.ts'
import type { Pushes } from './pushes.ts'

export const cardSentTask = 'tell-of-sent-appointment'

/** What the job is told. */
export interface SentCard {
  readonly companyId: string
  readonly appointmentId: string
  readonly agentId: string
  readonly messageId: string
  readonly at: string
}

export interface SaidParts {
  readonly db: Db
  readonly now: () => Date
  readonly door: Door
  readonly pushes: Pushes
  readonly addresses: Pick<CardAddresses, 'urlOf'>
  readonly collaborators: Pick<AppointmentCollaborators, 'company' | 'isOn' | 'samePerson'>
}

/** The card of an appointment as a message. */
export function createSaid({ db, now, door, pushes, addresses, collaborators }: SaidParts) {
  return {
    /** What the message says; refuses one that is not this visitor's, or that does not take place. */
    async body(
      agent: AgentCaller,
      { visitorId, appointmentId }: { readonly visitorId: string; readonly appointmentId: string },
    ): Promise<Extract<MessageBody, { type: 'appointment' }>> {
      const { companyId } = agent
      if (!agent.permissions.has('appointment.handle')) throw forbidden()
      if (!(await collaborators.isOn(companyId))) {
        throw new Refusal('forbidden', 'app.off', 'This app is switched off in your company.')
      }
      const appointment = await door.visible(agent, appointmentId)
      const everybody = await collaborators.samePerson(companyId, visitorId)
      if (appointment.visitorId === null || !everybody.includes(appointment.visitorId)) {
        throw new Refusal('conflict', 'appointment.other_visitor', 'This appointment is somebody else’s.')
      }
      if (appointment.state === 'cancelled') {
        throw new Refusal('conflict', 'appointment.cancelled', 'This appointment was cancelled.')
      }
      const template = await db.company(companyId, (tx) => findTemplate(tx, companyId, appointment.templateId))
      if (!template) throw new Error('An appointment without its template.')
      return {
        type: 'appointment',
        appointmentId,
        number: appointment.number,
        style: template.style,
        title: template.title,
        name: appointment.name,
        at: appointment.at.toISOString(),
        timeZone: (await collaborators.company(companyId)).timeZone,
        place: template.place,
        url: addresses.urlOf(companyId, appointmentId),
      }
    },

    /** In the message's transaction: what follows from it is done soon after, and if and only if it was said. */
    said: (tx: Tx, sent: Omit<SentCard, 'at'>): Promise<void> =>
      addJob(tx, cardSentTask, { ...sent, at: now().toISOString() } satisfies SentCard),

    /** What became of a short message about it: whoever looks at its history asks for it again. */
    told: (companyId: string, appointmentId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const appointment = await findAppointment(tx, companyId, appointmentId)
        if (appointment) changed(tx, companyId, appointment)
      }),

    /** The job; a second time it changes nothing. */
    sent: ({ companyId, appointmentId, agentId, messageId, ...when }: SentCard): Promise<void> =>
      db.company(companyId, async (tx) => {
        const appointment = await findAppointment(tx, companyId, appointmentId, { toChange: true })
        if (!appointment) return
        const at = new Date(when.at)
        const entry = { entryId: messageId, agentId, body: { type: 'sent' }, at } as const
        if (!(await insertEntry(tx, companyId, appointmentId, entry))) return
        await markSent(tx, companyId, appointmentId, at)
        // Who was told of it by phone before its card came into the conversation was told.
        if (appointment.state === 'made') await pushes.tell(tx, companyId, appointment, 'sent')
        changed(tx, companyId, appointment)
      }),
  }
}
