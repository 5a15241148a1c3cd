import type { Db } from '../../platform/db/index.ts'
import { tasks } from './jobs.ts'
import type { Devices } from './sender.ts'
import * as store from './store.ts'
import * as visitorStore from './visitor/store.ts'

interface DeviceParts {
  readonly db: Db
  readonly now: () => Date
}

/** An agent's devices: each as long as the login that it belongs to. */
export function agentDevices({
  db,
  now,
  isLive,
}: DeviceParts & { readonly isLive: (companyId: string, sessionId: string) => Promise<boolean> }): Devices {
  const forget = (companyId: string, webpushSubscriptionId: string) =>
    db.company(companyId, async (tx) => void (await store.remove(tx, companyId, { webpushSubscriptionId })))
  return {
    task: tasks.send,
    async find(companyId, webpushSubscriptionId) {
      const known = await db.company(companyId, (tx) => store.findOne(tx, companyId, webpushSubscriptionId))
      if (!known) return undefined
      // Whoever logged out is told nothing, whatever happened to the event that said so.
      if (await isLive(companyId, known.sessionId)) return known.target
      await forget(companyId, webpushSubscriptionId)
      return undefined
    },
    forget,
    reached: (companyId, id) => db.company(companyId, (tx) => store.touch(tx, companyId, id, now())),
  }
}

export const visitorDevices = ({ db, now }: DeviceParts): Devices => ({
  task: tasks.sendToVisitor,
  find: (companyId, id) => db.company(companyId, (tx) => visitorStore.findTarget(tx, companyId, id)),
  forget: (companyId, id) => db.company(companyId, (tx) => visitorStore.remove(tx, companyId, id)),
  reached: (companyId, id) => db.company(companyId, (tx) => visitorStore.touch(tx, companyId, id, now())),
})
