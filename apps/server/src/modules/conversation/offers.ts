import type { TransferOffer, TransferRule } from '@youwen/contract'
import { notFound } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { TransferExpiry } from './collaborators.ts'
import type { Context } from './service/context.ts'
import { acceptOffer, cancelOffer, declineOffer, defaultAcceptWithin, expireOffer } from './service/transfer-offer.ts'
import { loadConversation } from './store/conversation.ts'
import * as store from './store/transfer.ts'
import { lastLines } from './view/last-lines.ts'

const linesShown = 6

/** Conversations that colleagues offer each other. Who is asked sees the offer, and the conversation once he has it. */
export function createOffers(context: Context) {
  const { db, rows } = context

  async function present(companyId: string, record: store.TransferRecord): Promise<TransferOffer> {
    const { conversationId } = record
    const { conversation, lines } = await db.company(companyId, async (tx) => ({
      conversation: await loadConversation(tx, companyId, conversationId),
      lines: await lastLines(tx, companyId, conversationId, linesShown),
    }))
    const [row] = conversation ? await rows.told(companyId, [conversation]) : []
    if (!row) throw notFound('conversation')
    const { transferId, byAgentId, toAgentId, toGroupId, note, askedAt, expiresAt } = record
    const { visitorName, region, siteName, styleName, startedAt, waitingSince, messageCount } = row
    return {
      transferId,
      conversationId,
      byAgentId,
      toAgentId,
      toGroupId,
      note,
      askedAt,
      expiresAt,
      visitorName,
      region,
      siteName,
      styleName,
      startedAt,
      waitingSince,
      messageCount,
      lines,
    }
  }

  return {
    accept: ({ companyId, agentId }: AgentCaller, transferId: string) =>
      acceptOffer(context, companyId, transferId, agentId),
    decline: ({ companyId, agentId }: AgentCaller, transferId: string, reason: string) =>
      declineOffer(context, companyId, transferId, agentId, reason),
    cancel: ({ companyId, agentId, permissions }: AgentCaller, transferId: string) =>
      cancelOffer(context, companyId, transferId, { agentId, mayTake: permissions.has('conversation.transfer_any') }),
    expire: (expiry: TransferExpiry) => expireOffer(context, expiry),

    /** What an agent is asked now. */
    async to({ companyId, agentId }: Pick<AgentCaller, 'companyId' | 'agentId'>): Promise<TransferOffer[]> {
      const waiting = await db.company(companyId, (tx) => store.transfersTo(tx, companyId, agentId))
      return Promise.all(waiting.map((record) => present(companyId, record)))
    },

    /** One that waits for an answer, and who may give it. */
    async pending(companyId: string, transferId: string) {
      const found = await db.company(companyId, async (tx) => ({
        record: await store.findTransfer(tx, companyId, transferId),
        asked: await store.askedOf(tx, companyId, transferId),
      }))
      const { record, asked } = found
      if (!record || record.outcome !== null) return undefined
      const agentIds = asked.flatMap(({ agentId, hasDeclined }) => (hasDeclined ? [] : [agentId]))
      return { offer: await present(companyId, record), agentIds }
    },

    /** The last offer of a conversation, unless it is long over, and everybody whom it concerned. */
    latest: (companyId: string, conversationId: string) =>
      db.company(companyId, async (tx) => {
        const record = await store.latestTransfer(tx, companyId, conversationId)
        if (!record) return undefined
        const asked = await store.askedOf(tx, companyId, record.transferId)
        return { record, agentIds: [...new Set([record.byAgentId, ...asked.map(({ agentId }) => agentId)])] }
      }),

    async rule(companyId: string): Promise<TransferRule> {
      const seconds = await db.company(companyId, (tx) => store.findAcceptWithin(tx, companyId))
      return { acceptWithinSeconds: seconds ?? defaultAcceptWithin }
    },
    async saveRule(companyId: string, rule: TransferRule): Promise<TransferRule> {
      await db.company(companyId, (tx) => store.putAcceptWithin(tx, companyId, rule.acceptWithinSeconds))
      return rule
    },
  }
}
export type Offers = ReturnType<typeof createOffers>
