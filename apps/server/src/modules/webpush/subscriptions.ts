import type { Subscribe, WebpushSubscription } from '@youwen/contract'
import { sha256 } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { notFound } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import * as store from './store.ts'
import { checkTarget, sealTarget } from './target.ts'

export interface SubscriptionParts {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  readonly publicKey: string
  readonly sealKey: Buffer
  readonly outbound: Pick<Outbound, 'faultOf'>
  /** `Chrome 140 · Windows`, of a User-Agent. */
  readonly deviceOf: (userAgent: string) => string
}

const toSubscription = (record: Omit<store.SubscriptionRecord, 'target'>, sessionId: string): WebpushSubscription => ({
  webpushSubscriptionId: record.webpushSubscriptionId,
  device: record.device,
  isCurrent: record.sessionId === sessionId,
  kinds: record.kinds,
  createdAt: record.createdAt.toISOString(),
  lastSentAt: record.lastSentAt?.toISOString() ?? null,
})

/** On which devices agents are notified. */
export function createSubscriptions({ db, now, newId, publicKey, sealKey, outbound, deviceOf }: SubscriptionParts) {
  return {
    mine: ({ companyId, agentId, sessionId }: AgentCaller) =>
      db.company(companyId, async (tx) => ({
        publicKey,
        subscriptions: (await store.findOfAgent(tx, companyId, agentId)).map((one) => toSubscription(one, sessionId)),
      })),

    async subscribe(
      { companyId, agentId, sessionId }: AgentCaller,
      request: Subscribe,
      userAgent: string,
    ): Promise<WebpushSubscription> {
      checkTarget(request, outbound)
      const webpushSubscriptionId = newId()
      const record = {
        webpushSubscriptionId,
        agentId,
        sessionId,
        target: sealTarget(sealKey, webpushSubscriptionId, request),
        device: deviceOf(userAgent),
        locale: request.locale,
        kinds: [...new Set(request.kinds)],
        createdAt: now(),
      }
      await db.company(companyId, (tx) => store.replace(tx, companyId, record, sha256(request.endpoint)))
      return toSubscription({ ...record, lastSentAt: null }, sessionId)
    },

    async unsubscribe({ companyId, agentId }: AgentCaller, webpushSubscriptionId: string): Promise<void> {
      const removed = await db.company(companyId, (tx) =>
        store.remove(tx, companyId, { webpushSubscriptionId, agentId }),
      )
      if (!removed) throw notFound('webpush_subscription')
    },

    sessionsEnded: (companyId: string, sessionIds: readonly string[]): Promise<void> =>
      db.company(companyId, (tx) => store.removeOfSessions(tx, companyId, sessionIds)),

    settings: async ({ companyId }: AgentCaller) => ({
      showsText: await db.company(companyId, (tx) => store.showsText(tx, companyId)),
    }),
    async saveSettings({ companyId }: AgentCaller, { showsText }: { showsText: boolean }) {
      await db.company(companyId, (tx) => store.putSettings(tx, companyId, showsText))
      return { showsText }
    },
  }
}
