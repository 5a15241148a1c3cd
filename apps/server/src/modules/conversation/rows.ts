import type { AgentFrameOut, Conversation, ToldConversation } from '@youwen/contract'
import { visitorNameOf } from '@youwen/contract/visitor-name'
import type { Db } from '../../platform/db/index.ts'
import type { ActiveConversation } from './active.ts'
import type { Collaborators } from './collaborators.ts'
import { loadConversations } from './store/conversation.ts'
import { summarize } from './store/summary.ts'
import type { SeenConversation } from './view/conversation.ts'
import { readSeqsOf } from './view/read.ts'
import { unreadSeqs } from './view/unread.ts'

const nowhere = { country: '', province: '', city: '', isp: '' }

export type RowFrame = Extract<AgentFrameOut, { type: 'conversation' }>

/** For one reader; without `readSeq` for many. */
type Known = ActiveConversation & { readonly readSeq?: number }

/** Conversations as the desk's list shows them: with names that other modules know. */
export function createRows({
  db,
  collaborators: { visitors, siteName, styleName },
}: {
  db: Db
  collaborators: Pick<Collaborators, 'visitors' | 'siteName' | 'styleName'>
}) {
  /**
   * All figures of a row are of one position: a client adds the messages that come after it, and would never mend a row that
   * claims to know more than it shows.
   */
  async function summedUp(companyId: string, conversations: readonly Known[]): Promise<readonly Known[]> {
    const behind = conversations.filter(({ summarySeq, lastSeq }) => summarySeq < lastSeq)
    if (behind.length === 0) return conversations
    const fresh = await db.company(companyId, async (tx) => {
      await summarize(tx, behind)
      return loadConversations(
        tx,
        companyId,
        behind.map(({ conversationId }) => conversationId),
      )
    })
    return conversations.map((one) => {
      const now = fresh.get(one.conversationId)
      return now && one.readSeq !== undefined ? { ...now, readSeq: one.readSeq } : (now ?? one)
    })
  }

  /** With what their visitors are called by: a name, or where they were met. */
  async function withNames(companyId: string, conversations: readonly Known[]) {
    const known = await visitors(companyId, [...new Set(conversations.map((one) => one.visitorId))])
    return Promise.all(
      conversations.map(async (one) => {
        const visitor = known.get(one.visitorId)
        const names = {
          visitorName: visitor?.name ?? '',
          region: one.facts?.region ?? visitor?.region ?? nowhere,
          siteName: await siteName(companyId, one.siteId),
          styleName: await styleName(companyId, one.siteId, one.styleId),
        }
        return { one, visitor, names }
      }),
    )
  }

  async function told(companyId: string, asked: readonly Known[]): Promise<ToldConversation[]> {
    if (asked.length === 0) return []
    const conversations = await summedUp(companyId, asked)
    const named = await withNames(companyId, conversations)
    const unread = await db.company(companyId, (tx) =>
      unreadSeqs(
        tx,
        companyId,
        conversations.map(({ conversationId, readSeq = 0, summarySeq }) => ({
          conversationId,
          readSeq,
          untilSeq: summarySeq,
        })),
      ),
    )
    return named.map(({ one, visitor, names }) => ({
      conversationId: one.conversationId,
      visitorId: one.visitorId,
      visitId: one.visitId,
      ...names,
      siteId: one.siteId,
      styleId: one.styleId,
      channel: one.channel,
      terminal: one.facts?.terminal ?? visitor?.terminal ?? 'desktop',
      source: one.facts?.source ?? null,
      classIds: [...one.classIds],
      status: one.status,
      agentId: one.agentId,
      groupId: one.groupId,
      joinedAgentIds: [...one.joinedAgentIds],
      isInCustody: one.custodySeq !== null,
      handedOver: one.handedOver,
      startedAt: one.startedAt.toISOString(),
      closedAt: one.closedAt?.toISOString() ?? null,
      waitingSince: one.waitingSince?.toISOString() ?? null,
      lastSeq: one.summarySeq,
      messageCount: one.messageCount,
      visitorMessageCount: one.visitorMessageCount,
      agentMessageCount: one.agentMessageCount,
      lastSpokenAt: one.lastSpokenAt?.toISOString() ?? null,
      hasCard: one.hasCard,
      hasPhone: one.hasPhone,
      sensitive: [...one.sensitive],
      lastMessage: one.lastMessage && { ...one.lastMessage, at: one.lastMessage.at.toISOString() },
      transfer: one.transfer,
      unreadSeqs: [...(unread.get(one.conversationId) ?? [])],
      visitorReadSeq: one.visitorReadSeq,
      isVisitorOnline: visitor?.isOnline ?? false,
    }))
  }
  return {
    /** As one agent sees them. */
    async of(companyId: string, asked: readonly SeenConversation[]): Promise<Conversation[]> {
      const seen = await told(companyId, asked)
      return asked.map(({ readSeq }, index) => ({ ...(seen[index] as ToldConversation), readSeq }))
    },

    /** As for somebody who has read nothing of them. */
    told: (companyId: string, asked: readonly ActiveConversation[]) => told(companyId, asked),

    /** What their visitors are called in the list, by conversation, for what shows one without its row. */
    async visitorNames(companyId: string, conversationIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const wanted = [...new Set(conversationIds)]
      if (wanted.length === 0) return new Map()
      const found = await db.company(companyId, (tx) => loadConversations(tx, companyId, wanted))
      const named = await withNames(companyId, [...found.values()])
      return new Map(named.map(({ one, names }) => [one.conversationId, visitorNameOf(names)]))
    },

    /** As it is told to whoever is concerned: each finds his own read mark beside it. */
    async frameOf(companyId: string, conversation: ActiveConversation): Promise<RowFrame> {
      const [row] = await told(companyId, [conversation])
      if (!row) throw new Error('One conversation is one row.')
      const readSeqs = await db.company(companyId, (tx) => readSeqsOf(tx, companyId, conversation.conversationId))
      return { type: 'conversation', conversation: row, readSeqs }
    },
  }
}
export type Rows = ReturnType<typeof createRows>
