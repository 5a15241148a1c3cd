import type {
  AgentId,
  Conversation,
  ConversationId,
  ConversationStatus,
  GroupId,
  PendingTransfer,
  Region,
  SaidType,
  SenderKind,
  SensitiveMark,
  SiteId,
  StyleId,
  VisitId,
  VisitorId,
} from '@youwen/contract'

/** The last thing said, as a list shows it. */
export interface LastMessage {
  readonly from: SenderKind
  readonly type: SaidType
  readonly text: string
  readonly at: Date
}

/** What brought the visitor when the conversation began: it does not change any more. */
export interface OpeningFacts {
  readonly region: Region
  readonly source: Conversation['source']
  readonly terminal: string
}

/** What a conversation keeps of its visitor's card. */
export interface CardFacts {
  readonly hasCard: boolean
  readonly hasPhone: boolean
}

/**
 * What a node knows of a conversation in progress. `lastSeq` is a guess that other nodes may have overtaken: the next
 * append then collides with theirs, takes the slow path and puts it right. Every change of status or assignee takes a
 * position of its own, so that whoever acts on an outdated picture collides too.
 */
export interface ActiveConversation {
  readonly companyId: string
  readonly conversationId: ConversationId
  readonly visitorId: VisitorId
  visitId: VisitId | null
  readonly siteId: SiteId
  readonly styleId: StyleId | null
  readonly channel: string
  /** Null where the visit was not known. */
  readonly facts: OpeningFacts | null
  classIds: readonly string[]
  /** What is on the card of its visitor. */
  hasCard: boolean
  hasPhone: boolean
  /** Words of the company's lists that were said in it. */
  sensitive: readonly SensitiveMark[]
  status: ConversationStatus
  agentId: AgentId | null
  groupId: GroupId | null
  /** Colleagues who take part beside `agentId`. */
  joinedAgentIds: readonly AgentId[]
  /** Who is being asked to take it over. */
  transfer: PendingTransfer | null
  /** Set while the robot answers: the visitor's messages up to here are dealt with. */
  custodySeq: number | null
  handedOver: Conversation['handedOver']
  readonly startedAt: Date
  closedAt: Date | null
  lastSeq: number
  /** Up to where `lastMessage` and `waitingSince` are true; they are written a moment after the messages. */
  summarySeq: number
  /** As of the last summary. */
  messageCount: number
  visitorMessageCount: number
  agentMessageCount: number
  lastSpokenAt: Date | null
  lastMessage: LastMessage | null
  waitingSince: Date | null
  visitorReadSeq: number
  agentReadSeq: number
  usedAt: number
}

/** Conversations this node has touched lately. Dropping one is always safe: it is loaded again when needed. */
export function createActiveConversations({ now, idleMs = 10 * 60_000 }: { now: () => number; idleMs?: number }) {
  const byId = new Map<ConversationId, ActiveConversation>()
  return {
    find(conversationId: ConversationId): ActiveConversation | undefined {
      const found = byId.get(conversationId)
      if (found) found.usedAt = now()
      return found
    },
    /** Without counting as use: for news from other nodes. */
    peek: (conversationId: ConversationId) => byId.get(conversationId),
    /** Keeps the newer of what is known and what was read; answers the one that stays. */
    remember(loaded: ActiveConversation): ActiveConversation {
      const known = byId.get(loaded.conversationId)
      if (known && known.lastSeq > loaded.lastSeq) return known
      if (known) return Object.assign(known, loaded)
      byId.set(loaded.conversationId, loaded)
      return loaded
    },
    forget: (conversationId: ConversationId) => byId.delete(conversationId),
    dropIdle() {
      const before = now() - idleMs
      for (const [id, conversation] of byId) if (conversation.usedAt < before) byId.delete(id)
    },
    get size() {
      return byId.size
    },
    values: () => byId.values(),
  }
}
export type ActiveConversations = ReturnType<typeof createActiveConversations>
