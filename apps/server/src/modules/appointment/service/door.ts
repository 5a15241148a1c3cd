import type { Db } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { AppointmentCollaborators } from '../collaborators.ts'
import { type AppointmentRecord, findAppointment } from '../store/appointment.ts'

export interface DoorParts {
  readonly db: Db
  readonly collaborators: Pick<AppointmentCollaborators, 'scopeOf' | 'seenAmong'>
}

/**
 * The one rule of who may see an appointment: who made it, or works within the reach of who did; and who may see its
 * visitor. None of that changes while an appointment lives.
 */
export function createDoor({ db, collaborators }: DoorParts) {
  async function seenOf(
    agent: AgentCaller,
    appointments: readonly AppointmentRecord[],
  ): Promise<readonly AppointmentRecord[]> {
    const { all, agentIds } = await collaborators.scopeOf(agent)
    if (all) return appointments
    const isHis = ({ agentId }: AppointmentRecord) => agentIds.includes(agentId)
    const asked = new Set(appointments.flatMap((one) => (isHis(one) ? [] : (one.visitorId ?? []))))
    const visitors = asked.size === 0 ? new Set<string>() : await collaborators.seenAmong(agent, [...asked])
    return appointments.filter((one) => isHis(one) || (one.visitorId !== null && visitors.has(one.visitorId)))
  }

  return {
    seenOf,

    /** The appointment, or there is none for this agent. */
    async visible(agent: AgentCaller, appointmentId: string): Promise<AppointmentRecord> {
      const { companyId } = agent
      const found = await db.company(companyId, (tx) => findAppointment(tx, companyId, appointmentId))
      const [seen] = found ? await seenOf(agent, [found]) : []
      if (!seen) throw notFound('appointment')
      return seen
    },
  }
}
export type Door = ReturnType<typeof createDoor>
