import type { Db } from '../../../platform/db/index.ts'
import type { AppointmentCollaborators } from '../collaborators.ts'
import { announce } from '../events.ts'
import { claimDue, type DueAppointment, findDue, setReminder } from '../store/due.ts'
import type { Pushes } from './pushes.ts'
import { settingsOf } from './settings.ts'

const hourMs = 3_600_000
const atOnce = 500

/** The earliest that is still to come: what has passed by now is not sent late. */
export function nextReminder(at: Date, hours: readonly number[], now: Date): Date | null {
  const ahead = hours.map((hour) => at.getTime() - hour * hourMs).filter((moment) => moment > now.getTime())
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : null
}

export interface ReminderParts {
  readonly db: Db
  readonly now: () => Date
  readonly pushes: Pushes
  readonly collaborators: Pick<AppointmentCollaborators, 'company' | 'isOn'>
}

export function createReminders({ db, now, pushes, collaborators }: ReminderParts) {
  const remind = (due: DueAppointment, at: Date) =>
    db.company(due.companyId, async (tx) => {
      const { companyId, appointmentId } = due
      const appointment = await claimDue(tx, due, at)
      if (!appointment) return
      const { reminders } = await settingsOf(tx, companyId)
      await setReminder(tx, due, nextReminder(appointment.at, reminders, at))
      // Nobody ran for so long that its time has come.
      if (appointment.at <= at) return
      // Who does without appointments has nobody reminded of them, nor later of what passed meanwhile.
      if (!(await collaborators.isOn(companyId))) return
      await pushes.tell(tx, companyId, appointment, 'reminder')
      const { agentId, conversationId, number, name } = appointment
      announce(tx, {
        type: 'appointment.due',
        companyId,
        appointmentId,
        conversationId,
        agentId,
        number,
        name,
        at: appointment.at.toISOString(),
        timeZone: (await collaborators.company(companyId)).timeZone,
      })
    })

  return {
    /** Every minute, on as many nodes as there are: each reminder is one row that one of them holds, and then it is another. */
    async remindOfDue(at = now()): Promise<void> {
      for (;;) {
        const due = await db.all((tx) => findDue(tx, at, atOnce))
        for (const one of due) await remind(one, at)
        if (due.length < atOnce) return
      }
    },
  }
}
