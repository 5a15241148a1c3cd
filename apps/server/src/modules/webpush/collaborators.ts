/** What web push needs of other modules; `app.ts` hands it over. */
export interface WebpushCollaborators {
  /** Whether a page of this agent is looked at: on this node, from memory; on any, which may take a moment. */
  readonly isLookingHere: (agentId: string) => boolean
  readonly isLooking: (agentId: string) => Promise<boolean>
  readonly conversation: (companyId: string, conversationId: string) => Promise<TalkedAbout>
  /** Whom an offer to take a conversation over still waits for. */
  readonly pendingOffer: (companyId: string, transferId: string) => Promise<PendingOffer | undefined>
  /** What its visitor is called, also without a name. */
  readonly visitorName: (companyId: string, conversationId: string) => Promise<string>
  readonly agentName: (companyId: string, agentId: string) => Promise<string>
  /** A login that still holds. */
  readonly isLive: (companyId: string, sessionId: string) => Promise<boolean>
}

interface PendingOffer {
  readonly agentIds: readonly string[]
  readonly offer: { readonly conversationId: string; readonly byAgentId: string }
}

interface TalkedAbout {
  readonly visitorId: string
  readonly agentId: string | null
  readonly joinedAgentIds: readonly string[]
  readonly status: 'queued' | 'open' | 'closed'
  readonly agentReadSeq: number
  /** Set while the robot answers. */
  readonly custodySeq: number | null
}
