import type { AgentId, ConversationId, ConversationMark, Message, TransferOutcome, VisitorId } from '@youwen/contract'

interface About {
  readonly companyId: string
  readonly conversationId: ConversationId
  readonly visitorId: VisitorId
}

/** Told to whoever had the conversation and whoever has it now: `previousAgentId`, `agentId`; null is the queue. */
export type ConversationChange = About & {
  readonly type:
    | 'conversation.opened'
    | 'conversation.assigned'
    | 'conversation.transferred'
    | 'conversation.requeued'
    | 'conversation.closed'
    /** Nothing but its stream changed. */
    | 'conversation.noted'
    | 'conversation.joined'
    | 'conversation.left'
    | 'conversation.recalled'
    /** Somebody is asked to take it over; nobody is asked any more, and it is where it was. */
    | 'conversation.transfer_asked'
    | 'conversation.transfer_ended'
    /** The robot answers from now on, or no longer. */
    | 'conversation.custody_changed'
  readonly agentId: AgentId | null
  readonly previousAgentId: AgentId | null
  /** What the change itself put into the stream, in order. */
  readonly messages: readonly Message[]
}

export type ConversationClassified = About & {
  readonly type: 'conversation.classified'
  readonly classIds: readonly string[]
}

/** What its row says of it is another, without anything having happened in its stream. */
export type ConversationRevised = About & { readonly type: 'conversation.revised' }

/** Told to the agent's own clients alone. */
export interface ConversationMarked {
  readonly type: 'conversation.marked'
  readonly companyId: string
  readonly agentId: AgentId
  readonly mark: ConversationMark
}

export interface TransferOffered {
  readonly type: 'transfer.offered'
  readonly companyId: string
  readonly transferId: string
}

/** Told to who was asked and to who asked. */
export interface TransferOver {
  readonly type: 'transfer.over'
  readonly companyId: string
  readonly transferId: string
  readonly conversationId: ConversationId
  readonly byAgentId: AgentId
  readonly toldIds: readonly AgentId[]
  readonly outcome: TransferOutcome
  /** Who brought it about; null: nobody did. */
  readonly agentId: AgentId | null
  readonly reason: string
}

/** Somebody spoke, or turned to the robot, where the robot answers. */
export interface RobotAsked {
  readonly type: 'conversation.robot_asked'
  readonly companyId: string
  readonly conversationId: string
}

export const robotAsked = (companyId: string, conversationId: string): RobotAsked => ({
  type: 'conversation.robot_asked',
  companyId,
  conversationId,
})

/** The company's tree of classes, or its rule, is another. */
export interface ClassesChanged {
  readonly type: 'class.changed'
  readonly companyId: string
}

/** What makes a conversation good is something else. */
export interface QualityChanged {
  readonly type: 'quality.changed'
  readonly companyId: string
}

/** Another node changed the tree a moment ago, and this one may not have heard: told to its own clients alone. */
export interface ClassesMissed {
  readonly type: 'class.missed'
  readonly companyId: string
}

/**
 * Off the hot path: told once for each committed batch, for listeners that need the words (robot, analytics …). What is
 * from a `colleague` is a note: it goes nowhere outside the company.
 */
export type MessagesAppended = {
  readonly type: 'conversation.messages_appended'
  readonly companyId: string
  readonly messages: readonly Message[]
}

export type ConversationRead = About & {
  readonly type: 'conversation.read'
  readonly by: 'visitor' | 'agent'
  readonly agentId: AgentId | null
  readonly seq: number
}
