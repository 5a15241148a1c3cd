import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { Gateway } from '../../platform/realtime/index.ts'
import { createCardAddresses } from './address.ts'
import type { AppointmentCollaborators } from './collaborators.ts'
import { createAppointmentFrames } from './frames.ts'
import { numberOf } from './number.ts'
import { createCards } from './service/card.ts'
import { createDoor } from './service/door.ts'
import { createExport } from './service/export.ts'
import { createPushes } from './service/pushes.ts'
import { createReader } from './service/read.ts'
import { createReminders } from './service/reminders.ts'
import { cardSentTask, createSaid, type SentCard } from './service/said.ts'
import { createSettings } from './service/settings.ts'
import { createTemplates } from './service/templates.ts'
import { createWriter } from './service/write.ts'

export interface AppointmentsOptions {
  readonly db: Db
  readonly events: Pick<Events, 'on'>
  readonly gateway: () => Pick<Gateway, 'publish'>
  readonly agentTopic: (agentId: string) => string
  /** 32 bytes: tokens of cards are made with it. */
  readonly cardKey: Buffer
  readonly publicUrl: URL
  readonly collaborators: AppointmentCollaborators
  readonly now: () => Date
  readonly newId: () => string
  readonly numberOf?: (appointmentId: string, attempt: number) => string
}

export function createAppointments({ events, gateway, agentTopic, cardKey, publicUrl, ...given }: AppointmentsOptions) {
  createAppointmentFrames({ events, gateway, agentTopic })
  const parts = { numberOf, ...given, addresses: createCardAddresses({ key: cardKey, publicUrl }) }
  const door = createDoor(parts)
  const pushes = createPushes(parts)
  const reader = createReader({ ...parts, door })
  const said = createSaid({ ...parts, door, pushes })
  const reminders = createReminders({ ...parts, pushes })
  return {
    templates: createTemplates(parts),
    settings: createSettings(parts),
    reader,
    writer: createWriter({ ...parts, door, reader, pushes }),
    export: createExport({ ...parts, reader }),
    cards: createCards(parts),
    said,
    reminders,
    chores: {
      [cardSentTask]: { run: (sent: unknown) => said.sent(sent as SentCard) },
      'remind-of-appointments': { at: '* * * * *', run: () => reminders.remindOfDue() },
    },
  }
}
export type Appointments = ReturnType<typeof createAppointments>
