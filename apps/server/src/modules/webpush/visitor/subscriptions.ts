import type { SubscribeVisitor } from '@youwen/contract'
import { sha256 } from '../../../platform/crypto/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { VisitorCaller } from '../../../platform/http/index.ts'
import type { Outbound } from '../../../platform/outbound/index.ts'
import { checkTarget, sealTarget } from '../target.ts'
import * as store from './store.ts'
import { announceSubscribed } from './subscribed.ts'

/** A phone, a computer at home, one at work, and some to spare. */
const maxKept = 5

export interface VisitorSubscriptionParts {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  readonly publicKey: string
  readonly sealKey: Buffer
  readonly outbound: Pick<Outbound, 'faultOf'>
}

/** On which browsers visitors want to hear of answers. */
export function createVisitorSubscriptions(parts: VisitorSubscriptionParts) {
  const { db, now, newId, publicKey, sealKey, outbound } = parts
  return {
    key: () => ({ publicKey }),

    async subscribe({ companyId, visitorId }: VisitorCaller, request: SubscribeVisitor): Promise<void> {
      checkTarget(request, outbound)
      const webpushSubscriptionId = newId()
      const target = sealTarget(sealKey, webpushSubscriptionId, request)
      const record = { webpushSubscriptionId, visitorId, target, locale: request.locale, createdAt: now() }
      await db.company(companyId, async (tx) => {
        await store.replace(tx, companyId, record, sha256(request.endpoint), maxKept)
        announceSubscribed(tx, companyId)
      })
    },

    unsubscribe: ({ companyId, visitorId }: VisitorCaller, endpoint: string): Promise<void> =>
      db.company(companyId, (tx) => store.removeEndpoint(tx, companyId, visitorId, sha256(endpoint))),
  }
}
