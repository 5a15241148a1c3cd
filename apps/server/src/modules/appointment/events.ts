import type { Tx } from '../../platform/db/index.ts'

export interface AppointmentChanged {
  readonly type: 'appointment.changed'
  readonly companyId: string
  readonly appointmentId: string
  readonly visitorId: string | null
  readonly revision: number
}

/** The time is near, and it was asked to be reminded of that. */
export interface AppointmentDue {
  readonly type: 'appointment.due'
  readonly companyId: string
  readonly appointmentId: string
  readonly conversationId: string | null
  /** Who made it. */
  readonly agentId: string
  readonly number: string
  readonly name: string
  readonly at: string
  /** The company's: the time is said in it. */
  readonly timeZone: string
}

/** It is another, or more is known of it. */
export const changed = (
  tx: Pick<Tx, 'announce'>,
  companyId: string,
  { appointmentId, visitorId, revision }: Omit<AppointmentChanged, 'type' | 'companyId'>,
): void => announce(tx, { type: 'appointment.changed', companyId, appointmentId, visitorId, revision })

export const announce = (tx: Pick<Tx, 'announce'>, event: AppointmentChanged | AppointmentDue): void =>
  tx.announce(event)
