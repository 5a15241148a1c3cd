import { addJob } from '../../platform/jobs/index.ts'
import { type AppointmentDue, whenSaid } from '../appointment/index.ts'
import { tasks } from './jobs.ts'
import { type NotifierParts, patienceMs, sendTo } from './notifier.ts'
import * as store from './store.ts'
import { expected, payloadFor } from './words.ts'

/** An absent agent hears of the appointments that he made when their time is near. */
export function createReminder({ db, now, collaborators }: Pick<NotifierParts, 'db' | 'now' | 'collaborators'>) {
  return {
    async remindSoon(due: AppointmentDue): Promise<void> {
      const { companyId, agentId } = due
      if (collaborators.isLookingHere(agentId)) return
      await db.company(companyId, async (tx) => {
        if (!(await store.wants(tx, companyId, agentId, 'appointment'))) return
        await addJob(tx, tasks.remind, due, { runAt: new Date(Date.now() + patienceMs) })
      })
    },

    /** The job: looks again, and writes to each of his devices that wants it. */
    async remind({ companyId, agentId, conversationId, name, at, timeZone }: AppointmentDue): Promise<void> {
      if (await collaborators.isLooking(agentId)) return
      await db.company(companyId, async (tx) => {
        for (const { webpushSubscriptionId, locale, kinds } of await store.findOfAgent(tx, companyId, agentId)) {
          if (!kinds.includes('appointment')) continue
          const { date, time } = whenSaid(new Date(at), { timeZone, locale, now: now() })
          const text = expected[locale](`${date} ${time}`)
          const payload = payloadFor(locale, { kind: 'appointment', conversationId, name, text })
          await sendTo(tx, companyId, webpushSubscriptionId, payload, now())
        }
      })
    },
  }
}
