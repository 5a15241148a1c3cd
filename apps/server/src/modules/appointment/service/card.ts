import type { AppointmentCard } from '@youwen/contract'
import { sha256 } from '../../../platform/crypto/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import { createPace } from '../../../platform/pace/index.ts'
import type { AppointmentCollaborators } from '../collaborators.ts'
import { findAppointment, findByToken } from '../store/appointment.ts'
import { findTemplate } from '../store/template.ts'

/** What one address may look at in a minute: a waiting room behind one router, and nobody who tries his luck. */
const perMinute = 120

export interface CardParts {
  readonly db: Db
  readonly now: () => Date
  readonly collaborators: Pick<AppointmentCollaborators, 'company'>
}

/** The card of an appointment, for whoever has its address. */
export function createCards({ db, now, collaborators }: CardParts) {
  const looks = createPace({ perMinute, now })

  function enter(ip: string): void {
    if (looks.isSpent(ip)) {
      const retryAfter = looks.retryAfter()
      throw new Refusal('rate_limited', 'appointment.too_many_looks', 'Too many at once.', { retryAfter })
    }
    looks.count(ip)
  }

  return {
    /** Neither phone nor note: whoever has the address may be anybody. */
    async look(token: string, ip: string): Promise<AppointmentCard> {
      enter(ip)
      const known = await db.all((tx) => findByToken(tx, sha256(token)))
      if (!known) throw notFound('appointment')
      const { companyId, appointmentId } = known
      const { appointment, template } = await db.company(companyId, async (tx) => {
        const appointment = await findAppointment(tx, companyId, appointmentId)
        return { appointment, template: appointment && (await findTemplate(tx, companyId, appointment.templateId)) }
      })
      if (!appointment || !template) throw notFound('appointment')
      const company = await collaborators.company(companyId)
      const { style, title, place, address, telephone, notice, fields } = template
      return {
        number: appointment.number,
        style,
        title,
        company: company.name,
        state: appointment.state,
        name: appointment.name,
        at: appointment.at.toISOString(),
        timeZone: company.timeZone,
        place,
        address,
        telephone,
        notice,
        lines: fields.flatMap(({ fieldId, name, isOnCard }) => {
          const text = appointment.values[fieldId]
          return isOnCard && text ? { name, text } : []
        }),
      }
    },
  }
}
