import type { AgentFrameOut } from '@youwen/contract/realtime'
import type { Events } from '../../platform/events/index.ts'
import type { Gateway } from '../../platform/realtime/index.ts'
import type { AppointmentChanged, AppointmentDue } from './events.ts'

/** Agents of a company who handle appointments. */
export const appointmentsTopic = (companyId: string) => `ap:${companyId}`

/**
 * That an appointment changed is told to all who handle them, and nothing of what is in it: who may see it asks for it.
 * That one is near is told to who made it.
 */
export function createAppointmentFrames({
  events,
  gateway,
  agentTopic,
}: {
  readonly events: Pick<Events, 'on'>
  readonly gateway: () => Pick<Gateway, 'publish'>
  readonly agentTopic: (agentId: string) => string
}): void {
  const tell = (topic: string, frame: AgentFrameOut) => gateway().publish([topic], frame)
  events.on<AppointmentChanged>('appointment.changed', ({ companyId, appointmentId, visitorId, revision }) =>
    tell(appointmentsTopic(companyId), { type: 'appointment', appointmentId, visitorId, revision }),
  )
  events.on<AppointmentDue>('appointment.due', ({ agentId, appointmentId, conversationId, number, name, at }) =>
    tell(agentTopic(agentId), { type: 'appointment_due', appointmentId, conversationId, number, name, at }),
  )
}
